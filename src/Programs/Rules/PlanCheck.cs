using System.Globalization;
using Entente.Partners;

namespace Entente.Programs.Rules;

/// <summary>Why a plan cannot be published, by field. Pure.</summary>
public static class PlanCheck
{
    public const int MostCriteria = 12;
    public const int LongestWords = 120;

    /// <param name="measurable">What the rooms of this house can measure.</param>
    /// <param name="crmFields">Names of number fields on companies in the connected CRM; null: none is connected.</param>
    public static IReadOnlyDictionary<string, string> Wrong(
        TierPlan plan,
        IReadOnlyDictionary<string, ScoreFact> measurable,
        IReadOnlySet<string>? crmFields
    )
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (plan.Criteria.Count is 0 or > MostCriteria)
            wrong["criteria"] = $"Name one to {MostCriteria} criteria; five to seven are easy to keep in mind.";
        if (plan.NearMiss.Points is < 50 or > 100)
            wrong["nearMiss"] = "A miss is near from 50 to 100 % of the target on.";
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Criteria.Count; i++)
        {
            var (at, criterion) = (string.Create(CultureInfo.InvariantCulture, $"criteria[{i}]."), plan.Criteria[i]);
            if (criterion.Words.Length is 0 or > LongestWords)
                wrong[at + "words"] = $"Say in up to {LongestWords} characters what is asked for.";
            else if (!keys.Add(criterion.Key))
                wrong[at + "words"] = "Another criterion says the same. Each needs its own words.";
            if (Unmeasured(criterion, measurable, crmFields) is { } why)
                wrong[at + "fact"] = why;
            else if (Untimely(criterion, measurable) is { } when)
                wrong[at + "window"] = when;
            if (Targets(criterion) is { } fault)
                wrong[at + fault.Field] = fault.Why;
        }
        foreach (var tier in TierPlan.Tiers.Skip(1).Where(t => plan.Criteria.Count > 0 && !plan.AskedOf(t).Any()))
            wrong[$"tier.{tier}"] = $"{tier.Words()} asks for nothing: everybody would have it.";
        foreach (var (tier, benefits) in plan.Benefits)
        {
            if (benefits.Margin is { Points: < 0 or > 100 })
                wrong[$"benefits.{tier}.margin"] = "A margin is 0 to 100 %.";
            if (benefits.LeadShare is { Points: < 0 or > 100 })
                wrong[$"benefits.{tier}.leadShare"] = "A share is 0 to 100 %.";
            if (benefits.DecisionHours is < 1 or > 400)
                wrong[$"benefits.{tier}.decisionHours"] = "Decide within 1 to 400 working hours.";
            if (benefits.MarketingBudget is { Minor: < 0 })
                wrong[$"benefits.{tier}.budget"] = "A budget is not below zero.";
        }
        if (plan.Benefits.Values.Sum(b => b.LeadShare?.Points ?? 0) > 100)
            wrong["benefits"] = "The tiers’ shares of the leads are more than 100 % together.";
        return wrong;
    }

    /// <summary>Why nobody can measure it; null: it can be.</summary>
    private static string? Unmeasured(
        TierCriterion criterion,
        IReadOnlyDictionary<string, ScoreFact> measurable,
        IReadOnlySet<string>? crmFields
    )
    {
        if (criterion.Kind is CriterionKind.People or CriterionKind.Evidence)
            return null;
        if (criterion.Kind is CriterionKind.CrmField)
            return crmFields is null ? "No CRM is connected, so nobody can read this field."
                : crmFields.Contains(criterion.Fact) ? null
                : $"Companies in the CRM have no number field “{criterion.Fact}”, so nobody can measure this.";
        if (!measurable.TryGetValue(criterion.Fact, out var fact))
            return "Nothing in Entente measures this. Choose another measure, or let people show evidence.";
        return criterion.Kind switch
        {
            CriterionKind.Sum when !fact.Money => $"“{fact.Words}” has no amounts that could be added up.",
            CriterionKind.Distinct when !fact.Customers => $"“{fact.Words}” does not name customers.",
            CriterionKind.Share when !fact.Shares => $"“{fact.Words}” has no share: all of its records are alike.",
            _ => null,
        };
    }

    private static string? Untimely(TierCriterion criterion, IReadOnlyDictionary<string, ScoreFact> measurable) =>
        measurable.GetValueOrDefault(criterion.Fact) is not { } fact
        || criterion.Kind is CriterionKind.CrmField or CriterionKind.People or CriterionKind.Evidence
            ? null
        : fact.Standing && criterion.Window is not CriterionWindow.Now ? "Only the present of this is known: choose “As it stands now”."
        : !fact.Standing && criterion.Window is CriterionWindow.Now ? "This is counted over a time: choose over which."
        : null;

    private static (string Field, string Why)? Targets(TierCriterion criterion)
    {
        if (criterion.Kind is CriterionKind.Sum && criterion.Currency.Length != 3)
            return ("currency", "A sum needs a currency: amounts of others are not counted.");
        if (criterion.Targets.Count == 0)
            return ($"targets.{PartnerTier.Select}", "Say what at least one tier asks for.");
        long before = 0;
        foreach (var tier in TierPlan.Tiers)
        {
            if (!criterion.Targets.TryGetValue(tier, out var target))
                continue;
            if (tier == TierPlan.Tiers[0])
                return ($"targets.{tier}", $"{tier.Words()} is where everybody starts, and asks for nothing.");
            if (target <= 0)
                return ($"targets.{tier}", "Ask for more than nothing, or leave it empty.");
            if (criterion.Kind is CriterionKind.Share && target > 10_000)
                return ($"targets.{tier}", "A share is at most 100 %.");
            if (target < before)
                return ($"targets.{tier}", $"{tier.Words()} asks for less than the tier below it.");
            before = target;
        }
        return null;
    }
}
