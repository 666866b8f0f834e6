using System.Globalization;
using Entente.Platform.Matching;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

/// <summary>How well two records are told to be one company's or two, on the odd halves, which no coefficient was fitted on.</summary>
public sealed class PairQualityTest
{
    [Fact]
    public void Registrants_and_their_corrupted_names()
    {
        if (Training.Registrants(1) is { } pairs)
            Judge("SEC registrants, odd half", pairs, precision: 0.97, recall: 0.78, kept: 0.985);
    }

    [Fact]
    public void Restaurants_of_two_guides()
    {
        if (Training.Restaurants(1) is { } pairs)
            Judge("Fodor's and Zagat's, odd half", pairs, precision: 0.93, recall: 0.95, kept: 0.99);
    }

    [Fact]
    public void People_with_one_distorted_duplicate_each()
    {
        if (Training.People("names/febrl-1.csv", "names/febrl-1.csv", 1) is { } pairs)
            Judge("FEBRL 1, odd half", pairs, precision: 0.98, recall: 0.95, kept: 0.99);
    }

    [Fact]
    public void People_of_two_lists()
    {
        if (Training.People("names/febrl-4a.csv", "names/febrl-4b.csv", 1) is { } pairs)
            Judge("FEBRL 4, odd half", pairs, precision: 0.98, recall: 0.95, kept: 0.99);
    }

    private static void Judge(string set, List<Labelled> pairs, double precision, double recall, double kept)
    {
        var answers = pairs.ConvertAll(p => (p, Answer: CompanyPair.Of(p.Left, p.Right)));
        var (yes, no) = (answers.Where(a => a.p.Same).ToList(), answers.Where(a => !a.p.Same).ToList());
        var (hit, wrong) = (Count(yes, PairVerdict.Same), Count(no, PairVerdict.Same));
        var (lost, refused) = (Count(yes, PairVerdict.Different), no.Count - wrong);
        var (p, r) = ((double)hit / (hit + wrong), (double)hit / yes.Count);
        Suite.Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{set}: {yes.Count} same, {no.Count} not; precision {100 * p:F2} %, recall {100 * r:F1} %, F1 {200 * p * r / (p + r):F2} %, same or ask {100.0 * (yes.Count - lost) / yes.Count:F1} %, negatives refused {100.0 * refused / no.Count:F2} % ({100.0 * Count(no, PairVerdict.Ask) / no.Count:F1} % asked)"
            )
        );
        foreach (var bin in answers.GroupBy(a => Math.Min(9, (int)(a.Answer.Probability * 10))).OrderBy(b => b.Key))
        {
            // Each class weighs one half, as in the fit.
            var (w, n) = (bin.Sum(a => a.p.Same ? 0.5 / yes.Count : 0), bin.Sum(a => a.p.Same ? 0 : 0.5 / no.Count));
            Suite.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  p {bin.Key / 10.0:F1} to {(bin.Key + 1) / 10.0:F1}: {bin.Count(), 5} pairs, {100 * w / (w + n):F0} % same"
                )
            );
        }

        foreach (var (pair, answer) in no.Where(a => a.Answer.Verdict == PairVerdict.Same).Take(12))
            Suite.Say($"  taken for the same: {Written(pair)} {answer.Probability} {answer.Because}");
        foreach (var (pair, answer) in yes.Where(a => a.Answer.Verdict == PairVerdict.Different).Take(12))
            Suite.Say($"  taken apart: {Written(pair)} {answer.Probability} {answer.Because}");
        p.ShouldBeGreaterThanOrEqualTo(precision);
        r.ShouldBeGreaterThanOrEqualTo(recall);
        ((double)refused / no.Count).ShouldBeGreaterThanOrEqualTo(kept);
    }

    private static int Count(List<(Labelled, PairAnswer Answer)> answers, PairVerdict verdict) =>
        answers.Count(a => a.Answer.Verdict == verdict);

    private static string Written(Labelled pair) =>
        $"{pair.Left.Name} [{pair.Left.Address} {pair.Left.Phone}] | {pair.Right.Name} [{pair.Right.Address} {pair.Right.Phone}]";
}
