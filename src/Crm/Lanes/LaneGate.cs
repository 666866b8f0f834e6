using Entente.Crm.Port;

namespace Entente.Crm.Lanes;

/// <summary>
/// Where every call of one connection passes. Counts on a monotonic clock, so a story told on another clock is not throttled by it.
/// Per process: several nodes share the CRM's limit through what its headers say is left.
/// </summary>
internal sealed class LaneGate
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly long began;
    private LanePolicy policy;
    private Bucket general;
    private Bucket search;
    private DailyUse day;

    /// <param name="former">The gate that this one takes the place of: what it counted and measured goes on.</param>
    public LaneGate(LanePolicy policy, TimeProvider clock, LaneGate? former = null)
    {
        (this.policy, this.clock) = (policy, clock);
        (Calls, Skew) = (former?.Calls ?? new(), former?.Skew ?? new());
        day = former?.Use ?? default;
        began = former?.began ?? clock.GetTimestamp();
        general = new Bucket(policy.General.Burst, TimeSpan.Zero, TimeSpan.Zero);
        search = new Bucket(policy.Search.Burst, TimeSpan.Zero, TimeSpan.Zero);
    }

    public CallLog Calls { get; }

    public SkewMeter Skew { get; }

    /// <summary>Calls a day, and calls per window of so many seconds, that are ours; what is not known is null.</summary>
    public (long? Day, double? Window, double Seconds) Budget
    {
        get
        {
            lock (gate)
                return (policy.DailyAllocation, policy.Published > 0 ? policy.Published * policy.Share : null, policy.Seconds);
        }
    }

    public DailyUse Use
    {
        get
        {
            lock (gate)
                return day;
        }
    }

    /// <summary>How long the cursor rests, given what is left of the day's budget.</summary>
    public TimeSpan Stretch(TimeSpan interval)
    {
        lock (gate)
            return LaneRules.Stretch(interval, day, policy.DailyAllocation);
    }

    /// <summary>Waits for a turn; gives up with a Throttled error when the turn is further away than the lane may hold a caller.</summary>
    public async ValueTask<CrmError?> Enter(CrmLane lane, LaneLimit limit, CancellationToken ct)
    {
        var patience = lane == CrmLane.Interactive ? TimeSpan.FromSeconds(3) : TimeSpan.FromSeconds(20);
        while (true)
        {
            TimeSpan wait;
            lock (gate)
            {
                var now = Now();
                if (now - day.DayBegan > Day)
                    day = new DailyUse(0, 0, now);
                if (!LaneRules.DayAllows(day, policy.DailyAllocation, lane))
                    return Throttled(
                        "daily_budget",
                        "The day's budget of CRM calls for this kind of work is used up.",
                        TimeSpan.FromMinutes(15)
                    );

                // A search counts against its own limit only: HubSpot keeps the two apart.
                var decision = LaneRules.Decide(limit == LaneLimit.Search ? search : general, policy[limit], lane, now);
                Keep(limit, decision.After);
                if (decision.Go)
                {
                    day = day with { Spent = day.Spent + 1 };
                    return null;
                }
                wait = decision.Wait;
            }
            if (wait > patience)
                return Throttled("lane_full", "The CRM's request limit is reached; Entente waits its turn.", wait);
            await Task.Delay(wait, clock, ct);
        }
    }

    /// <summary>The CRM refused for a limit: nobody calls before it is over.</summary>
    public void Pause(LaneLimit limit, TimeSpan length)
    {
        lock (gate)
        {
            var bucket = limit == LaneLimit.Search ? search : general;
            var until = Now() + length;
            if (until > bucket.PausedUntil)
                Keep(limit, bucket with { PausedUntil = until });
        }
    }

    /// <summary>What the CRM's headers say: its limit per period, and how much of it is left for everybody. A set pace stands.</summary>
    public void Observe(double max, double remaining, double seconds)
    {
        if (max < 1 || seconds <= 0 || policy.Fixed)
            return;
        lock (gate)
        {
            if (Math.Abs(policy.Published - max) > 0.5 || Math.Abs(policy.Seconds - seconds) > 0.01)
            {
                // What was earned under the old limit keeps its share under the new one.
                var share = general.Tokens / policy.General.Burst;
                policy = LanePolicy.Of(max, seconds, policy.DailyAllocation, policy.Share) with { Search = policy.Search };
                general = general with { Tokens = share * policy.General.Burst };
            }
            // What is not our share is left to others, even when they are quicker than we are.
            var left = Math.Max(0, remaining - (max * (1 - policy.Share)));
            general = general with { Tokens = Math.Min(general.Tokens, left) };
        }
    }

    /// <summary>The organisation's daily limit and how much of it is used, by whomever. Our allocation is our share of it.</summary>
    public void ObserveDay(double used, double max)
    {
        if (max <= 0)
            return;
        lock (gate)
        {
            day = day with { OrgUsed = used / max };
            if (!policy.Fixed)
                policy = policy with { DailyAllocation = (long)(max * policy.Share) };
        }
    }

    /// <summary>Calls of the running day that were made before this process began: they count as well.</summary>
    public void Spent(long before)
    {
        lock (gate)
            day = day with { Spent = day.Spent + before };
    }

    private void Keep(LaneLimit limit, Bucket bucket)
    {
        if (limit == LaneLimit.Search)
            search = bucket;
        else
            general = bucket;
    }

    private TimeSpan Now() => clock.GetElapsedTime(began);

    private static CrmError Throttled(string code, string message, TimeSpan wait) => new(CrmErrorClass.Throttled, code, message, wait);
}
