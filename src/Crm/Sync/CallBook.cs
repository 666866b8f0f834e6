using Entente.Crm.Lanes;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;

namespace Entente.Crm.Sync;

/// <summary>Keeps what went over the wire: the journal of calls, and how many each lane made on which day.</summary>
internal sealed class CallBook(EntenteDb db, CrmConnectors connectors, TimeProvider clock)
{
    private static readonly TimeSpan CallsKept = TimeSpan.FromDays(7);
    private const int UsageDays = 90;

    /// <summary>What this process called since the last time. A kill loses the notes of the moment, never a write: that has its own journal.</summary>
    public async Task Keep(CrmConnectionId id, CancellationToken ct)
    {
        if (connectors.GateOf(id) is not { } gate)
            return;
        var (notes, counts) = gate.Calls.Take();
        if (counts.Count > 0)
            await Count(id, counts, ct);
        if (notes.Count > 0)
            await Note(id, notes, ct);
    }

    public async Task Forget(DateTimeOffset now, CancellationToken ct)
    {
        await db.Write("delete from crm_call where at < $1", ct, (now - CallsKept).ToUniversalTime());
        await db.Write("delete from crm_usage where day < $1", ct, DateOnly.FromDateTime(now.UtcDateTime).AddDays(-UsageDays));
    }

    private Task<int> Count(CrmConnectionId id, IReadOnlyDictionary<CrmLane, LaneCount> counts, CancellationToken ct) =>
        db.Write(
            """
            insert into crm_usage as u (workspace_id, connection_id, day, lane, calls, failed, throttled)
            select $1, $2, $3, c.lane, c.calls, c.failed, c.throttled
              from unnest($4::text[], $5::bigint[], $6::bigint[], $7::bigint[]) as c(lane, calls, failed, throttled)
            on conflict (workspace_id, connection_id, day, lane) do update
              set calls = u.calls + excluded.calls, failed = u.failed + excluded.failed, throttled = u.throttled + excluded.throttled
            """,
            ct,
            db.Workspace.Value,
            id.Value,
            DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            counts.Keys.Select(k => k.ToString()).ToArray(),
            counts.Values.Select(c => c.Calls).ToArray(),
            counts.Values.Select(c => c.Failed).ToArray(),
            counts.Values.Select(c => c.Throttled).ToArray()
        );

    private Task<int> Note(CrmConnectionId id, IReadOnlyList<CallNote> notes, CancellationToken ct) =>
        db.Write(
            """
            insert into crm_call (workspace_id, id, connection_id, at, lane, method, path, status, milliseconds, error_code, sent, answered, about)
            select $1, c.id, $2, c.at, c.lane, c.method, c.path, c.status, c.ms, c.code, c.sent, c.answered, c.about::jsonb
              from unnest($3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::int[], $9::float8[], $10::text[], $11::text[], $12::text[], $13::text[])
                as c(id, at, lane, method, path, status, ms, code, sent, answered, about)
            """,
            ct,
            db.Workspace.Value,
            id.Value,
            notes.Select(n => Ids.New<SyncCallId>(n.At).Value).ToArray(),
            notes.Select(n => n.At.ToUniversalTime()).ToArray(),
            notes.Select(n => n.Lane.ToString()).ToArray(),
            notes.Select(n => n.Method).ToArray(),
            notes.Select(n => n.Path).ToArray(),
            notes.Select(n => n.Status).ToArray(),
            notes.Select(n => n.Milliseconds).ToArray(),
            notes.Select(n => n.ErrorCode).ToArray(),
            notes.Select(n => n.Sent).ToArray(),
            notes.Select(n => n.Answered).ToArray(),
            notes.Select(n => Json.Write(n.About)).ToArray()
        );

    private readonly record struct SyncCallId(Guid Value) : ITypedId<SyncCallId>
    {
        public static SyncCallId From(Guid value) => new(value);
    }
}
