using Entente.Access.Http;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Http;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Collaboration.Slack.Intake;

/// <summary>
/// <c>POST /hooks/{slug}/slack/{events|commands|actions}</c>: where Slack calls. The workspace stands in the address, so that its own secret judges; who calls
/// is proven by the signature, never by a session. Whatever does not hold gets the same answer.
/// </summary>
internal static class SlackRoute
{
    private const int LongestBody = 1 << 20;

    public static string Hooks(string slug) => $"/hooks/{slug}/slack";

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var what in (string[])["events", "commands", "actions"])
            routes.MapPost($"/hooks/{{slug}}/slack/{what}", Take).DisableAntiforgery().Access(new OpenAttribute());
    }

    private static async Task<IResult> Take(string slug, HttpContext http, Workspaces workspaces, TakeSlack take, CancellationToken ct)
    {
        if (await workspaces.Find(slug, ct) is not { } workspace || await RequestBody.Read(http.Request, LongestBody, ct) is not { } body)
            return Refused;
        var answer = await take.Run(
            workspace.Id,
            new(
                http.Request.ContentType ?? "",
                http.Request.Headers[SlackSignature.TimestampHeader],
                http.Request.Headers[SlackSignature.Header],
                body
            ),
            ct
        );
        return answer switch
        {
            null => Refused,
            { Json: { } json } => Results.Text(json.ToJsonString(), "application/json"),
            _ => Results.Text(answer.Text),
        };
    }

    private static IResult Refused => Results.Text("Not from Slack.", statusCode: StatusCodes.Status401Unauthorized);
}
