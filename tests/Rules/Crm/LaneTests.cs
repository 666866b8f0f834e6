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
    public void Backfill_leaves_half_of_the_burst_to_the_others()
    {
        var (sent, bucket) = Drain(CrmLane.Backfill);
        sent.ShouldBe(40);
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
        var bucket = new Bucket(80, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        LaneRules.Decide(bucket, Policy.General, CrmLane.Interactive, TimeSpan.FromSeconds(4)).Wait.ShouldBe(TimeSpan.FromSeconds(6));
        LaneRules.Decide(bucket, Policy.General, CrmLane.Backfill, TimeSpan.FromSeconds(10)).Go.ShouldBeTrue();
    }

    [Fact]
    public void A_limit_of_one_call_still_lets_every_lane_through_in_time() =>
        LaneRules
            .Decide(new Bucket(1, TimeSpan.Zero, TimeSpan.Zero), LanePolicy.Of(1.25, 10).General, CrmLane.Backfill, TimeSpan.Zero)
            .Go.ShouldBeTrue();

    [Theory]
    [InlineData(0.5, 0.5, true, true, true)]
    [InlineData(0.9, 0.5, false, true, true)]
    [InlineData(1.0, 0.5, false, false, true)]
    [InlineData(0.1, 0.95, false, false, false)]
    public void The_daily_budget_gives_way_from_the_least_urgent_up(double ours, double organisation, bool backfill, bool poll, bool write)
    {
        var use = new DailyUse((long)(ours * 1000), organisation, TimeSpan.Zero);
        LaneRules.DayAllows(use, 1000, CrmLane.Backfill).ShouldBe(backfill);
        LaneRules.DayAllows(use, 1000, CrmLane.Poll).ShouldBe(poll);
        LaneRules.DayAllows(use, 1000, CrmLane.Write).ShouldBe(write);
        LaneRules.DayAllows(use, 1000, CrmLane.Interactive).ShouldBeTrue();
    }

    [Fact]
    public void The_cursor_rests_longer_as_the_budget_runs_low()
    {
        var minute = TimeSpan.FromMinutes(1);
        LaneRules.Stretch(minute, new DailyUse(690, 0, TimeSpan.Zero), 1000).ShouldBe(minute);
        LaneRules.Stretch(minute, new DailyUse(1000, 0, TimeSpan.Zero), 1000).ShouldBe(minute * 10, TimeSpan.FromMilliseconds(1));
        LaneRules.Stretch(minute, new DailyUse(1_000_000, 0, TimeSpan.Zero), null).ShouldBe(minute);
    }

    private static (int Sent, Bucket Left) Drain(CrmLane lane)
    {
        var (bucket, sent) = (new Bucket(Policy.General.Burst, TimeSpan.Zero, TimeSpan.Zero), 0);
        while (LaneRules.Decide(bucket, Policy.General, lane, TimeSpan.Zero) is { Go: true } decision)
            (bucket, sent) = (decision.After, sent + 1);
        return (sent, bucket);
    }
}
