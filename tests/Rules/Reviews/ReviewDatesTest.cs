using Entente.Partners;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Reviews.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Reviews;

/// <summary>Of which quarter a review is made, by when it is held, and how its numbers are written.</summary>
public sealed class ReviewDatesTest
{
    private static readonly Gen<DateOnly> Days = Gen.Choose(0, 20 * 366).Select(d => new DateOnly(2024, 1, 1).AddDays(d));

    [Fact]
    public void The_quarter_under_review_has_begun_and_is_the_one_that_runs_or_the_one_before_for_six_weeks() =>
        Prop.ForAll(
                Days.ToArbitrary(),
                today =>
                {
                    var (under, now) = (ReviewDates.Under(today), Quarter.Of(today));
                    return under.First <= today
                        && ReviewDates.Possible(today).Contains(under)
                        && (under == now) == (today >= now.First.AddDays(42))
                        && (under == now || under == now.Previous);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_review_is_held_by_a_day_to_come_in_the_two_weeks_after_its_quarter_where_those_are_not_over() =>
        Prop.ForAll(
                (from today in Days from back in Gen.Choose(0, 8) select (today, back)).ToArbitrary(),
                given =>
                {
                    var quarter = ReviewDates.Possible(given.today)[given.back];
                    var by = ReviewDates.HoldBy(quarter, given.today);
                    return by >= given.today && by > quarter.Last && (by <= quarter.Last.AddDays(14) || by == given.today.AddDays(14));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Values_are_written_for_people_and_for_files()
    {
        var euros = ReviewValue.Money(new(61_500_50, "EUR"));
        (euros.Say(), euros.Short(), euros.Plain(), euros.UnitOf()).ShouldBe(("€61,501", "€61.5k", "61500.5", "EUR"));
        ReviewValue.Share(1, 3).Say().ShouldBe("33 %");
        ReviewValue.Share(0, 0).ShouldBeNull();
        ReviewValue.Day(new(2026, 3, 12)).Say().ShouldBe("12 Mar 2026");
        ReviewValue.Median([TimeSpan.FromDays(1), TimeSpan.FromDays(4), TimeSpan.FromDays(2), TimeSpan.FromDays(9)]).Say().ShouldBe("3 d");
        ReviewValue.Median([]).Say().ShouldBe("–");
        ReviewWords.Moved(ReviewValue.Count(3), ReviewValue.Count(5)).ShouldBe("−2");
        ReviewWords.Moved(ReviewValue.Count(5), ReviewValue.Count(5)).ShouldBe("the same");
        ReviewWords.Moved(ReviewValue.Money(new(100_00, "EUR")), ReviewValue.Money(new(50_00, "USD"))).ShouldBeNull();
        ReviewWords.Moved(ReviewValue.Words("a"), ReviewValue.Words("b")).ShouldBeNull();
    }

    [Fact]
    public void A_sum_that_is_compared_stands_beside_nothing_where_there_was_nothing()
    {
        var won = ReviewSums.Of("Won", [new Money(5_00, "EUR")], [new Money(3_00, "USD")]).ToList();

        won.Select(f => (f.Label, f.Value!.Number, f.Was!.Number)).ShouldBe([("Won, EUR", 5m, 0m), ("Won, USD", 0m, 3m)]);
        ReviewSums.Of("Won", [new Money(5_00, "EUR")], []).Single().Was!.Number.ShouldBe(0m);
        ReviewSums.Of("Won", [], []).ShouldBeEmpty();
    }

    [Fact]
    public void Sums_keep_currencies_apart_and_lose_nothing() =>
        Prop.ForAll(
                Gen.ListOf(
                        from minor in Gen.Choose(0, 100_000)
                        from currency in Gen.Elements("EUR", "USD", "JPY")
                        select (Money?)new Money(minor, currency)
                    )
                    .ToArbitrary(),
                amounts =>
                {
                    var figures = ReviewSums.Of("Won", amounts, null).ToList();
                    var currencies = amounts.Select(a => a!.Value.Currency).Distinct().Order(StringComparer.Ordinal).ToList();
                    return figures.Select(f => f.Value!.Text).SequenceEqual(currencies)
                        && figures.All(f =>
                            f.Value!.Number == amounts.Where(a => a!.Value.Currency == f.Value.Text).Sum(a => a!.Value.Major)
                            && f.Was is null
                        );
                }
            )
            .QuickCheckThrowOnFailure();
}
