using Entente.Crm.Inspect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sync;

/// <summary>The rows of comparisons: who asks for one, how far it is, what it found.</summary>
internal sealed class Reconciles(EntenteDb db, CrmConnectors connectors, TimeProvider clock)
{
    /// <summary>So many drifted records of a comparison are kept by name.</summary>
    private const int Named = 500;

    /// <summary>Begins one unless one runs. <paramref name="whole"/>: every record is read and compared, not its stamp alone.</summary>
    public async Task<bool> Ask(CrmConnectionId id, CrmObject kind, bool whole, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var held = await db.Hold([$"crm-reconcile:{id}:{kind}"], ct);
        var begun =
            await db.Write(
                """
                insert into crm_reconcile as r (workspace_id, connection_id, kind, began_at, crm_began_at, whole, seen, missing, stale,
                                                last_seen, last_missing, last_stale, last_gone, last_doubted)
                values ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 0, 0, 0, 0)
                on conflict (workspace_id, connection_id, kind) do update
                  set began_at = excluded.began_at, crm_began_at = excluded.crm_began_at, whole = excluded.whole, seen = 0, missing = 0, stale = 0
                where r.began_at is null
                """,
                ct,
                db.Workspace.Value,
                id.Value,
                kind.ToString(),
                now.ToUniversalTime(),
                connectors.Earliest(id, now).ToUniversalTime(),
                whole
            ) > 0;
        if (!begun)
            return false;
        await db.Write(
            "delete from crm_cursor where connection_id = $1 and kind = $2 and walk = $3",
            ct,
            id.Value,
            kind.ToString(),
            nameof(CursorOf.Reconcile)
        );
        await db.Write("delete from crm_reconcile_seen where connection_id = $1 and kind = $2", ct, id.Value, kind.ToString());
        db.Enqueue(new Reconcile(id, kind));
        await held.Save(ct);
        return true;
    }

    /// <summary>Begins those whose time has come: so long after the last, or after the first load.</summary>
    public async Task AskWhereDue(ConnectionInfo info, DateTimeOffset now, CancellationToken ct)
    {
        if (info.State != CrmConnectionState.Live || info.ReconcileHours == 0)
            return;
        var last = await db.Set<ReconcileRow>().AsNoTracking().Where(r => r.ConnectionId == info.Id).ToListAsync(ct);
        foreach (var kind in RunBackfill.Order)
        {
            var row = last.Find(r => r.Kind == kind);
            if (row is { BeganAt: not null })
                continue;
            if (now - (row?.EndedAt ?? info.Since) >= TimeSpan.FromHours(info.ReconcileHours))
                await Ask(info.Id, kind, whole: false, ct);
        }
    }

    public Task<ReconcileRow?> Running(CrmConnectionId id, CrmObject kind, CancellationToken ct) =>
        db.Set<ReconcileRow>().AsNoTracking().SingleOrDefaultAsync(r => r.ConnectionId == id && r.Kind == kind && r.BeganAt != null, ct);

    /// <summary>A page was compared: counts, cursor, those seen and those that had drifted, in one commit.</summary>
    public async Task Step(
        ReconcileRow run,
        IReadOnlyList<string> seen,
        IReadOnlyList<(string Id, DriftOf How)> drift,
        string cursor,
        bool arrived,
        CancellationToken ct
    )
    {
        await using var held = await db.Hold([$"crm-reconcile:{run.ConnectionId}:{run.Kind}"], ct);
        object?[] same = [db.Workspace.Value, run.ConnectionId.Value, run.Kind.ToString()];
        await db.Write(
            """
            insert into crm_reconcile_seen (workspace_id, connection_id, kind, crm_id) select $1, $2, $3, id from unnest($4::text[]) as id
            on conflict do nothing
            """,
            ct,
            [.. same, seen.ToArray()]
        );
        await db.Write(
            """
            update crm_reconcile set seen = seen + $4, missing = missing + $5, stale = stale + $6
             where workspace_id = $1 and connection_id = $2 and kind = $3
            """,
            ct,
            [.. same, (long)seen.Count, drift.LongCount(d => d.How == DriftOf.Missing), drift.LongCount(d => d.How == DriftOf.Stale)]
        );
        await Remember(run, drift, ct);
        await db.Write(
            """
            insert into crm_cursor (workspace_id, connection_id, kind, walk, cursor, count, arrived_at) values ($1, $2, $3, $4, $5, 0, $6)
            on conflict (workspace_id, connection_id, kind, walk) do update set cursor = excluded.cursor, arrived_at = excluded.arrived_at
            """,
            ct,
            [.. same, nameof(CursorOf.Reconcile), cursor, arrived ? clock.GetUtcNow().ToUniversalTime() : null]
        );
        await held.Save(ct);
    }

