using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Inspect;

/// <summary>How a connection is doing, in figures.</summary>
/// <param name="Lag">How long ago the mirror was last level with the CRM; null before the first walk.</param>
/// <param name="Queue">What waits in each lane: writes, named records, records still to be loaded or compared.</param>
/// <param name="Errors">What went wrong in the last seven days, and what waits in the error queue, by the CRM's code; the most frequent first.</param>
/// <param name="Usage">Calls per lane today (UTC).</param>
/// <param name="Skew">How far the CRM's clock runs ahead of ours; null before it was measured.</param>
/// <param name="SkewIsUsed">False when it is too large to be a skew, and so is not reckoned with.</param>
public sealed record SyncHealth(
    CrmConnectionId Connection,
    CrmConnectionState State,
    TimeSpan? Lag,
    DateTimeOffset? LastPush,
    long RefusedPushes,
    IReadOnlyDictionary<CrmLane, long> Queue,
    IReadOnlyList<ErrorCount> Errors,
    int WritesFailed,
    ApiBudget Budget,
    IReadOnlyDictionary<CrmLane, LaneUse> Usage,
    TimeSpan? Skew,
    bool SkewIsUsed,
    IReadOnlyList<ReconcileCard> Reconciles
)
{
    /// <summary>Records that the last comparisons found to have drifted, the newest first; some hundred at most.</summary>
    public IReadOnlyList<DriftedRecord> Drifted { get; init; } = [];

    /// <summary>Since when the write that has waited longest waits.</summary>
    public DateTimeOffset? OldestWrite { get; init; }

    /// <summary>Since when a record that a push named waits to be read.</summary>
    public DateTimeOffset? NamedAndNotFetched { get; init; }
}

/// <param name="Name">Null when the mirror does not hold it.</param>
public sealed record DriftedRecord(CrmObject Kind, string CrmId, string? Name, DriftOf How, DateTimeOffset FoundAt);

/// <param name="Count">Failed calls.</param>
/// <param name="Writes">Writes that wait in the error queue with it. A call may carry many records and succeed, though one of them was refused.</param>
public sealed record ErrorCount(string Code, long Count, int Writes, DateTimeOffset Last);

public sealed record LaneUse(long Calls, long Failed, long Throttled);

/// <summary>What Entente may use of the CRM's limits, and has used. Unknown is null.</summary>
/// <param name="OrganisationUsed">Share of the organisation's own daily limit that is used by everybody, 0 to 1.</param>
public sealed record ApiBudget(
    int SharePercent,
    long? CallsADay,
    long UsedToday,
    double? CallsPerWindow,
    TimeSpan? Window,
    double OrganisationUsed
)
{
    /// <summary>Calls a second, when somebody set a pace of their own; the CRM's limits then play no part.</summary>
    public int? Pace { get; init; }
}

/// <summary>The last comparison of everything, and the one that runs. Drift is what pushes and cursor should have brought and did not.</summary>
/// <param name="Doubted">So many records seemed gone that none was declared gone: somebody should look at our user's rights.</param>
public sealed record ReconcileCard(
    CrmObject Kind,
    bool Running,
    long SeenSoFar,
    DateTimeOffset? EndedAt,
    long Seen,
    long Missing,
    long Stale,
    long Gone,
    long Doubted
)
{
    public long Drift => Missing + Stale + Gone;
}
