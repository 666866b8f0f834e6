namespace Entente.Registrations.Rules;

// What holds after the first decision.
internal static partial class PolicyCheck
{
    private static void After(Dictionary<string, string> wrong, Policy policy)
    {
        Within(wrong, "undoSeconds", policy.Undo.Seconds, 0, 300, "seconds");
        Within(wrong, "amountPercent", policy.Changes.AmountPercent, 0, 1000, "per cent");
        Within(wrong, "mendDays", policy.Changes.MendDays, 0, 90, "days");
        Within(wrong, "extendMost", policy.Extending.Most, 0, 10, "times");
        Within(wrong, "extendDays", policy.Extending.Days, 1, 365, "days");
        Within(wrong, "freshDays", policy.Extending.FreshDays, 1, 365, "days");
        Within(wrong, "withinDays", policy.Extending.WithinDays, 1, 90, "days");
        Within(wrong, "postponeDays", policy.Extending.PostponeDays, 0, 365, "days");
        Within(wrong, "quietDays", policy.Silence.QuietDays, 2, 365, "days");
        // Who is told only after the release is not told in time.
        Within(wrong, "warnDays", policy.Silence.WarnDays, 1, Math.Max(1, policy.Silence.QuietDays - 1), "days");
        Decay(wrong, policy);
        Within(wrong, "reclaimDays", policy.Silence.ReclaimDays, 0, 365, "days");
        Within(wrong, "appealDays", policy.Appeals.WindowDays, 1, 90, "days");
        Within(wrong, "appealHours", policy.Appeals.AnswerHours, 1, 480, "hours");
        Within(wrong, "opportunityHours", policy.Promises.OpportunityHours, 0, 480, "hours");
        Within(wrong, "followUpHours", policy.Promises.FollowUpHours, 0, 480, "hours");
        Within(wrong, "quotaBase", policy.Quota.Base, 1, 100_000, "registrations");
        Within(wrong, "quotaMore", policy.Quota.PerTenPercent, 0, 100_000, "registrations");
        Within(wrong, "quotaLookBack", policy.Quota.LookBackDays, 1, 1830, "days");
    }

    private static void Decay(Dictionary<string, string> wrong, Policy policy)
    {
        var (rule, warn) = (policy.Decay.Rule, policy.Decay.WarnDays);
        Within(wrong, "decayWarnDays", warn, 1, 90, "days");
        if (EvidenceFault(rule, policy) is { } fault)
            wrong["decayDays"] = fault;
    }

    /// <summary>What is wrong with it beside the policy's other base values; null: nothing.</summary>
    internal static string? EvidenceFault(EvidenceRule rule, Policy policy) =>
        rule.Days is < 0 or > 365 || rule.Takes is < 0 or > 365 ? "Choose between 0 and 365 days."
        : rule is { Days: 0, Takes: > 0 } ? "Say after how many days without evidence it ends sooner, or take nothing off."
        : rule.Days > 0 && rule.Days <= policy.Decay.WarnDays
            ? $"The partner is told {RuleValues.Days(policy.Decay.WarnDays)} before: give it more days than that for its evidence."
        : rule.Days > 0 && rule.Days < policy.HoldDays
            ? $"The first meeting may be on record within {RuleValues.Days(policy.HoldDays)}: evidence cannot be missing before that."
        : null;
}
