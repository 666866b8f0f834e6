using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Programs.Rules;

/// <summary>One criterion of one partner.</summary>
/// <param name="Value">In the unit of the criterion's kind.</param>
/// <param name="Coming">The same as the review at the end of this quarter would find it today.</param>
/// <param name="Counted">Which records make the value.</param>
/// <param name="LeftOut">Records in the window that cannot be counted: amounts of another currency.</param>
public sealed record Measured(
    TierCriterion Criterion,
    long Value,
    long Coming,
    IReadOnlyList<ScoreRecord> Counted,
    IReadOnlyList<ScoreRecord> LeftOut
)
{
    /// <summary>It is let off until a day.</summary>
    public DateOnly? WaivedUntil { get; init; }

    public bool Met(PartnerTier tier) => WaivedUntil is not null || Criterion.Target(tier) is not { } target || Value >= target;

    /// <summary>How much is missing for the tier; never negative.</summary>
    public long Missing(PartnerTier tier) => Math.Max(0, (Criterion.Target(tier) ?? 0) - Value);

    /// <summary>Met, or from this share of the target on.</summary>
    public bool Near(PartnerTier tier, Percent from) =>
        Met(tier) || (Criterion.Target(tier) is { } target && Value * 100m >= target * from.Points);
}

/// <param name="Earned">The highest tier of which every criterion is met.</param>
public sealed record Scored(IReadOnlyList<Measured> Criteria, PartnerTier Earned)
{
    /// <summary>What is not met for this tier.</summary>
    public IReadOnlyList<Measured> Open(PartnerTier tier) => [.. Criteria.Where(c => !c.Met(tier))];

    /// <summary>Missed, but every criterion nearly met.</summary>
    public bool NearlyHolds(PartnerTier tier, Percent from) => Criteria.All(c => c.Near(tier, from));
}

/// <summary>
/// Measures one partner against a plan. Pure: the order of the records does not matter, money adds up exactly, and one more good record never
/// lowers a value.
/// </summary>
public static class Evaluation
{
    /// <param name="records">Of this partner; each record of a fact once.</param>
    /// <param name="waived">By criterion: until which day it is let off; the day itself is the first that counts again.</param>
    public static Scored Of(
        TierPlan plan,
        IEnumerable<ScoreRecord> records,
        DateOnly day,
        IReadOnlyDictionary<string, DateOnly> waived,
        IReadOnlySet<string> standing
    )
    {
        var byFact = records.DistinctBy(r => (r.Fact, r.Subject)).ToLookup(r => r.Fact, StringComparer.Ordinal);
        var measured = plan.Criteria.Select(c => One(c, byFact[FactOf(c)], day, standing) with { WaivedUntil = Waived(c, day, waived) });
        List<Measured> all = [.. measured];
        return new(all, TierPlan.Tiers.Where(t => t == TierPlan.Tiers[0] || all.TrueForAll(m => m.Met(t))).Max());
    }

    /// <summary>Under which key a criterion's records come.</summary>
    public static string FactOf(TierCriterion criterion) =>
        criterion.Kind switch
        {
            CriterionKind.People or CriterionKind.Evidence => "shown:" + criterion.Key,
            CriterionKind.CrmField => "crm:" + criterion.Fact,
            _ => criterion.Fact,
        };

    private static DateOnly? Waived(TierCriterion criterion, DateOnly day, IReadOnlyDictionary<string, DateOnly> waived) =>
        waived.TryGetValue(criterion.Key, out var until) && until > day ? until : null;

    private static Measured One(TierCriterion criterion, IEnumerable<ScoreRecord> records, DateOnly day, IReadOnlySet<string> standing)
    {
        List<ScoreRecord> all = [.. records];
        var present = standing.Contains(criterion.Fact);
        var timeless = present || criterion.Kind is CriterionKind.People or CriterionKind.Evidence or CriterionKind.CrmField;
        // What has no past is taken for every day as it stands now.
        List<ScoreRecord> Within((DateOnly From, DateOnly Until) window) =>
            [.. all.Where(r => present || (timeless ? Valid(r, day) : r.Day >= window.From && r.Day <= window.Until))];
        var now = Within(Windows.Of(criterion.Window, day));
        // What the next review will count, of what there is today.
        var coming = Within(Windows.AtReview(criterion.Window, day)).Where(r => timeless || r.Day <= day);
        var (counted, left) = Split(criterion, now);
        return new(criterion, Value(criterion, counted), Value(criterion, Split(criterion, coming).Counted), counted, left);
    }

    private static bool Valid(ScoreRecord record, DateOnly day) => record.Day <= day && (record.Until is not { } until || until > day);

    private static (List<ScoreRecord> Counted, List<ScoreRecord> LeftOut) Split(TierCriterion criterion, IEnumerable<ScoreRecord> records)
    {
        if (criterion.Kind is not CriterionKind.Sum)
            return ([.. records], []);
        var split = records.Where(r => r.Amount is not null).ToLookup(r => r.Amount!.Value.Currency == criterion.Currency);
        return ([.. split[true]], [.. split[false]]);
    }

    private static long Value(TierCriterion criterion, List<ScoreRecord> counted) =>
        criterion.Kind switch
        {
            CriterionKind.Sum => counted.Aggregate(Money.Zero(criterion.Currency), (sum, r) => sum + r.Amount!.Value).Minor,
            CriterionKind.Count or CriterionKind.Evidence => counted.Count,
            CriterionKind.Distinct or CriterionKind.People => counted
                .Where(r => r.Customer is not null)
                .DistinctBy(r => r.Customer, StringComparer.OrdinalIgnoreCase)
                .Count(),
            CriterionKind.CrmField => counted.Max(r => r.Number) ?? 0,
            _ => counted.Count == 0 ? 0 : counted.Count(r => r.Good) * 10_000L / counted.Count,
        };
}
