using Entente.Crm.Mapping;
using Entente.Pipeline.Rules.Forecasts;
using Entente.Platform.Time;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Pipeline;

public sealed class ForecastTest
{
    private static readonly Arbitrary<ForecastDeals[]> Deals = (
        from deals in Gen.ArrayOf(
            from won in Gen.Elements(true, false, false)
            from means in Gen.Elements(
                EntenteStage.Introduced,
                EntenteStage.Discovery,
                EntenteStage.Evaluation,
                EntenteStage.Proposal,
                EntenteStage.Commitment
            )
            from chance in Gen.Choose(0, 100)
            from amounts in Gen.NonEmptyListOf(Gen.Choose(1, 50_000_00))
            select new ForecastDeals(
                won,
                means,
                chance / 100m,
                amounts.Count,
                amounts.Sum(a => (decimal)a),
                amounts.Sum(a => (decimal)a * a)
            )
        )
        select deals
    ).ToArbitrary();

    [Fact]
    public void What_is_won_is_in_every_sum_and_the_interval_holds_what_is_weighted() =>
        Prop.ForAll(
                Deals,
                d =>
                {
                    var f = Forecast.Of("EUR", d, []);
                    return f.Won <= f.Weighted
                        && f.Won <= f.Commit
                        && f.Commit <= f.Best
                        && f.Low <= f.Weighted
                        && f.Weighted <= f.High
                        && f.Won <= f.Low;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_interval_never_leaves_what_can_happen() =>
        Prop.ForAll(
                Deals,
                d =>
                {
                    var f = Forecast.Of("EUR", d, [0.2, 0.4, 3.0, 9.0]);
                    return f.Low >= f.Won && f.High <= (long)d.Sum(x => x.Amount);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Groups_add_up_to_the_whole() =>
        Prop.ForAll(
                Deals,
                d =>
                {
                    var whole = Forecast.Of("EUR", d, []);
                    var parts = d.GroupBy(x => x.Means).Select(g => Forecast.Of("EUR", g, [])).ToList();
                    return parts.Sum(p => p.Won) == whole.Won
                        && parts.Sum(p => p.Commit) == whole.Commit
                        && parts.Sum(p => p.Best) == whole.Best
                        && Math.Abs(parts.Sum(p => p.Weighted) - whole.Weighted) <= parts.Count;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_deals_changes_nothing() =>
        Prop.ForAll(Deals, d => Forecast.Of("EUR", d, []) == Forecast.Of("EUR", d.Reverse(), [])).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sure_thing_has_no_spread_and_a_coin_s_toss_has_one()
    {
        var sure = Forecast.Of("EUR", [new(false, EntenteStage.Commitment, 1, 1, 1_000_00, 1_000_00m * 1_000_00m)], []);
        (sure.Low, sure.Weighted, sure.High).ShouldBe((1_000_00, 1_000_00, 1_000_00));

        var hundred = Forecast.Of("EUR", [new(false, EntenteStage.Evaluation, 0.5m, 100, 100_000m, 100_000_000m)], []);
        (hundred.Low, hundred.Weighted, hundred.High).ShouldBe((43_592, 50_000, 56_408), "1.2816 × √(100 × 1000² × ¼)");
    }

    [Fact]
    public void Past_quarters_say_more_than_chances_once_there_are_four()
    {
        ForecastDeals[] deals = [new(false, EntenteStage.Proposal, 0.5m, 10, 10_000m, 10_000_000m)];
        Forecast.Of("EUR", deals, [0.8, 0.9, 1.0]).ShouldBe(Forecast.Of("EUR", deals, []));
        var f = Forecast.Of("EUR", deals, [0.8, 0.9, 1.0, 1.1]);
        (f.Low, f.High).ShouldBe((4_150, 5_350));
    }

    [Fact]
    public void A_quarter_is_what_its_name_says()
    {
        for (var day = new DateOnly(2026, 1, 1); day.Year < 2028; day = day.AddDays(1))
        {
            var quarter = Quarter.Of(day);
            (quarter.First <= day && day <= quarter.Last).ShouldBeTrue();
            quarter.Next.Previous.ShouldBe(quarter);
            Quarter.TryParse(quarter.ToString(), out var read).ShouldBeTrue();
            read.ShouldBe(quarter);
            Weeks.MondayOf(day).DayOfWeek.ShouldBe(DayOfWeek.Monday);
            Weeks.Of(quarter, Weeks.MondayOf(day)).ShouldBeInRange(0, 14);
        }
        foreach (var no in (string?[])[null, "", "2026", "2026-Q5", "2026-Q0", "26-Q1", "2026-q1", "20x6-Q1", "1999-Q1"])
            Quarter.TryParse(no, out _).ShouldBeFalse(no);
    }

    [Fact]
    public void Within_fifteen_per_cent_it_held()
    {
        Accuracy.Of(0, 5).ShouldBeNull();
        Accuracy.Of(100, 115).ShouldBe(new Percent(115));
        Accuracy.Held(new(115)).ShouldBeTrue();
        Accuracy.Held(new(84.9m)).ShouldBeFalse();
    }
}
