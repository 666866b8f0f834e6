namespace Entente.Registrations.Rules;

/// <summary>What the vendor promises a partner besides the decision (PIP-7).</summary>
public enum PromiseKind
{
    /// <summary>An approved referral has its opportunity in the CRM.</summary>
    Opportunity,

    /// <summary>After a meeting the partner hears from the vendor.</summary>
    FollowUp,
}

/// <summary>
/// By when the vendor does what it promises (PIP-7). A promise is made by the policy of its moment: a later one changes nothing of it. What no policy
/// says is promised to nobody.
/// </summary>
/// <param name="OpportunityHours">From the approval of a referral to its opportunity, hours of business days; 0: not promised.</param>
/// <param name="FollowUpHours">From a meeting on record to a word to the partner, hours of business days; 0: not promised.</param>
public sealed record PromiseRules(int OpportunityHours, int FollowUpHours)
{
    public static PromiseRules None { get; } = new(0, 0);

    public int Hours(PromiseKind kind) => kind is PromiseKind.Opportunity ? OpportunityHours : FollowUpHours;
}
