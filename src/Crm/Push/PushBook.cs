using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;

namespace Entente.Crm.Push;

/// <summary>A verified delivery: SHA-256 over the keys of what it carries, and the records it names.</summary>
internal sealed record PushNote(byte[] Key, (CrmObject Kind, string Id)[] Hints);

/// <summary>Keeps verified deliveries of one connection in one commit: their keys, whom they name, and that somebody must go and read.</summary>
internal sealed class PushBook(EntenteDb db, StatusBook status)
{
    /// <param name="tell">Whether the connection's last push is noted with it.</param>
    public async Task Keep(CrmConnectionId id, IReadOnlyList<PushNote> notes, bool tell, DateTimeOffset now, CancellationToken ct)
    {
        await using var held = await db.Hold([], ct);
        if (await Write(id, notes, now, ct) > 0)
            await db.EnqueueOnce(new FetchNamed(id), id.Short(), ct);
        if (tell)
            await status.Pushed(id, ct);
        await held.Save(ct);
    }

    /// <summary>How many records were put on the list: those named by deliveries that were not known.</summary>
    private Task<int> Write(CrmConnectionId id, IReadOnlyList<PushNote> notes, DateTimeOffset now, CancellationToken ct)
    {
        var hints = notes.SelectMany((n, i) => n.Hints.Select(h => (h.Kind, h.Id, Delivery: i + 1L))).ToList();
        // In the order of ids, as whoever strikes them off: two who want the same rows never wait for each other in a circle.
        return db.Write(
            """
            with fresh as (
              insert into crm_push (workspace_id, connection_id, key, at) select $1, $2, k, $3 from unnest($4::bytea[]) as k
              on conflict do nothing
              returning key
            ), news as (
              select k.delivery from unnest($4::bytea[]) with ordinality as k(key, delivery) join fresh on fresh.key = k.key
            )
            insert into crm_fetch as f (workspace_id, connection_id, kind, crm_id, named, at)
            select $1, $2, h.kind, h.crm_id, 1, $3 from unnest($5::text[], $6::text[], $7::bigint[]) as h(kind, crm_id, delivery)
             where h.delivery in (select delivery from news) group by h.kind, h.crm_id order by h.kind, h.crm_id
            on conflict (workspace_id, connection_id, kind, crm_id) do update set named = f.named + 1, at = excluded.at
            """,
            ct,
            db.Workspace.Value,
            id.Value,
            now.ToUniversalTime(),
            notes.Select(n => n.Key).ToArray(),
            hints.Select(h => h.Kind.ToString()).ToArray(),
            hints.Select(h => h.Id).ToArray(),
            hints.Select(h => h.Delivery).ToArray()
        );
    }
}
