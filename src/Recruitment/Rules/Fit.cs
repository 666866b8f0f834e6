namespace Entente.Recruitment.Rules;

/// <summary>What is asked about a candidate (PTN-3), in the order in which people read it.</summary>
public enum FitCriterion
{
    Alignment,
    Capability,
    Overlap,
    Sales,
    Resources,
    Sponsor,
}

/// <summary>What one person thinks of one criterion.</summary>
/// <param name="Value">1 to 5.</param>
public sealed record FitScore(FitCriterion Criterion, int Value);

/// <summary>What the scores come to.</summary>
/// <param name="Value">1.0 to 5.0, rounded to one decimal; null: nothing that counts is scored yet.</param>
/// <param name="Percent">Of the most that can be reached, 20 to 100.</param>
/// <param name="Missing">What counts and nobody has scored, in order.</param>
/// <param name="Means">The mean of each criterion that was scored.</param>
public sealed record FitTotal(
    decimal? Value,
    int? Percent,
    IReadOnlyList<FitCriterion> Missing,
    IReadOnlyDictionary<FitCriterion, decimal> Means
)
{
    public bool Complete => Missing.Count == 0 && Value is not null;
}

/// <summary>The scorecard: a mean of each criterion over whoever scored it, weighted. Pure.</summary>
public static class Fit
{
    public const int Least = 1;
    public const int Most = 5;

    /// <param name="weights">A criterion without one, or with 0, does not count.</param>
    public static FitTotal Total(IReadOnlyCollection<FitScore> scores, IReadOnlyDictionary<FitCriterion, int> weights)
    {
        var means = scores.GroupBy(s => s.Criterion).ToDictionary(g => g.Key, g => g.Average(s => (decimal)s.Value));
        List<FitCriterion> counting = [.. Enum.GetValues<FitCriterion>().Where(c => weights.GetValueOrDefault(c) > 0)];
        List<FitCriterion> scored = [.. counting.Where(means.ContainsKey)];
        if (scored.Count == 0)
            return new(null, null, counting, means);
        var value = scored.Sum(c => weights[c] * means[c]) / scored.Sum(c => weights[c]);
        // What is shown is what counts: the threshold is compared with the rounded figure.
        var shown = Math.Round(value, 1, MidpointRounding.AwayFromZero);
        var percent = (int)Math.Round(value / Most * 100, MidpointRounding.AwayFromZero);
        return new(shown, percent, [.. counting.Except(scored)], means);
    }

    /// <summary>Whether accepting it needs a written reason: the scorecard is incomplete, or below the threshold.</summary>
    public static bool NeedsReason(FitTotal total, decimal threshold) => !total.Complete || total.Value < threshold;

    public static string Words(this FitCriterion criterion) =>
        criterion switch
        {
            FitCriterion.Alignment => "Strategic alignment",
            FitCriterion.Capability => "Complementary capability",
            FitCriterion.Overlap => "Customer overlap",
            FitCriterion.Sales => "Sales compatibility",
            FitCriterion.Resources => "Resourcing",
            _ => "Executive sponsorship",
        };
}
