using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Extensions.Primitives;

namespace Entente.Host.Pages;

/// <summary>
/// A page's query that somebody mistyped or an old link carries (<c>?Page=x</c> where a number stands) is left out, as if it had not been
/// written: the framework would answer it with an error page. What no parameter of the page takes stays as it is.
/// </summary>
internal sealed class ReadableQuery(RequestDelegate next)
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, Func<string, bool>>> Known = new();

    public Task Invoke(HttpContext http)
    {
        if (
            http.Request.QueryString.HasValue
            && http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is { } page
            && Known.GetOrAdd(page.Type, Of) is { Count: > 0 } readers
            && http.Request.Query.Any(q => !Reads(readers, q))
        )
            http.Request.QueryString = QueryString.Create(http.Request.Query.Where(q => Reads(readers, q)));
        return next(http);
    }

    /// <summary>Whether a value of that type can be read from a query, as the framework reads it; null for a type it is never asked for.</summary>
    internal static Func<string, bool>? ReaderOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner && ReaderOf(inner) is { } read ? word => word.Length == 0 || read(word)
        : type == typeof(bool) ? word => bool.TryParse(word, out _)
        : type == typeof(int) ? word => int.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
        : type == typeof(Guid) ? word => Guid.TryParse(word, CultureInfo.InvariantCulture, out _)
        : type == typeof(string) || type == typeof(string[]) ? _ => true
        : null;

    /// <summary>Name and type of what a page takes from its query.</summary>
    internal static IEnumerable<(string Name, Type Type)> Parameters(Type page) =>
        from property in page.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        let asked = property.GetCustomAttribute<SupplyParameterFromQueryAttribute>()
        where asked is not null
        select (asked.Name ?? property.Name, property.PropertyType);

    private static Dictionary<string, Func<string, bool>> Of(Type page) =>
        Parameters(page)
            .ToDictionary(
                p => p.Name,
                p => ReaderOf(p.Type) ?? throw new InvalidOperationException($"{page.Name}: nobody reads a {p.Type.Name} from a query."),
                StringComparer.OrdinalIgnoreCase
            );

    // The framework reads the first value.
    private static bool Reads(IReadOnlyDictionary<string, Func<string, bool>> readers, KeyValuePair<string, StringValues> entry) =>
        !readers.TryGetValue(entry.Key, out var read) || entry.Value.All(v => read(v ?? ""));
}
