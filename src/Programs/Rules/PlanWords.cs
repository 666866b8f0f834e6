using System.Globalization;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Programs.Rules;

/// <param name="Key">What the sentence is about, the same in every version.</param>
public sealed record PlanSentence(string Key, string Text);

/// <summary>What a version changed: a sentence that was and one that is; one of the two is null where it is new or gone.</summary>
public sealed record PlanChange(string? Was, string? Is);

/// <summary>How a plan reads, and what a version changed. Pure.</summary>
public static class PlanWords
{
    /// <summary>A value of this criterion: <c>€412,000</c>, <c>6</c>, <c>85 %</c>.</summary>
    public static string Value(TierCriterion criterion, long value) =>
        criterion.Kind switch
        {
            CriterionKind.Sum => Format.Money(new(value, criterion.Currency)),
            CriterionKind.Share => Format.Percent(new(value / 100m)),
            CriterionKind.CrmField => (value / 100m).ToString("#,0.##", CultureInfo.InvariantCulture),
            _ => Format.Number(value),
        };

    public static IReadOnlyList<PlanSentence> Of(TierPlan plan) => [.. Asks(plan), .. Gives(plan)];

    /// <summary>How partners are placed, and what each tier asks for.</summary>
    public static IReadOnlyList<PlanSentence> Asks(TierPlan plan)
    {
        List<PlanSentence> sentences =
        [
            new(
                "promotions",
                plan.Promotions is Promotions.Automatic
                    ? "Whoever has earned a higher tier is placed there at once."
                    : "Whoever has earned a higher tier is proposed, and somebody decides."
            ),
            new("near", $"A miss is near from {Format.Percent(plan.NearMiss)} of every target on: it gets one quarter of grace."),
        ];
        foreach (var criterion in plan.Criteria)
            sentences.Add(new("criterion:" + criterion.Key, Sentence(criterion)));
        return sentences;
    }

    private static IEnumerable<PlanSentence> Gives(TierPlan plan) =>
        from tier in TierPlan.Tiers
        from benefit in Benefits(plan.BenefitsOf(tier))
        select new PlanSentence($"benefit:{tier}:{benefit.Key}", $"{tier.Words()}: {benefit.Text}.");

    /// <summary><c>Resold revenue in the last four full quarters: Select from €150,000, Elite from €500,000.</c></summary>
    public static string Sentence(TierCriterion criterion)
    {
        var targets = TierPlan
            .Tiers.Where(criterion.Targets.ContainsKey)
            .Select(t => $"{t.Words()} from {Value(criterion, criterion.Targets[t])}");
        var window = criterion.Kind is CriterionKind.People or CriterionKind.Evidence or CriterionKind.CrmField
            ? ""
            : ", " + criterion.Window.Words();
        return $"{criterion.Words}{window}: {string.Join(", ", targets)}.";
    }

    /// <summary>What a tier gives, by key, without a full stop.</summary>
    public static IEnumerable<(string Key, string Text)> Benefits(TierBenefits benefits)
    {
        if (benefits.Margin is { } margin)
            yield return ("margin", $"{Format.Percent(margin)} margin");
        if (benefits.DecisionHours is { } hours)
            yield return ("decision", $"registrations decided within {Format.Count(hours, "working hour")}");
        if (benefits.LeadShare is { } share)
            yield return ("leads", $"{Format.Percent(share)} of the leads");
        if (benefits.MarketingBudget is { } budget)
            yield return ("budget", $"{Format.Money(budget)} of marketing budget a year");
        if (benefits.EarlyAccess)
            yield return ("early", "early access to what is new");
        if (benefits.Support.Length > 0)
            yield return ("support", $"support from {benefits.Support}");
        if (benefits.Escalation.Length > 0)
            yield return ("escalation", $"escalation to {benefits.Escalation}");
        if (benefits.OfficeHours.Length > 0)
            yield return ("hours", $"office hours, {benefits.OfficeHours}");
        if (benefits.ExecutiveReview)
            yield return ("review", "a quarterly review with an executive");
    }

    /// <summary>Two plans compared sentence by sentence. Empty exactly when they say the same.</summary>
    public static IReadOnlyList<PlanChange> Between(TierPlan? before, TierPlan after)
    {
        var was = (before is null ? [] : Of(before)).ToDictionary(s => s.Key, s => s.Text, StringComparer.Ordinal);
        var now = Of(after);
        var kept = now.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. now.Where(s => was.GetValueOrDefault(s.Key) != s.Text).Select(s => new PlanChange(was.GetValueOrDefault(s.Key), s.Text)),
            .. was.Where(w => !kept.Contains(w.Key)).Select(w => new PlanChange(w.Value, null)),
        ];
    }
}
