using Entente.Access.Http;
using Entente.Platform.Http;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Collaboration.Teams.Intake;

/// <summary>
/// <c>POST /hooks/{slug}/teams</c>: where the Bot Connector calls. The workspace stands in the address, so that its own bot’s id judges; who calls is proven
/// by the token, never by a session. Whatever does not hold gets the same answer.
/// </summary>
internal static class TeamsRoute
{
    private const int LongestBody = 1 << 20;
    private const string Bearer = "Bearer ";

    public static string Hooks(string slug) => $"/hooks/{slug}/teams";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/hooks/{slug}/teams", Take).DisableAntiforgery().Access(new OpenAttribute());

    private static async Task<IResult> Take(string slug, HttpContext http, Workspaces workspaces, TakeTeams take, CancellationToken ct)
    {
        if (await workspaces.Find(slug, ct) is not { } workspace || await RequestBody.Read(http.Request, LongestBody, ct) is not { } body)
            return Refused;
        var header = http.Request.Headers.Authorization.ToString();
        var token = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "";
        return await take.Run(workspace.Id, new(token, body), ct) is null ? Results.Json(new { }) : Refused;
    }

    private static IResult Refused => Results.Text("Not from Teams.", statusCode: StatusCodes.Status401Unauthorized);
}
