namespace Entente.Crm.Lanes;

/// <summary>Who is asking the CRM, most urgent first. Less urgent lanes leave a reserve for those above.</summary>
public enum CrmLane
{
    /// <summary>A person is waiting for the page.</summary>
    Interactive,

    /// <summary>A decision on its way into the CRM.</summary>
    Write,

    /// <summary>Fetching what a push named.</summary>
    Push,

    /// <summary>The cursor: changes since.</summary>
    Poll,

    /// <summary>First load and reconcile.</summary>
    Backfill,
}

/// <summary>Which of the CRM's limits a call counts against.</summary>
internal enum LaneLimit
{
    General,

    /// <summary>HubSpot's search: five a second for all apps of an account together, of which we take two.</summary>
    Search,
}

/// <param name="Burst">Calls that may go at once.</param>
/// <param name="PerSecond">Calls regained each second.</param>
/// <param name="Reserve">Share of the burst (0 to 1) each lane must leave to the lanes above it.</param>
internal sealed record BucketPolicy(double Burst, double PerSecond, IReadOnlyDictionary<CrmLane, double> Reserve);

/// <param name="DailyAllocation">Calls a day the admin grants Entente, or null where the CRM has no daily limit for us.</param>
/// <param name="Fixed">An admin set the pace: what the CRM's headers announce does not change it.</param>
/// <param name="Share">How much of the CRM's published limits is ours, 0 to 1; the rest is left to the vendor's other apps.</param>
/// <param name="Published">The limit the budget was made of: calls per <paramref name="Seconds"/>.</param>
internal sealed record LanePolicy(
    BucketPolicy General,
    BucketPolicy Search,
    long? DailyAllocation,
    bool Fixed = false,
    double Share = LanePolicy.UsualShare,
    double Published = 0,
    double Seconds = 0
)
{
    public const double UsualShare = 0.8;

    /// <summary>
    /// What of the budget of a window may go at once. The rest is earned over the window, so that burst and earnings together never
    /// exceed the share, wherever the CRM's window begins.
    /// </summary>
    private const double AtOnce = 0.03;

    private static readonly Dictionary<CrmLane, double> Reserves = new()
    {
        [CrmLane.Interactive] = 0,
        [CrmLane.Write] = 0.1,
        [CrmLane.Push] = 0.2,
        [CrmLane.Poll] = 0.35,
        [CrmLane.Backfill] = 0.5,
    };

    private static readonly Dictionary<CrmLane, double> NoReserves = Enum.GetValues<CrmLane>().ToDictionary(l => l, _ => 0d);

    /// <summary>
    /// Our share of <paramref name="calls"/> in <paramref name="seconds"/>, and of the five searches a second that all apps of an account
    /// have together: two, or fewer.
    /// </summary>
    public static LanePolicy Of(double calls, double seconds, long? dailyAllocation = null, double share = UsualShare)
    {
        var budget = Math.Max(1, calls * share);
        var burst = Math.Max(1, budget * AtOnce);
        // The smallest share still lets a call through now and then.
        var earned = Math.Max(budget - burst, budget * 0.01) / seconds;
        return new(
            new BucketPolicy(burst, earned, Reserves),
            new BucketPolicy(1, Math.Min(1, Math.Max(0.1, (SearchesPerSecond * share) - 1)), NoReserves),
            dailyAllocation,
            Share: share,
            Published: calls,
            Seconds: seconds
        );
    }

    private const double SearchesPerSecond = 5;

    /// <summary>A pace somebody set for an account of their own, such as the sandbox: <paramref name="perSecond"/> calls of any kind.</summary>
    public static LanePolicy Paced(double perSecond) =>
        new(new BucketPolicy(perSecond, perSecond, Reserves), new BucketPolicy(perSecond, perSecond, NoReserves), null, Fixed: true);

    public BucketPolicy this[LaneLimit limit] => limit == LaneLimit.Search ? Search : General;
}

/// <summary>What is left in one bucket. Times are monotonic, counted from the gate's beginning.</summary>
internal readonly record struct Bucket(double Tokens, TimeSpan FilledAt, TimeSpan PausedUntil)
{
    public Bucket Refill(BucketPolicy policy, TimeSpan now) =>
        this with
        {
            Tokens = Math.Min(policy.Burst, Tokens + Math.Max(0, (now - FilledAt).TotalSeconds) * policy.PerSecond),
            FilledAt = now,
        };
}

