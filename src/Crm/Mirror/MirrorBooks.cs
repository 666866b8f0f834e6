using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Push;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Mirror;

/// <summary>What moves in the same commit as the mirror: cursors, answered fetches, merged ids.</summary>
internal static class MirrorBooks
{
    public static Task<int> MoveCursor(EntenteDb db, MirrorPage page, CursorMove move, DateTimeOffset now, CancellationToken ct) =>
        db.Write(
            """
            insert into crm_cursor as c (workspace_id, connection_id, kind, walk, cursor, count, total, arrived_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (workspace_id, connection_id, kind, walk) do update
              set cursor = excluded.cursor, count = c.count + excluded.count, total = coalesce(excluded.total, c.total),
                  arrived_at = coalesce(excluded.arrived_at, c.arrived_at)
            """,
            ct,
            db.Workspace.Value,
            page.Connection.Value,
            page.Kind.ToString(),
            move.Walk.ToString(),
            move.Cursor,
            (long)page.Records.Count,
            move.Total,
            move.Arrived ? now.ToUniversalTime() : null
        );

    /// <summary>Puts records on the list of those to be read from the CRM.</summary>
    public static Task<int> Name(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        string[] ids,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        db.Write(
            """
            insert into crm_fetch as f (workspace_id, connection_id, kind, crm_id, named, at)
            select $1, $2, $3, id, 1, $4 from unnest($5::text[]) as id
            on conflict (workspace_id, connection_id, kind, crm_id) do update set named = f.named + 1, at = excluded.at
            """,
            ct,
            db.Workspace.Value,
            connection.Value,
            kind.ToString(),
            now.ToUniversalTime(),
            ids
        );

    /// <summary>Records that came back from the bin are themselves again, also when they had been merged away.</summary>
    public static Task<int> ComeBack(EntenteDb db, MirrorPage page, string[] ids, CancellationToken ct) =>
        ids.Length == 0
            ? Task.FromResult(0)
            : db.Write(
                "delete from crm_alias where connection_id = $1 and kind = $2 and old_id = any($3)",
                ct,
                page.Connection.Value,
                page.Kind.ToString(),
                ids
            );

    /// <summary>A record that was named again while it was being fetched stays on the list. Locked in the order of ids, as pushes name them.</summary>
    public static Task<int> StrikeOff(EntenteDb db, MirrorPage page, CancellationToken ct) =>
        db.Write(
            """
            delete from crm_fetch where ctid = any(array(
              select f.ctid from unnest($3::text[], $4::bigint[]) as d(crm_id, named)
               cross join lateral (select f.ctid from crm_fetch f where f.connection_id = $1 and f.kind = $2
                                      and f.crm_id = d.crm_id and f.named = d.named for update) f))
            """,
            ct,
            page.Connection.Value,
            page.Kind.ToString(),
            page.Fetched.Select(f => f.CrmId).ToArray(),
            page.Fetched.Select(f => f.Named).ToArray()
        );

    /// <summary>
    /// Keeps who a merged id is now, also for ids that were merged into it before; what Entente kept under the old one goes over to
    /// the survivor. Answers what is to be told: the merges that were not known.
    /// </summary>
    public static async Task<IReadOnlyList<IEvent>> Merge(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        IReadOnlyList<MergedId> merged,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var olds = merged.Select(m => m.Old).ToList();
        var known = await db.Set<AliasRow>()
            .Where(a => a.ConnectionId == connection && a.Kind == kind && olds.Contains(a.OldId))
            .ToDictionaryAsync(a => a.OldId, a => a.CrmId, ct);
        var news = merged.Where(m => known.GetValueOrDefault(m.Old) != m.Survivor).DistinctBy(m => m.Old).ToList();
        if (news.Count == 0)
            return [];

        var (old, survivors) = (news.Select(m => m.Old).ToArray(), news.Select(m => m.Survivor).ToArray());
        object?[] same = [connection.Value, kind.ToString(), old, survivors];
        await db.Write(
            """
            update crm_alias a set crm_id = m.survivor from unnest($3::text[], $4::text[]) as m(old, survivor)
             where a.connection_id = $1 and a.kind = $2 and a.crm_id = m.old and a.old_id <> m.survivor
            """,
            ct,
            same
        );
        await db.Write(
            """
            insert into crm_alias (workspace_id, connection_id, kind, old_id, crm_id)
            select $5, $1, $2, m.old, m.survivor from unnest($3::text[], $4::text[]) as m(old, survivor)
            on conflict (workspace_id, connection_id, kind, old_id) do update set crm_id = excluded.crm_id
            """,
            ct,
            [.. same, db.Workspace.Value]
        );
        await LedgerSql.Merge(db, connection, kind, old, survivors, ct);
        if (kind == CrmObject.Account)
        {
            await db.Write(
                """
                update crm_contact c set account_crm_id = m.survivor from unnest($2::text[], $3::text[]) as m(old, survivor)
                 where c.connection_id = $1 and c.account_crm_id = m.old
                """,
                ct,
                connection.Value,
                old,
                survivors
            );
        }
        // The survivor is read again: what Entente had written to the one that is gone may be lacking there.
        await Name(db, connection, kind, [.. survivors.Distinct()], now, ct);
        await db.EnqueueOnce(new FetchNamed(connection), connection.Short(), ct);
        return news.ConvertAll<IEvent>(m => new CrmMerged(connection, kind, m.Old, m.Survivor));
    }
}
