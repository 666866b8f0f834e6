using System.Globalization;
using Entente.Partners;

namespace Entente.Programs.Rules;

/// <summary>How a placement is explained: with thresholds and dates. Pure.</summary>
public static class TierWords
{
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>One line a criterion: <c>Resold revenue in the last four full quarters: €412,000 of €500,000</c>.</summary>
    public static IReadOnlyList<string> Numbers(Scored scored, PartnerTier tier) =>
        [.. scored.Criteria.Where(c => c.Criterion.Target(tier) is not null).Select(c => Number(c, tier))];

    public static string Number(Measured measured, PartnerTier tier)
    {
        var (criterion, target) = (measured.Criterion, measured.Criterion.Target(tier)!.Value);
        var waived = measured.WaivedUntil is { } until ? $", let off until {Day(until)}" : "";
        return $"{criterion.Words}: {PlanWords.Value(criterion, measured.Value)} of {PlanWords.Value(criterion, target)}{waived}";
    }

    /// <summary>What is missing: <c>€88,000 more: Resold revenue</c>; null when nothing is.</summary>
    public static string? Missing(Measured measured, PartnerTier tier) =>
        measured.Met(tier) ? null : $"{PlanWords.Value(measured.Criterion, measured.Missing(tier))} more: {measured.Criterion.Words}";

    public static string Earned(Scored scored, PartnerTier tier, DateOnly day) =>
        Kept($"Every criterion of {tier.Words()} was met on {Day(day)}. {string.Join("; ", Numbers(scored, tier))}.");

    public static string Missed(Scored scored, PartnerTier tier, DateOnly day) =>
        Kept($"Looked back on {Day(day)}: {tier.Words()} was missed. {string.Join("; ", scored.Open(tier).Select(c => Number(c, tier)))}.");

    // As much as the history of placements keeps.
    private static string Kept(string text) => text.Length <= 500 ? text : text[..499] + "…";
}
