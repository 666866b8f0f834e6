using System.Text.Json;
using Entente.Access;
using Entente.Access.Http;
using Entente.Crm.Panel.Rules;
using Entente.Crm.Port;
using Entente.Crm.Push;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;
using Entente.Ui.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Entente.Crm.Panel;

/// <summary>
/// The panel that stands inside the CRM. It opens by a token (<c>GET /panel?launch=</c>) or by a signed request, and then lives on the proof
/// in its forms (<c>POST /panel</c>): no cookie is read or set. A post is answered by the page itself and not by a redirect, because the
/// proof must not stand in an address; sent twice, it meets the record's newer version.
/// </summary>
internal static class PanelRoutes
{
    public const string Path = "/panel";

    private const int LongestRequest = 64 << 10;

    /// <summary>What the app in the CRM calls; one address per connection, so that the workspace is known before a secret is read.</summary>
    public static string LaunchPath(CrmKind kind, string slug, CrmConnectionId connection) =>
        $"{Path}/launch/{(kind == CrmKind.HubSpot ? "hubspot" : "canvas")}/{slug}/{connection.Short()}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, ByToken).Access(new OpenAttribute()).WithMetadata(new NoPrefetchAttribute());
        routes.MapPost(Path, ByProof).Access(new OpenAttribute()).DisableAntiforgery();
        routes.MapPost(Path + "/launch/hubspot/{slug}/{connection}", FromHubSpot).Access(new OpenAttribute()).DisableAntiforgery();
        routes.MapPost(Path + "/launch/canvas/{slug}/{connection}", FromCanvas).Access(new OpenAttribute()).DisableAntiforgery();
    }

    private static async Task<IResult> FromHubSpot(
        string slug,
        string connection,
        HttpContext http,
        PanelDesk desk,
        LaunchFromHubSpot launch,
        PublicAddress address,
        CancellationToken ct
    )
    {
        if (!Ids.TryParse<CrmConnectionId>(connection, out var id) || await desk.Enter(slug, http) is not { } workspace)
            return PanelRefusal.NoConnection.AsProblem();
        if (await RawRequest.Read(http, address, LongestRequest, ct) is not { } request)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var (launched, refused) = await launch.Run(workspace, id, request, http.Request.Query, ct);
        return refused?.AsProblem() ?? Results.Json(launched, JsonSerializerOptions.Web);
    }

    private static async Task<IResult> FromCanvas(
        string slug,
        string connection,
        HttpContext http,
        PanelDesk desk,
        PanelPages pages,
        PanelConnections connections,
        PanelTickets tickets,
        LaunchFromCanvas launch,
        PublicAddress address,
        CancellationToken ct
    )
    {
        if (!Ids.TryParse<CrmConnectionId>(connection, out var id) || await desk.Enter(slug, http) is not { } workspace)
            return pages.Refuse(http, PanelRefusal.NoConnection, []);
        if (await connections.Find(id, ct) is not { } found)
            return pages.Refuse(http, PanelRefusal.NoConnection, await connections.Frames(ct));
        if (http.Request.ContentLength is not <= LongestRequest || !http.Request.HasFormContentType)
            return pages.Refuse(http, PanelRefusal.Signature(HubSpot.SignatureVerdict.Missing), found.Frames);
        var form = await http.Request.ReadFormAsync(ct);
        var (visitor, refused) = await launch.Run(workspace, found, form["signed_request"], ct);
        // The Lightning component asks on behalf of its user and embeds the address it gets; Canvas shows what it gets.
        var asJson = http.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);
        if (visitor is null)
            return asJson ? refused!.AsProblem() : pages.Refuse(http, refused!, found.Frames);
        if (!asJson)
            return await pages.Show(http, workspace, found, await desk.Open(id, visitor.Person, visitor.Kind, visitor.CrmId, ct), ct);
        var token = await tickets.Issue(id, visitor.Person, visitor.Kind, visitor.CrmId, ct);
        return Results.Json(new { url = address.Of($"{Path}?launch={slug}.{token}") }, JsonSerializerOptions.Web);
    }

    private static async Task<IResult> ByToken(
        HttpContext http,
        PanelDesk desk,
        PanelPages pages,
        PanelConnections connections,
        PanelTickets tickets,
        CancellationToken ct
    )
    {
        var (slug, token) = Split(http.Request.Query["launch"]);
        if (await desk.Enter(slug, http) is not { } workspace)
            return pages.Refuse(http, PanelRefusal.TokenUnknown, []);
        var (ticket, refused) = await tickets.Take(token, ct);
        if (ticket is null)
            return pages.Refuse(http, refused!, await connections.Frames(ct));
        if (await connections.Find(ticket.ConnectionId, ct) is not { } connection)
            return pages.Refuse(http, PanelRefusal.NoConnection, await connections.Frames(ct));
        if (!await desk.Recognise(ticket.PersonId, ticket.ExpiresAt - PanelTickets.TokenLives, ct))
            return pages.Refuse(http, PanelRefusal.Revoked, connection.Frames);
        return await pages.Show(
            http,
            workspace,
            connection,
            await desk.Open(connection.Id, ticket.PersonId, ticket.Kind, ticket.CrmId, ct),
            ct
        );
    }

    private static async Task<IResult> ByProof(
        HttpContext http,
        PanelDesk desk,
        PanelPages pages,
        PanelConnections connections,
        CancellationToken ct
    )
    {
        if (!http.Request.HasFormContentType)
            return pages.Refuse(http, PanelRefusal.ProofWrong, []);
        var form = await http.Request.ReadFormAsync(ct);
        var (slug, sealed_) = Split(form["proof"]);
        if (await desk.Enter(slug, http) is not { } workspace)
            return pages.Refuse(http, PanelRefusal.ProofWrong, []);
        var (proof, refused) = desk.Unseal(sealed_);
        if (proof is null)
            return pages.Refuse(http, refused!, await connections.Frames(ct));
        if (await connections.Find(proof.Connection, ct) is not { } connection)
            return pages.Refuse(http, PanelRefusal.NoConnection, await connections.Frames(ct));
        return await desk.Recognise(proof.Person, proof.Opened, ct)
            ? await pages.Act(http, workspace, connection, proof, form, ct)
            : pages.Refuse(http, PanelRefusal.Revoked, connection.Frames);
    }

    // corvane.Xy…: the workspace first, then the secret.
    private static (string Slug, string Secret) Split(string? text)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot < 0 ? ("", "") : (text![..dot], text[(dot + 1)..]);
    }
}
