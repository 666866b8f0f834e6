using Entente.Access.Http;
using Entente.Portal.Shell;
using Entente.Ui.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Tests.Portal;

/// <summary>Addresses that misbehave on purpose.</summary>
internal static class ToyRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/w/{slug}/toys/boom", Boom).Access(new OpenAttribute());
        routes
            .MapGet(
                "/w/{slug}/toys/said",
                (string slug, HttpContext http) =>
                {
                    Said.Next(http, "Painted; “Kestrel & Quay” has been told.");
                    SeeOther.To(http, $"/w/{slug}/today");
                }
            )
            .Access(new OpenAttribute());
        routes.MapGet("/w/{slug}/toys/silent", () => "nobody said who may see this");
    }

    private static string Boom() => throw new InvalidOperationException("the secret reason");
}
