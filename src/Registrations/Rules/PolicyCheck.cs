namespace Entente.Registrations.Rules;

/// <summary>Whether a policy makes sense: what is wrong, by field of the form; what a rule gets wrong stands under its own key.</summary>
internal static partial class PolicyCheck
{
    private const int MostRules = 40;
    private const int LongestDelay = 24 * 60;

    /// <summary>The key under which the faults of the rule at this place stand, counted from 0.</summary>
    public static string OfRule(int place) => $"rules.{place}";

    public static IReadOnlyDictionary<string, string> Wrong(Policy policy)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        Within(wrong, "decisionHours", policy.DecisionHours, 1, 480, "hours");
        Within(wrong, "leadDays", policy.LeadDays, 1, 365, "days");
        Within(wrong, "dealDays", policy.DealDays, 1, 365, "days");
        Within(wrong, "holdDays", policy.HoldDays, 1, Math.Max(1, Math.Min(policy.LeadDays, policy.DealDays)), "days");
        Within(wrong, "waitDays", policy.WaitDays, 1, 90, "days");
        Within(wrong, "proofOfLeads", policy.Proof.Leads, 0, ProofRules.Most, "files");
        Within(wrong, "proofOfDeals", policy.Proof.Deals, 0, ProofRules.Most, "files");
        if (policy.RemindDays is not { Count: > 0 and <= 6 } || policy.RemindDays.Any(d => d is < 0 or > 365))
            wrong["remindDays"] = "Name one to six days before the end, such as 14, 7, 1.";
        if (policy.BusinessDays is not { Count: > 0 } days || days.Any(d => !Enum.IsDefined(d)))
            wrong["businessDays"] = "Choose at least one day of the week: without one no clock would ever run.";
        Within(wrong, "delayMinutes", policy.Delay.Minutes, 1, LongestDelay, "minutes");
        Within(wrong, "jitterMinutes", policy.Delay.JitterMinutes, 1, LongestDelay, "minutes");
        After(wrong, policy);
        Conflicts(wrong, policy.Conflicts);
        if (policy.Rules.Count > MostRules)
            wrong["rules"] = $"Keep to {MostRules} rules; there are {policy.Rules.Count}.";
        else
            foreach (var (place, fault) in RuleCheck.Wrong(policy))
                wrong.TryAdd(OfRule(place), fault);
        return wrong;
    }

    private static void Conflicts(Dictionary<string, string> wrong, ConflictRules rules)
    {
        if (rules.Order is not { Count: > 0 } order || order.Any(s => !Enum.IsDefined(s)))
            wrong["order"] = "Choose at least one step by which a ruling is found.";
        else if (order.Distinct().Count() < order.Count)
            wrong["order"] = "Each step can stand in the order once.";
        else if (order.Contains(ConflictStep.ExactTime) && order[^1] is not ConflictStep.ExactTime)
            wrong["order"] = "Exact time separates whatever is left, so it must be the last step: nothing after it would ever decide.";
        Within(wrong, "tieDays", rules.TieDays, 0, 10, "business days");
        Within(wrong, "activeDays", rules.ActiveDays, 1, 365, "days");
    }

    private static void Within(Dictionary<string, string> wrong, string field, int value, int least, int most, string unit)
    {
        if (value < least || value > most)
            wrong[field] = $"Choose between {least} and {most} {unit}.";
    }
}
