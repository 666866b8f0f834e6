using Entente.Crm.Port;
using Entente.Platform.Data;

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

    /// <summary>A record that was named again while it was being fetched stays on the list.</summary>
    public static Task<int> StrikeOff(EntenteDb db, MirrorPage page, CancellationToken ct) =>
        db.Write(
            """
            delete from crm_fetch f using unnest($3::text[], $4::bigint[]) as d(crm_id, named)
             where f.connection_id = $1 and f.kind = $2 and f.crm_id = d.crm_id and f.named = d.named
            """,
            ct,
            page.Connection.Value,
            page.Kind.ToString(),
            page.Fetched.Select(f => f.CrmId).ToArray(),
            page.Fetched.Select(f => f.Named).ToArray()
        );

    /// <summary>Keeps who a merged id is now, also for ids that were merged into it before, and re-points contacts of a merged account.</summary>
    public static async Task Merge(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        string[] old,
        string[] survivors,
        CancellationToken ct
    )
    {
        if (old.Length == 0)
            return;
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
    }
}
