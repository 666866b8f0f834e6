using System.Text.Json;
using Entente.Access;
using Entente.Crm.Http;
using Entente.Crm.HubSpot;
using Entente.Crm.Port;
using Entente.Platform.Tenancy;
using Entente.Ui;
using Microsoft.AspNetCore.Http;

namespace Entente.Crm.Panel;

/// <summary>What the card in HubSpot gets.</summary>
/// <param name="Url">Opens the panel once, within two minutes.</param>
/// <param name="Lines">What the card shows by itself.</param>
public sealed record PanelLaunched(string Url, DateTimeOffset ExpiresAt, string Title, IReadOnlyList<PanelCardLine> Lines);

/// <param name="Tone"><c>ok</c>, <c>warn</c>, <c>bad</c>, <c>info</c>, <c>brand</c> or empty.</param>
public sealed record PanelCardLine(string Label, string Value, string Tone);

/// <summary>
/// The card asks, HubSpot signs for it (version 3: method, whole address with what HubSpot appended, body, time): who asks is read from the
/// signed address, which record from the signed body. The answer is a token for one opening.
/// </summary>
internal sealed class LaunchFromHubSpot(
    PanelDesk desk,
    PanelConnections connections,
    PanelTickets tickets,
    PanelReader reader,
    PublicAddress address,
    TimeProvider clock
)
{
    public async Task<(PanelLaunched? Launched, PanelRefusal? Refused)> Run(
        WorkspaceCard workspace,
        CrmConnectionId id,
        CrmPush request,
        IQueryCollection query,
        CancellationToken ct
    )
    {
        if (await connections.Find(id, ct) is not { Kind: CrmKind.HubSpot } connection)
            return (null, PanelRefusal.NoConnection);
        if (connection.Secret is not { } secret)
            return (null, PanelRefusal.NoSecret("the app’s client secret"));
        var signature = request.Headers.GetValueOrDefault("x-hubspot-signature-v3");
        var stamp = request.Headers.GetValueOrDefault("x-hubspot-request-timestamp");
        var verdict = HubSpotSignature.CheckV3(
            secret,
            request.Method,
            request.Address,
            request.Body.Span,
            stamp,
            signature,
            clock.GetUtcNow()
        );
        if (verdict != SignatureVerdict.Valid)
            return (null, PanelRefusal.Signature(verdict));

        // Said twice, it could be said differently to whoever else reads it: once or not at all.
        if (query["portalId"] is not [{ } portal] || query["userEmail"] is not [{ Length: > 0 } email] || portal != connection.AccountId)
            return (null, PanelRefusal.WrongAccount);
        if (Record(request.Body) is not var (kind, crmId))
            return (null, PanelRefusal.WrongRecord);
        if (await desk.Recognise(email, ct) is not { } person)
            return (null, PanelRefusal.NotStaff(email, workspace.Name));
        if (!await tickets.FirstTime(signature!, id, person, kind, crmId, ct))
            return (null, PanelRefusal.Replayed);

        var root = address.Of($"/w/{workspace.Slug}");
        if (await connections.Record(connection, kind, crmId, root, ct) is not { } record)
            return (null, PanelRefusal.NotMirrored("HubSpot"));
        var token = await tickets.Issue(id, person, kind, record.CrmId, ct);
        var contents = await reader.Read(record, null, ct, linesOnly: true);
        return (
            new(
                address.Of($"{PanelRoutes.Path}?launch={workspace.Slug}.{token}"),
                clock.GetUtcNow() + PanelTickets.TokenLives,
                record.Name,
                [.. contents.Lines.Select(l => new PanelCardLine(l.Label, l.Value, l.Tone.Attr()))]
            ),
            null
        );
    }

    // {"objectTypeId":"0-3","objectId":70012}
    private static (CrmObject Kind, string Id)? Record(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var kind = HubSpotPaths.OfType(document.RootElement.Text("objectTypeId"));
            var id = document.RootElement.Text("objectId");
            return kind is CrmObject.Deal or CrmObject.Account && id is { Length: > 0 and <= 20 } && id.All(char.IsAsciiDigit)
                ? (kind.Value, id)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
