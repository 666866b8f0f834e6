using System.Security.Cryptography;
using System.Text;
using Entente.Crm.Mirror;
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
            foreach (var kind in read.Value.Hints.Where(h => h.Kind != CrmObject.Note).GroupBy(h => h.Kind))
                await MirrorBooks.Name(db, id, kind.Key, [.. kind.Select(h => h.Id).Distinct()], clock.GetUtcNow(), ct);
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
}
