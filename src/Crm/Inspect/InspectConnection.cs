using Entente.Crm.Connect;
using Entente.Crm.Lanes;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Inspect;

/// <summary>The connection's figures for whoever looks after it.</summary>
public sealed class InspectConnection
{
    private const int DriftShown = 100;
    private const int CodesShown = 20;
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly CrmConnectors connectors;
    private readonly TimeProvider clock;

    internal InspectConnection(EntenteDb db, Actor actor, CrmConnectors connectors, TimeProvider clock) =>
        (this.db, this.actor, this.connectors, this.clock) = (db, actor, connectors, clock);

    public async Task<Result<SyncHealth>> Run(CrmConnectionId id, CancellationToken ct)
    {
        if (CrmRefusals.NotAllowed(actor) is { } refusal)
            return refusal;
        if (await db.Set<CrmConnection>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } connection)
            return CrmRefusals.NoConnection;
        var now = clock.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var status = await db.Set<ConnectionStatus>().AsNoTracking().SingleOrDefaultAsync(s => s.ConnectionId == id, ct);
        var usage = await db.Set<UsageRow>().AsNoTracking().Where(u => u.ConnectionId == id && u.Day == today).ToListAsync(ct);
        var gate = connectors.GateOf(id);
        var skew = status?.SkewMs is { } ms ? TimeSpan.FromMilliseconds(ms) : (TimeSpan?)null;
        return new SyncHealth(
            id,
            connection.State,
            status?.LastPollAt is { } level ? now - level : null,
            status?.LastPushAt,
            status?.Refused ?? 0,
            await Queue(id, ct),
            await Errors(id, ct),
            await db.Set<WriteEntry>().CountAsync(w => w.ConnectionId == id && w.State == WriteState.Failed, ct),
            new ApiBudget(
                connection.SharePercent,
                gate?.Budget.Day,
                usage.Sum(u => u.Calls),
                gate?.Budget.Window,
                gate?.Budget.Seconds is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
                gate?.Use.OrgUsed ?? 0
            )
            {
                Pace = connection.CallsPerSecond,
            },
            usage.ToDictionary(u => u.Lane, u => new LaneUse(u.Calls, u.Failed, u.Throttled)),
            skew,
            skew is { } measured && SkewMeter.IsPlausible(measured),
            await Compared(id, ct)
        )
        {
            Drifted = await Drifted(id, ct),
            NamedAndNotFetched = await db.Set<FetchRow>().Where(f => f.ConnectionId == id).MinAsync(f => (DateTimeOffset?)f.At, ct),
            OldestWrite = await db.Set<WriteEntry>()
                .Where(w => w.ConnectionId == id && w.State == WriteState.Waiting)
                .MinAsync(w => (DateTimeOffset?)w.StagedAt, ct),
        };
    }

    private async Task<IReadOnlyList<DriftedRecord>> Drifted(CrmConnectionId id, CancellationToken ct)
    {
        var rows = await db.Set<DriftedRow>()
            .AsNoTracking()
            .Where(d => d.ConnectionId == id)
            .OrderByDescending(d => d.FoundAt)
            .ThenBy(d => d.Kind)
            .ThenBy(d => d.CrmId)
            .Take(DriftShown)
            .ToListAsync(ct);
        var names = await RecordNames.Of(db, rows.ConvertAll(d => (id, d.Kind, d.CrmId)), ct);
        return rows.ConvertAll(d => new DriftedRecord(d.Kind, d.CrmId, names.GetValueOrDefault((id, d.Kind, d.CrmId)), d.How, d.FoundAt));
    }

    private async Task<IReadOnlyDictionary<CrmLane, long>> Queue(CrmConnectionId id, CancellationToken ct)
    {
        var loads = await db.Set<SyncCursor>()
            .AsNoTracking()
            .Where(c => c.ConnectionId == id && c.Walk == CursorOf.Backfill && c.ArrivedAt == null && c.Total != null)
            .ToListAsync(ct);
        return new Dictionary<CrmLane, long>
        {
            [CrmLane.Write] = await db.Set<WriteEntry>().LongCountAsync(w => w.ConnectionId == id && w.State == WriteState.Waiting, ct),
            [CrmLane.Push] = await db.Set<FetchRow>().LongCountAsync(f => f.ConnectionId == id, ct),
            [CrmLane.Backfill] = loads.Sum(l => Math.Max(0, l.Total!.Value - l.Count)),
        };
    }

    private async Task<IReadOnlyList<ErrorCount>> Errors(CrmConnectionId id, CancellationToken ct)
    {
        var calls = await db.Set<CallRow>()
            .Where(c => c.ConnectionId == id && c.ErrorCode != null)
            .GroupBy(c => c.ErrorCode!)
            .Select(g => new
            {
                Code = g.Key,
                Count = g.LongCount(),
                Last = g.Max(c => c.At),
            })
            .ToListAsync(ct);
        var writes = await db.Set<WriteEntry>()
            .Where(w => w.ConnectionId == id && w.State == WriteState.Failed && w.ErrorCode != null)
            .GroupBy(w => w.ErrorCode!)
            .Select(g => new
            {
                Code = g.Key,
                Count = g.Count(),
                Last = g.Max(w => w.EndedAt ?? w.StagedAt),
            })
            .ToListAsync(ct);
        return
        [
            .. calls
                .Select(c => c.Code)
                .Union(writes.Select(w => w.Code))
                .Select(code => (Code: code, Call: calls.Find(c => c.Code == code), Write: writes.Find(w => w.Code == code)))
                .Select(e => new ErrorCount(
                    e.Code,
                    e.Call?.Count ?? 0,
                    e.Write?.Count ?? 0,
                    new[] { e.Call?.Last, e.Write?.Last }.Max()!.Value
                ))
                .OrderByDescending(e => e.Count + e.Writes)
                .ThenBy(e => e.Code, StringComparer.Ordinal)
                .Take(CodesShown),
        ];
    }

    private async Task<IReadOnlyList<ReconcileCard>> Compared(CrmConnectionId id, CancellationToken ct)
    {
        var rows = await db.Set<ReconcileRow>().AsNoTracking().Where(r => r.ConnectionId == id).ToListAsync(ct);
        return
        [
            .. RunBackfill.Order.Select(kind =>
                rows.Find(r => r.Kind == kind) is { } r
                    ? new ReconcileCard(
                        kind,
                        r.BeganAt is not null,
                        r.Seen,
                        r.EndedAt,
                        r.LastSeen,
                        r.LastMissing,
                        r.LastStale,
                        r.LastGone,
                        r.LastDoubted
                    )
                    : new ReconcileCard(kind, false, 0, null, 0, 0, 0, 0, 0)
            ),
        ];
    }
}
