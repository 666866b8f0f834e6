using Entente.Access.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Engagement.Portal;

/// <summary>What is no page: following a link of an announcement, from its mail or from its page.</summary>
internal static class NewsRoutes
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/w/{slug}/news/{token}", Follow).Access(new OpenAttribute()).WithMetadata(new NoPrefetchAttribute());

    private static async Task<IResult> Follow(string slug, string token, HttpContext http, NewsLinks links, CancellationToken ct)
    {
        _ = slug;
        if (await links.Follow(token, ct) is not { } url)
            return Results.NotFound();
        http.Response.Headers.Location = url;
        http.Response.Headers.CacheControl = "no-store";
        // Where they come from is nobody's business there: the address would name the reader.
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
