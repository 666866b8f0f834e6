namespace Entente.Registrations.Rules;

/// <summary>Whether a policy makes sense, field by field.</summary>
internal static class PolicyCheck
{
    public static IReadOnlyDictionary<string, string> Wrong(Policy policy)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        Within(wrong, "decisionHours", policy.DecisionHours, 1, 480, "hours");
        Within(wrong, "leadDays", policy.LeadDays, 1, 365, "days");
        Within(wrong, "dealDays", policy.DealDays, 1, 365, "days");
        Within(wrong, "holdDays", policy.HoldDays, 1, Math.Max(1, Math.Min(policy.LeadDays, policy.DealDays)), "days");
        Within(wrong, "waitDays", policy.WaitDays, 1, 90, "days");
        if (policy.RemindDays is not { Count: > 0 and <= 6 } || policy.RemindDays.Any(d => d is < 0 or > 365))
            wrong["remindDays"] = "Name one to six days before the end, such as 14, 7, 1.";
        return wrong;
    }

    private static void Within(Dictionary<string, string> wrong, string field, int value, int least, int most, string unit)
    {
        if (value < least || value > most)
            wrong[field] = $"Choose between {least} and {most} {unit}.";
    }
}
