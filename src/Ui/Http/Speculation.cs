using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Ui.Http;

/// <summary>
/// Lets the browser fetch the page behind a link that is about to be followed. Links with a token, and pages whose opening is
/// recorded, carry <c>data-noprefetch</c>; the server refuses there as well (<see cref="IsPrefetch"/>).
/// </summary>
public static class Speculation
{
    public const string Header = "Speculation-Rules";
    public const string Path = "/speculation.json";

    /// <summary>The value of <see cref="Header"/>: a quoted address.</summary>
    public const string HeaderValue = "\"" + Path + "\"";

    private const string Rules = """
        {"prefetch":[{"source":"document","eagerness":"moderate","where":{"and":[
          {"href_matches":"/*"},
          {"not":{"href_matches":"/_content/*"}},
          {"not":{"href_matches":"/*\\?*download*"}},
          {"not":{"selector_matches":"[data-noprefetch], [data-noprefetch] a, [download], [rel~=nofollow]"}}
        ]}}]}
        """;

    public static IEndpointConventionBuilder MapSpeculationRules(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, () => Results.Text(Rules, "application/speculationrules+json")).ExcludeFromDescription();

    /// <summary>Whether the browser asks ahead of the person: answer 503 where opening the page leaves a trace.</summary>
    public static bool IsPrefetch(this HttpRequest request) =>
        request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.OrdinalIgnoreCase);
}
