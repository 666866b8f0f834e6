using Entente.Partners;
using Entente.Recruitment.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Recruitment;

/// <summary>What scores come to: between the least and the most, whoever scores in whatever order, and never more than is there.</summary>
public sealed class FitTest
{
    private static readonly FitCriterion[] All = Enum.GetValues<FitCriterion>();

    private static readonly Arbitrary<(FitScore[] Scores, int[] Weights)> Cards = (
        from weights in Gen.Choose(0, BookRules.MostWeight).ArrayOf(All.Length)
        from scores in (
            from criterion in Gen.Elements(All)
            from value in Gen.Choose(Fit.Least, Fit.Most)
            select new FitScore(criterion, value)
        ).ArrayOf()
        select (scores, weights)
    ).ToArbitrary();

    [Fact]
    public void The_total_stays_between_the_lowest_and_the_highest_mean_and_does_not_depend_on_the_order() =>
        Prop.ForAll(
                Cards,
                card =>
                {
                    var weights = Weights(card.Weights);
                    var total = Fit.Total(card.Scores, weights);
                    Fit.Total([.. card.Scores.Reverse()], weights).Value.ShouldBe(total.Value);
                    var counting = total.Means.Where(m => weights[m.Key] > 0).Select(m => m.Value).ToList();
                    if (counting.Count == 0)
                    {
                        total.Value.ShouldBeNull();
                        return;
                    }
                    total.Value!.Value.ShouldBeInRange(
                        Math.Round(counting.Min(), 1, MidpointRounding.AwayFromZero),
                        Math.Round(counting.Max(), 1, MidpointRounding.AwayFromZero)
                    );
                    total.Percent!.Value.ShouldBeInRange(20, 100);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_higher_score_never_lowers_the_total() =>
        Prop.ForAll(
                Cards,
                card =>
                {
                    var weights = Weights(card.Weights);
                    for (var i = 0; i < card.Scores.Length; i++)
                    {
                        if (card.Scores[i].Value == Fit.Most)
                            continue;
                        FitScore[] better = [.. card.Scores];
                        better[i] = better[i] with { Value = better[i].Value + 1 };
                        (Fit.Total(better, weights).Value ?? 0).ShouldBeGreaterThanOrEqualTo(Fit.Total(card.Scores, weights).Value ?? 0);
                    }
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_missing_is_what_counts_and_has_no_score_and_only_the_complete_pass_without_a_reason() =>
        Prop.ForAll(
                Cards,
                card =>
                {
                    var weights = Weights(card.Weights);
                    var total = Fit.Total(card.Scores, weights);
                    total.Missing.ShouldBe(All.Where(c => weights[c] > 0 && card.Scores.All(s => s.Criterion != c)));
                    Fit.NeedsReason(total, Fit.Least).ShouldBe(!total.Complete);
                    if (total.Value is { } value)
                        Fit.NeedsReason(total, value + 0.1m).ShouldBeTrue();
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_mean_of_each_criterion_is_weighted_and_rounded_to_one_decimal()
    {
        var weights = new Dictionary<FitCriterion, int> { [FitCriterion.Alignment] = 2, [FitCriterion.Sales] = 1 };

        var total = Fit.Total(
            [new(FitCriterion.Alignment, 4), new(FitCriterion.Alignment, 5), new(FitCriterion.Sales, 2), new(FitCriterion.Sponsor, 1)],
            weights
        );

        (total.Value, total.Percent, total.Complete).ShouldBe((3.7m, 73, true), "(2 × 4.5 + 2) / 3; the sponsor has no weight");
        Fit.NeedsReason(total, 3.7m).ShouldBeFalse();
        Fit.NeedsReason(total, 3.8m).ShouldBeTrue();
    }

    private static Dictionary<FitCriterion, int> Weights(int[] weights) => All.Zip(weights).ToDictionary(w => w.First, w => w.Second);
}
