using Entente.Crm.Port;

namespace Entente.Crm.Lanes;

/// <summary>
/// Where every call of one connection passes. Counts on a monotonic clock, so a story told on another clock is not throttled by it.
/// One per process. What all processes together may call is a bucket in the database, of which each takes slices (<see cref="TakeSlice"/>);
/// searches are left out: only the cursor searches, and it walks in one process at a time.
/// </summary>
internal sealed class LaneGate
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>What is not called by then is forfeited: an idle process must not hoard.</summary>
    private static readonly TimeSpan SliceLasts = TimeSpan.FromSeconds(1);
    private readonly TakeSlice? take;
    private readonly SemaphoreSlim taking = new(1);
    private long sliced;
    private TimeSpan slicedUntil;
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly long began;
    private LanePolicy policy;
    private Bucket general;
    private Bucket search;
    private DailyUse day;

    /// <param name="former">The gate that this one takes the place of: what it counted and measured goes on.</param>
    /// <param name="take">Null: this process is the only one.</param>
    public LaneGate(LanePolicy policy, TimeProvider clock, LaneGate? former = null, TakeSlice? take = null)
    {
        (this.policy, this.clock, this.take) = (policy, clock, take);
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
            var lacksSlice = false;
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
                wait = decision.Wait;
                lacksSlice = decision.Go && take is not null && limit == LaneLimit.General && (sliced == 0 || slicedUntil < now);
                if (!lacksSlice)
                    Keep(limit, decision.After);
                if (decision.Go && !lacksSlice)
                {
                    Spend(limit);
                    return null;
                }
            }
            if (lacksSlice)
            {
                wait = await Slice(lane, ct);
                if (wait == TimeSpan.Zero)
                    continue;
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

    // What is granted counts for the day when it is granted; a search has no slice.
    private void Spend(LaneLimit limit)
    {
        if (take is not null && limit == LaneLimit.General)
            sliced--;
        else
            day = day with { Spent = day.Spent + 1 };
    }

    /// <summary>Takes the next slice; zero when there is one to spend, otherwise how long to wait before asking again.</summary>
    private async Task<TimeSpan> Slice(CrmLane lane, CancellationToken ct)
    {
        await taking.WaitAsync(ct);
        try
        {
            BucketPolicy bucket;
            lock (gate)
            {
                if (sliced > 0 && slicedUntil >= Now())
                    return TimeSpan.Zero;
                bucket = policy.General;
            }
            var slice = await take!(LaneRules.Slice(bucket, lane), ct);
            lock (gate)
            {
                (sliced, slicedUntil) = (slice.Granted, Now() + SliceLasts);
                day = day with { Spent = Math.Max(day.Spent, slice.Today) };
            }
            return slice.Granted > 0 ? TimeSpan.Zero : slice.Wait;
        }
        finally
        {
            taking.Release();
        }
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
