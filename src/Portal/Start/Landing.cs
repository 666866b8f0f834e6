using Entente.Access.Http;
using Entente.Platform.Tenancy;
using Entente.Ui.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Portal.Start;

/// <summary>Addresses that only lead on, and the brand's file.</summary>
internal static class Landing
{
    // Between graphite and neon: the chroma that mails use too.
    private const decimal BrandChroma = .105m;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/w/{slug}", ToSide).Access(new OpenAttribute());
        routes
            .MapGet(
                "/w/{slug}/brand.css",
                async (HttpContext http, ActorSlot slot, Workspaces workspaces, CancellationToken ct) =>
                {
                    var card = await workspaces.Get(slot.Current!.Workspace, ct);
                    http.Response.Headers.CacheControl = "public, max-age=300";
                    return Results.Text(BrandCss.For(card.BrandHue, BrandChroma), "text/css");
                }
            )
            .Access(new OpenAttribute());
    }

    private static IResult ToSide(string slug, HttpContext http, ActorSlot slot) =>
        To(
            http,
            slot.Current switch
            {
                { Kind: ActorKind.Staff } => $"/w/{slug}/today",
                { Kind: ActorKind.Partner } => $"/w/{slug}/portal",
                _ => $"/w/{slug}/sign-in",
            }
        );

    internal static IResult To(HttpContext http, string path)
    {
        http.Response.Headers.Location = path;
        http.Response.Headers.CacheControl = "no-store";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
