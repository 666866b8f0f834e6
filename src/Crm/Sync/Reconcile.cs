using Entente.Crm.Inspect;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sync;

/// <summary>Compares everything of one object with the mirror.</summary>
[JobName("crm.reconcile")]
internal sealed record Reconcile(CrmConnectionId Connection, CrmObject Kind);

/// <summary>
/// Lists the CRM's ids and stamps page by page, reads what differs, and at the end looks after what the list did not name. What it
/// finds is drift: something the pushes and the cursor should have brought and did not. Goes on where it stood after a kill.
/// </summary>
internal sealed class RunReconcile(
    EntenteDb db,
    CrmConnectors connectors,
    Reconciles reconciles,
    MirrorWriter mirror,
    Pull pull,
    StatusBook status,
    CallBook calls,
    TimeProvider clock
) : IJob<Reconcile>
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);

    public async Task<JobOutcome> Run(Reconcile payload, CancellationToken ct)
    {
        if (await connectors.Info(payload.Connection, ct) is not { } info)
            return JobOutcome.Done;
        if (await reconciles.Running(info.Id, payload.Kind, ct) is not { } run)
            return JobOutcome.Done;
        if (info.State != CrmConnectionState.Live)
            return JobOutcome.At(clock.GetUtcNow().AddSeconds(30));

        var (connector, began) = (await connectors.Of(info.Id, ct), clock.GetTimestamp());
        for (var at = await At(run, ct); at is not { ArrivedAt: not null }; at = await At(run, ct))
        {
            var error = run.Whole ? await Whole(run, connector, at?.Cursor, ct) : await Stamps(run, connector, at?.Cursor, ct);
            if (error is not null)
                return await Later(run, error, ct);
            if (clock.GetElapsedTime(began) > Turn)
                return JobOutcome.At(clock.GetUtcNow());
        }
        return await Gone(run, connector, ct) is { } failed ? await Later(run, failed, ct) : JobOutcome.Done;
    }

    private async Task<CrmError?> Stamps(ReconcileRow run, ICrmConnector connector, string? cursor, CancellationToken ct)
    {
        var page = await connector.Stamps(run.Kind, cursor, ct);
        if (!page.Ok)
            return page.Error;
        var ids = page.Value.Items.Select(i => i.Id).ToArray();
        var held = await Held(run, ids, ct);
        var drift = page
            .Value.Items.Select(i =>
                (
                    i.Id,
                    Kind: Drift.Of(
                        held.TryGetValue(i.Id, out var h) ? (h.ModifiedAt, h.Deleted) : null,
                        i.ModifiedAt,
                        run.CrmBeganAt!.Value
                    )
                )
            )
            .Where(i => i.Kind != DriftKind.None)
            .ToList();
        List<(string Id, DriftOf How)> found = [.. drift.Where(d => d.Kind == DriftKind.Missing).Select(d => (d.Id, DriftOf.Missing))];
        if (drift.Count > 0)
        {
            var named = drift.Select(d => (d.Id, 0L)).ToList();
            var before = await Held(run, [.. drift.Select(d => d.Id)], ct);
            var error = await pull.Records(run.ConnectionId, connector, run.Kind, named, SyncSource.Reconcile, clock.GetUtcNow(), ct);
            if (error is not null)
                return error;
            // A stamp that moved over the same content is no drift: nothing was lost.
            var after = await Held(run, [.. drift.Select(d => d.Id)], ct);
            found.AddRange(
                drift
                    .Where(d => d.Kind == DriftKind.Stale && Content(before, d.Id) != Content(after, d.Id))
                    .Select(d => (d.Id, DriftOf.Stale))
            );
        }
        await reconciles.Step(run, ids, found, page.Value.Cursor, !page.Value.More, ct);
        return null;
    }

    // Whole records, as the first load reads them: finds also what changed without its stamp, such as associations.
    private async Task<CrmError?> Whole(ReconcileRow run, ICrmConnector connector, string? cursor, CancellationToken ct)
    {
        var began = connectors.Earliest(run.ConnectionId, clock.GetUtcNow());
        var page = await connector.Backfill(run.Kind, cursor, ct);
        if (!page.Ok)
            return page.Error;
        var records = page.Value.Records;
        if (await pull.Surround(run.ConnectionId, connector, run.Kind, records, Lanes.CrmLane.Backfill, ct) is { } error)
            return error;
        var old = await Held(run, [.. records.Select(r => r.Id)], ct);
        await mirror.Apply(new MirrorPage(run.ConnectionId, run.Kind, SyncSource.Reconcile, records) { ReadAt = began }, ct);
        var now = await Held(run, [.. records.Select(r => r.Id)], ct);
        var settled = records.Where(r => r.ModifiedAt < run.CrmBeganAt!.Value).Select(r => r.Id).ToList();
        List<(string Id, DriftOf How)> found =
        [
            .. settled
                .Where(id => old.GetValueOrDefault(id) is null or { Deleted: true } && now.ContainsKey(id))
                .Select(id => (id, DriftOf.Missing)),
            .. settled
                .Where(id => old.GetValueOrDefault(id) is { Deleted: false } h && h.Content != now[id].Content)
                .Select(id => (id, DriftOf.Stale)),
        ];
        await reconciles.Step(run, [.. records.Select(r => r.Id)], found, page.Value.Cursor, !page.Value.More, ct);
        return null;
    }

    private async Task<CrmError?> Gone(ReconcileRow run, ICrmConnector connector, CancellationToken ct)
    {
        var notSeen = await reconciles.NotSeen(run, ct);
        var living = await db.Set<MirroredRecord>()
            .LongCountAsync(r => r.ConnectionId == run.ConnectionId && r.Kind == run.Kind && !r.Deleted, ct);
        if (!Drift.Believable(notSeen.Count, living))
        {
            await reconciles.End(run, notSeen.ConvertAll(id => (id, DriftOf.Doubted)), ct);
            await calls.Keep(run.ConnectionId, ct);
            return null;
        }
        // The list is not believed either: each is asked for by its id, and may turn out to be merged, or to be there after all.
        var named = notSeen.ConvertAll(id => (id, 0L));
        if (
            notSeen.Count > 0
            && await pull.Records(run.ConnectionId, connector, run.Kind, named, SyncSource.Reconcile, clock.GetUtcNow(), ct) is { } error
        )
            return error;
        var after = await Held(run, [.. notSeen], ct);
        await reconciles.End(run, [.. after.Where(h => h.Value.Deleted).Select(h => (h.Key, DriftOf.Gone))], ct);
        await calls.Keep(run.ConnectionId, ct);
        return null;
    }

    private async Task<Dictionary<string, HeldState>> Held(ReconcileRow run, string[] ids, CancellationToken ct)
    {
        var rows = await db.Read(
            "select crm_id, modified_at, deleted, encode(hash, 'hex') from crm_record where connection_id = $1 and kind = $2 and crm_id = any($3)",
            r => (Id: r.GetString(0), Held: new HeldState(r.GetFieldValue<DateTimeOffset>(1), r.GetBoolean(2), r.GetString(3))),
            ct,
            run.ConnectionId.Value,
            run.Kind.ToString(),
            ids
        );
        return rows.ToDictionary(r => r.Id, r => r.Held);
    }

    private static string? Content(Dictionary<string, HeldState> held, string id) => held.GetValueOrDefault(id)?.Content;

    private Task<SyncCursor?> At(ReconcileRow run, CancellationToken ct) =>
        db.Set<SyncCursor>()
            .AsNoTracking()
            .SingleOrDefaultAsync(c => c.ConnectionId == run.ConnectionId && c.Kind == run.Kind && c.Walk == CursorOf.Reconcile, ct);

    private async Task<JobOutcome> Later(ReconcileRow run, CrmError error, CancellationToken ct)
    {
        await status.Failed(run.ConnectionId, error, ct);
        await calls.Keep(run.ConnectionId, ct);
        return JobOutcome.At(clock.GetUtcNow() + (error.RetryAfter ?? TimeSpan.FromSeconds(error.MayPass ? 10 : 300)));
    }

    private sealed record HeldState(DateTimeOffset ModifiedAt, bool Deleted, string Content);
}
