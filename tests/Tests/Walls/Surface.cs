using System.Reflection;
using Entente.Access.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;

namespace Entente.Tests.Walls;

/// <summary>A route of the endpoint table.</summary>
/// <param name="Questions">What a page takes from the query.</param>
internal sealed record Route(string Pattern, IReadOnlyList<string> Methods, IAccessRule? Rule, IReadOnlyList<string> Questions)
{
    public bool Reads => Methods.Count == 0 || Methods.Contains("GET");

    public bool Writes => Methods.Count == 0 || Methods.Any(m => m is not ("GET" or "HEAD"));

    public IEnumerable<string> Parameters => Parts().Where(p => p.Name is not null).Select(p => p.Name!);

    /// <summary>Every address that comes of these values, in turn.</summary>
    public IEnumerable<string> Addresses(Func<string, IReadOnlyList<string>> values)
    {
        IEnumerable<string> made = [""];
        foreach (var (text, name) in Parts())
            made = name is null ? made.Select(m => m + text) : made.SelectMany(m => values(name), (m, v) => m + Uri.EscapeDataString(v));
        return made;
    }

    private IEnumerable<(string Text, string? Name)> Parts()
    {
        var rest = Pattern;
        while (rest.IndexOf('{', StringComparison.Ordinal) is var open and >= 0)
        {
            var close = rest.IndexOf('}', open);
            yield return (rest[..open], null);
            yield return ("", rest[(open + 1)..close].Split(':', '=', '?')[0].TrimStart('*').ToLowerInvariant());
            rest = rest[(close + 1)..];
        }
        yield return (rest, null);
    }
}

/// <summary>Everything the app answers to, from its own table of endpoints.</summary>
internal static class Surface
{
    public static IReadOnlyList<Route> Of(IEnumerable<EndpointDataSource> sources) =>
        [
            .. sources
                .SelectMany(s => s.Endpoints)
                .OfType<RouteEndpoint>()
                // The framework's own files and redirects; the gate leaves them closed.
                .Where(e => e.Metadata.GetMetadata<IAccessRule>() is not null)
                // The tests' own toy room; style sheets and scripts, which are files of the build and the same for everybody.
                .Where(e => !e.RoutePattern.RawText!.Contains("/toys", StringComparison.Ordinal))
                .Where(e => !e.RoutePattern.RawText!.TrimStart('/').StartsWith("_content/", StringComparison.Ordinal))
                .Select(e => new Route(
                    "/" + e.RoutePattern.RawText!.TrimStart('/'),
                    e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [],
                    e.Metadata.GetMetadata<IAccessRule>(),
                    Asked(e.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type)
                ))
                .DistinctBy(r => (r.Pattern.ToLowerInvariant(), string.Join(',', r.Methods))),
        ];

    private static IReadOnlyList<string> Asked(Type? page) =>
        page is null
            ? []
            :
            [
                .. page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    .Select(p => (p.Name, From: p.GetCustomAttribute<SupplyParameterFromQueryAttribute>()))
                    .Where(p => p.From is not null)
                    .Select(p => p.From!.Name ?? p.Name),
            ];
}
