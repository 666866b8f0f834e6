using Entente.Crm.Lanes;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class LaneTests
{
    private static readonly LanePolicy Policy = LanePolicy.Of(100, 10);

    [Fact]
    public void No_lane_ever_sends_more_than_the_burst_and_what_was_earned_since() =>
        Prop.ForAll(
                Gen.Choose(0, 4).Zip(Gen.Choose(0, 300)).ArrayOf().ToArbitrary(),
                calls =>
                {
                    var bucket = new Bucket(Policy.General.Burst, TimeSpan.Zero, TimeSpan.Zero);
                    var (now, sent) = (TimeSpan.Zero, 0);
                    foreach (var (lane, gap) in calls)
                    {
                        now += TimeSpan.FromMilliseconds(gap);
                        var decision = LaneRules.Decide(bucket, Policy.General, (CrmLane)lane, now);
                        bucket = decision.After;
                        sent += decision.Go ? 1 : 0;
                    }
                    return sent <= Policy.General.Burst + (now.TotalSeconds * Policy.General.PerSecond) + 1e-6;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void In_no_window_is_the_share_exceeded_whoever_calls_when() =>
        Prop.ForAll(
                Gen.Choose(1, 100).Zip(Gen.Choose(1, 300)).ToArbitrary(),
                Gen.Choose(0, 4).Zip(Gen.Elements(0, 0, 0, 1, 5, 40, 400, 3_000)).NonEmptyListOf().ToArbitrary(),
                (limits, calls) =>
                {
                    var (percent, published) = limits;
                    var policy = LanePolicy.Of(published, 10, share: percent / 100d);
                    var bucket = new Bucket(policy.General.Burst, TimeSpan.Zero, TimeSpan.Zero);
                    var (now, sent) = (TimeSpan.Zero, new List<TimeSpan>());
                    // Each caller tries again and again, as a crowd would.
                    foreach (var (lane, gap) in calls.SelectMany(c => Enumerable.Repeat(c, 40)))
                    {
                        now += TimeSpan.FromMilliseconds(gap);
                        var decision = LaneRules.Decide(bucket, policy.General, (CrmLane)lane, now);
                        bucket = decision.After;
                        if (decision.Go)
                            sent.Add(now);
                    }
                    // Less than one call in a window cannot be told from one.
                    var most = Math.Max(1, published * percent / 100d) * 1.011;
                    return sent.All(from => sent.Count(at => at >= from && at < from + TimeSpan.FromSeconds(10)) <= Math.Max(1, most));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Steady_work_uses_nearly_the_whole_share()
    {
        var policy = LanePolicy.Of(190, 10, share: 1);
        var bucket = new Bucket(policy.General.Burst, TimeSpan.Zero, TimeSpan.Zero);
        var sent = 0;
        for (var ms = 0; ms < 100_000; ms++)
        {
            var decision = LaneRules.Decide(bucket, policy.General, CrmLane.Backfill, TimeSpan.FromMilliseconds(ms));
            bucket = decision.After;
            sent += decision.Go ? 1 : 0;
        }
        sent.ShouldBeGreaterThan((int)(1_900 * 0.97));
    }

    [Fact]
    public void Backfill_leaves_half_of_the_burst_to_the_others()
    {
        var (sent, bucket) = Drain(CrmLane.Backfill);
        sent.ShouldBe(1);
        LaneRules.Decide(bucket, Policy.General, CrmLane.Backfill, TimeSpan.Zero).Go.ShouldBeFalse();
        LaneRules.Decide(bucket, Policy.General, CrmLane.Write, TimeSpan.Zero).Go.ShouldBeTrue();
        LaneRules.Decide(bucket, Policy.General, CrmLane.Interactive, TimeSpan.Zero).Go.ShouldBeTrue();
    }

    [Fact]
    public void The_wait_it_names_is_long_enough() =>
        Prop.ForAll(
                Gen.Choose(0, 4).ToArbitrary(),
                lane =>
                {
                    var (_, bucket) = Drain((CrmLane)lane);
                    var first = LaneRules.Decide(bucket, Policy.General, (CrmLane)lane, TimeSpan.Zero);
                    return LaneRules.Decide(first.After, Policy.General, (CrmLane)lane, first.Wait + TimeSpan.FromMilliseconds(1)).Go;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_pause_holds_everybody_until_it_is_over()
    {
        var bucket = new Bucket(4, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        LaneRules.Decide(bucket, Policy.General, CrmLane.Interactive, TimeSpan.FromSeconds(4)).Wait.ShouldBe(TimeSpan.FromSeconds(6));
        LaneRules.Decide(bucket, Policy.General, CrmLane.Backfill, TimeSpan.FromSeconds(10)).Go.ShouldBeTrue();
    }

    [Fact]
    public void A_limit_of_one_call_still_lets_every_lane_through_in_time() =>
        LaneRules
            .Decide(new Bucket(1, TimeSpan.Zero, TimeSpan.Zero), LanePolicy.Of(1.25, 10).General, CrmLane.Backfill, TimeSpan.Zero)
            .Go.ShouldBeTrue();

    [Theory]
    [InlineData(0.5, 0.5, true, true, true, true)]
    [InlineData(0.9, 0.5, false, true, true, true)]
    [InlineData(0.95, 0.5, false, false, true, true)]
    [InlineData(0.98, 0.5, false, false, false, true)]
    [InlineData(0.1, 0.95, false, false, false, false)]
    public void The_daily_budget_gives_way_from_the_least_urgent_up(
        double ours,
        double organisation,
        bool backfill,
        bool poll,
        bool push,
        bool write
    )
    {
        var use = new DailyUse((long)(ours * 1000), organisation, TimeSpan.Zero);
        LaneRules.DayAllows(use, 1000, CrmLane.Backfill).ShouldBe(backfill);
        LaneRules.DayAllows(use, 1000, CrmLane.Poll).ShouldBe(poll);
        LaneRules.DayAllows(use, 1000, CrmLane.Push).ShouldBe(push);
        LaneRules.DayAllows(use, 1000, CrmLane.Write).ShouldBe(write);
        LaneRules.DayAllows(use, 1000, CrmLane.Interactive).ShouldBeTrue();
    }

    [Fact]
    public void At_the_end_of_our_allocation_nothing_goes() =>
        Enum.GetValues<CrmLane>().ShouldAllBe(lane => !LaneRules.DayAllows(new DailyUse(1000, 0.5, TimeSpan.Zero), 1000, lane));

    [Fact]
    public void The_cursor_rests_longer_as_the_budget_runs_low()
    {
        var minute = TimeSpan.FromMinutes(1);
        LaneRules.Stretch(minute, new DailyUse(690_000, 0, TimeSpan.Zero), 1_000_000).ShouldBe(minute);
        LaneRules.Stretch(minute, new DailyUse(1_000_000, 0, TimeSpan.Zero), 1_000_000).ShouldBe(minute * 10, TimeSpan.FromMilliseconds(1));
        LaneRules.Stretch(minute, new DailyUse(1_000_000, 0, TimeSpan.Zero), null).ShouldBe(minute);
    }

    [Theory]
    [InlineData(12_000)]
    [InlineData(80_000)]
    [InlineData(1_000_000)]
    public void The_cursor_alone_never_uses_more_than_half_of_the_day(long allocation)
    {
        var rest = LaneRules.Stretch(TimeSpan.FromSeconds(30), default, allocation);
        rest.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
        const int calls = 4;
        (calls * (TimeSpan.FromDays(1) / rest)).ShouldBeLessThanOrEqualTo((allocation / 2d) + 1);
    }

    [Fact]
    public void A_small_recycle_bin_is_looked_into_with_every_walk_and_the_largest_every_five_minutes()
    {
        LaneRules.BinRest(0).ShouldBe(TimeSpan.Zero, "nothing is known of it yet");
        LaneRules.BinRest(3).ShouldBeLessThan(TimeSpan.FromSeconds(30));
        LaneRules.BinRest(10_000).ShouldBe(TimeSpan.FromMinutes(5));
        LaneRules.LinkCalls(TimeSpan.FromSeconds(30)).ShouldBe(10);
        LaneRules.LinkCalls(TimeSpan.FromDays(1)).ShouldBe(40);
    }

    [Fact]
    public void A_slice_leaves_less_urgent_lanes_reserves_and_always_holds_a_call()
    {
        foreach (var lane in Enum.GetValues<CrmLane>())
        {
            var asked = LaneRules.Slice(LanePolicy.Of(100, 10).General, lane);
            asked.Want.ShouldBeGreaterThanOrEqualTo(1);
            (asked.Reserve + 1).ShouldBeLessThanOrEqualTo(asked.Burst, "one whole call is always reachable");
        }
        LaneRules
            .Slice(LanePolicy.Of(1, 10).General, CrmLane.Backfill)
            .ShouldBe(new SliceAsked(1, LanePolicy.Of(1, 10).General.PerSecond, 1, 0));
    }

    private static (int Sent, Bucket Left) Drain(CrmLane lane)
    {
        var (bucket, sent) = (new Bucket(Policy.General.Burst, TimeSpan.Zero, TimeSpan.Zero), 0);
        while (LaneRules.Decide(bucket, Policy.General, lane, TimeSpan.Zero) is { Go: true } decision)
            (bucket, sent) = (decision.After, sent + 1);
        return (sent, bucket);
    }
}
