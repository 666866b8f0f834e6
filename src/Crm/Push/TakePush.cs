using System.Security.Cryptography;
using System.Text;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Push;

/// <summary>What to answer a delivery with.</summary>
internal sealed record PushAnswer(int Status, string Type, string Body)
{
    public static PushAnswer Unknown => new(404, "text/plain", "There is no such connection.");

    /// <summary>What we cannot read is no better the second time: it is taken, so that the CRM does not send it for a day.</summary>
    public static PushAnswer Taken => new(200, "text/plain", "");
}

/// <summary>
/// Verifies a delivery, keeps whom it names, and only then answers; the fetch begins at once. A delivery that came before is
/// answered alike and changes nothing.
/// </summary>
internal sealed class TakePush(EntenteDb db, CrmConnectors connectors, StatusBook status, TimeProvider clock)
{
    public async Task<PushAnswer> Run(CrmConnectionId id, CrmPush push, string? key, CancellationToken ct)
    {
        if (await connectors.Info(id, ct) is not { } info)
            return PushAnswer.Unknown;
        var connector = await connectors.Of(id, ct);
        var read = await connectors.KeyFits(id, key, ct)
            ? connector.ReadPush(push, clock.GetUtcNow())
            : new CrmError(CrmErrorClass.Auth, "key_wrong", "The delivery's address does not carry the connection's key.");
        if (read is { Ok: false, Error.Class: CrmErrorClass.Auth })
        {
            await status.Refused(id, ct);
            return new PushAnswer(401, "text/plain", read.Error.Message);
        }
        if (!read.Ok)
        {
            await status.Failed(id, read.Error, ct);
            return PushAnswer.Taken;
        }

        await using var held = await db.Hold([], ct);
        if (await Fresh(id, read.Value.DeliveryKeys, ct) && read.Value.Hints.Count > 0)
        {
            await Name(id, [.. read.Value.Hints.Where(h => h.Kind != CrmObject.Note)], ct);
            db.Enqueue(new FetchNamed(info.Id));
        }
        await status.Pushed(id, ct);
        await held.Save(ct);
        return new PushAnswer(200, read.Value.AnswerType, read.Value.AnswerBody);
    }

    /// <summary>Keeps the deliveries' keys; true when at least one was not known.</summary>
    private async Task<bool> Fresh(CrmConnectionId id, IReadOnlyList<string> keys, CancellationToken ct) =>
        await db.Write(
            """
            insert into crm_push (workspace_id, connection_id, key, at) select $1, $2, k, $3 from unnest($4::bytea[]) as k
            on conflict do nothing
            """,
            ct,
            db.Workspace.Value,
            id.Value,
            clock.GetUtcNow().ToUniversalTime(),
            keys.Distinct().Select(k => SHA256.HashData(Encoding.UTF8.GetBytes(k))).ToArray()
        ) > 0;

    private Task<int> Name(CrmConnectionId id, IReadOnlyList<CrmHint> hints, CancellationToken ct)
    {
        var named = hints.Select(h => (Kind: h.Kind.ToString(), h.Id)).Distinct().ToList();
        return db.Write(
            """
            insert into crm_fetch as f (workspace_id, connection_id, kind, crm_id, named, at)
            select $1, $2, h.kind, h.crm_id, 1, $3 from unnest($4::text[], $5::text[]) as h(kind, crm_id)
            on conflict (workspace_id, connection_id, kind, crm_id) do update set named = f.named + 1, at = excluded.at
            """,
            ct,
            db.Workspace.Value,
            id.Value,
            clock.GetUtcNow().ToUniversalTime(),
            named.Select(n => n.Kind).ToArray(),
            named.Select(n => n.Id).ToArray()
        );
    }
}
