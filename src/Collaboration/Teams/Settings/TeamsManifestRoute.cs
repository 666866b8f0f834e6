using System.Text;
using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Collaboration.Teams.Settings;

/// <summary><c>GET /w/{slug}/settings/teams/manifest</c>: the app’s manifest as a file.</summary>
internal static class TeamsManifestRoute
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/w/{slug}/settings/teams/manifest", Give)
            .Access(new StaffAttribute(Permissions.ManageChat) { Whole = true })
            .WithMetadata(new NoPrefetchAttribute());

    private static async Task<IResult> Give(HttpContext http, TeamsDesk desk, CancellationToken ct) =>
        await desk.Show(ct) is { Manifest.Length: > 0 } view
            ? Downloads.Of(http.Response, "manifest.json", "application/json", Encoding.UTF8.GetBytes(view.Manifest))
            : Results.NotFound();
}