/// <param name="Spent">Calls we made in the running day.</param>
/// <param name="OrgUsed">Share of the whole organisation's daily limit that is used, 0 to 1, as last read from a header.</param>
internal readonly record struct DailyUse(long Spent, double OrgUsed, TimeSpan DayBegan);

/// <summary>Zero: go, and keep <paramref name="After"/>. Otherwise wait that long and ask again.</summary>
internal readonly record struct LaneDecision(TimeSpan Wait, Bucket After)
{
    public bool Go => Wait == TimeSpan.Zero;
}

/// <summary>May this call go now? Pure; the gate keeps the state.</summary>
internal static class LaneRules
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    public static LaneDecision Decide(Bucket bucket, BucketPolicy policy, CrmLane lane, TimeSpan now)
    {
        var filled = bucket.Refill(policy, now);
        if (filled.PausedUntil > now)
            return new LaneDecision(filled.PausedUntil - now, filled);

        var reserve = Reserve(policy, lane);
        var lacking = reserve + 1 - filled.Tokens;
        if (lacking <= 1e-9)
            return new LaneDecision(TimeSpan.Zero, filled with { Tokens = filled.Tokens - 1 });

        var wait = TimeSpan.FromSeconds(lacking / policy.PerSecond);
        return new LaneDecision(wait < Shortest ? Shortest : wait, filled);
    }

    /// <summary>
    /// What a process asks of the budget that it shares: half of what may go at once, so that several processes each find something, and less
    /// urgent lanes leave their reserve there as well.
    /// </summary>
    public static SliceAsked Slice(BucketPolicy policy, CrmLane lane) =>
        new(policy.Burst, policy.PerSecond, Math.Max(1, Math.Floor(policy.Burst / 2)), Reserve(policy, lane));

    // A reserve must never make a lane wait for ever: one whole call is always reachable.
    private static double Reserve(BucketPolicy policy, CrmLane lane) =>
        Math.Min(policy.Reserve[lane] * policy.Burst, Math.Max(0, policy.Burst - 1));

    /// <summary>
    /// The daily budget: at 90 % of our allocation backfill stops, at 95 % polling, at 98 % fetching what pushes named; the rest is for
    /// writes and for people who wait, and at 100 % nothing goes: the share is never exceeded. From 95 % of the organisation's own limit
    /// only people who wait are served.
    /// </summary>
    public static bool DayAllows(DailyUse use, long? allocation, CrmLane lane)
    {
        if (use.OrgUsed >= 0.95)
            return lane == CrmLane.Interactive;
        var ours = allocation is > 0 and var granted ? use.Spent / (double)granted : 0;
        return lane switch
        {
            CrmLane.Backfill => ours < 0.9,
            CrmLane.Poll => ours < 0.95,
            CrmLane.Push => ours < 0.98,
            _ => ours < 1,
        };
    }

    /// <summary>
    /// How long the cursor rests between two walks. Never so short that walks alone would use half of the day's allocation; and from 70 %
    /// of it on longer: up to ten times at 100 %.
    /// </summary>
    public static TimeSpan Stretch(TimeSpan interval, DailyUse use, long? allocation)
    {
        if (allocation is not > 0)
            return interval;
        var shortest = TimeSpan.FromDays(1) * (CallsOfAWalk / (allocation.Value / 2d));
        var (rest, ours) = (interval > shortest ? interval : shortest, Math.Min(1, use.Spent / (double)allocation.Value));
        return ours < 0.7 ? rest : rest * (1 + (9 * (ours - 0.7) / 0.3));
    }

    // Changes of three objects, links of one: what a walk costs while nothing happens.
    private const int CallsOfAWalk = 4;

    /// <summary>
    /// How long a recycle bin rests that took so many calls to walk: a call in three seconds on average, a twenty-fourth of HubSpot's
    /// smallest limit at the usual share.
    /// </summary>
    public static TimeSpan BinRest(int calls) => TimeSpan.FromSeconds(Math.Min(3 * calls, 300));

    /// <summary>How many calls a walk may spend on links that it reads in turn: as much as on the bin.</summary>
    public static int LinkCalls(TimeSpan interval) => Math.Clamp((int)(interval.TotalSeconds / 3), 1, 40);
}