    /// <summary>Living records of the mirror that the whole walk did not see, and that were there before it began.</summary>
    public Task<List<string>> NotSeen(ReconcileRow run, CancellationToken ct) =>
        db.Read(
            """
            select r.crm_id from crm_record r
             where r.connection_id = $1 and r.kind = $2 and not r.deleted and r.modified_at < $3
               and not exists (select from crm_reconcile_seen s
                                where s.workspace_id = r.workspace_id and s.connection_id = $1 and s.kind = $2 and s.crm_id = r.crm_id)
            """,
            r => r.GetString(0),
            ct,
            run.ConnectionId.Value,
            run.Kind.ToString(),
            run.CrmBeganAt!.Value.ToUniversalTime()
        );

    /// <param name="gone">What the CRM no longer has: gone, or doubted when it was too much to be believed.</param>
    public async Task End(ReconcileRow run, IReadOnlyList<(string Id, DriftOf How)> gone, CancellationToken ct)
    {
        await using var held = await db.Hold([$"crm-reconcile:{run.ConnectionId}:{run.Kind}"], ct);
        object?[] same = [run.ConnectionId.Value, run.Kind.ToString()];
        await Remember(run, gone, ct);
        await db.Write(
            "delete from crm_drifted where connection_id = $1 and kind = $2 and run_at < $3",
            ct,
            [.. same, run.BeganAt!.Value.ToUniversalTime()]
        );
        await db.Write(
            """
            update crm_reconcile set ended_at = $3, last_seen = seen, last_missing = missing, last_stale = stale, last_gone = $4,
                                     last_doubted = $5, began_at = null, crm_began_at = null
             where connection_id = $1 and kind = $2
            """,
            ct,
            [
                .. same,
                clock.GetUtcNow().ToUniversalTime(),
                gone.LongCount(g => g.How == DriftOf.Gone),
                gone.LongCount(g => g.How == DriftOf.Doubted),
            ]
        );
        await db.Write("delete from crm_reconcile_seen where connection_id = $1 and kind = $2", ct, same);
        await held.Save(ct);
    }

    // Which ones, for whoever wants to see them: the first of each comparison. The counts stand for the others.
    private async Task Remember(ReconcileRow run, IReadOnlyList<(string Id, DriftOf How)> drift, CancellationToken ct)
    {
        var named = drift.DistinctBy(d => d.Id).Take(Named).ToList();
        if (named.Count == 0)
            return;
        await db.Write(
            """
            insert into crm_drifted (workspace_id, connection_id, kind, crm_id, how, run_at, found_at)
            select $1, $2, $3, d.id, d.how, $6, $7 from unnest($4::text[], $5::text[]) as d(id, how)
             limit greatest(0, $8 - (select count(*) from crm_drifted
                                      where workspace_id = $1 and connection_id = $2 and kind = $3 and run_at = $6))
            on conflict (workspace_id, connection_id, kind, crm_id) do update
              set how = excluded.how, run_at = excluded.run_at, found_at = excluded.found_at
            """,
            ct,
            db.Workspace.Value,
            run.ConnectionId.Value,
            run.Kind.ToString(),
            named.Select(d => d.Id).ToArray(),
            named.Select(d => d.How.ToString()).ToArray(),
            run.BeganAt!.Value.ToUniversalTime(),
            clock.GetUtcNow().ToUniversalTime(),
            Named
        );
    }
}
