using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Crm.Push;

/// <summary>
/// <c>POST /hooks/{slug}/{connection}</c>: where a CRM tells that something changed. The workspace is found by its address before
/// any secret is read; who calls is proven by signature or key, never by a session.
/// </summary>
internal static class PushRoute
{
    private const int LongestBody = 4 << 20;

    public static string AddressOf(string slug, CrmConnectionId connection) => $"/hooks/{slug}/{connection.Short()}";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/hooks/{slug}/{connection}", Take).DisableAntiforgery().Access(new OpenAttribute());

    private static async Task<IResult> Take(
        string slug,
        string connection,
        HttpContext http,
        Workspaces workspaces,
        TakePush take,
        PublicAddress address,
        CancellationToken ct
    )
    {
        if (!Ids.TryParse<CrmConnectionId>(connection, out var id) || await workspaces.Find(slug, ct) is not { } workspace)
            return Answer(PushAnswer.Unknown);
        if (await RawRequest.Read(http, address, LongestBody, ct) is not { } push)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);

        return Answer(await take.Run(workspace.Id, id, push, http.Request.Query["key"], ct));
    }

    private static IResult Answer(PushAnswer answer) => Results.Text(answer.Body, answer.Type, statusCode: answer.Status);
}
