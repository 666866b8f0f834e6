namespace Entente.Registrations.Rules;

/// <summary>
/// What a protection loses while it runs without evidence (REG-9): a first meeting, a meeting held, a proposal, a further stage in the CRM, a file with
/// an answer, the customer's own word. A mere word is none. Promised with the approval: a later policy changes nothing of it.
/// </summary>
/// <param name="Days">Calendar days without evidence; 0: it loses nothing.</param>
/// <param name="Takes">So many days its end comes nearer each time; 0: it is released at once.</param>
public sealed record EvidenceRule(int Days, int Takes = 0)
{
    /// <summary>Runs without evidence as long as it lasts.</summary>
    public static EvidenceRule Never { get; } = new(0);
}

/// <param name="Rule">Where no rule of the policy says otherwise.</param>
/// <param name="WarnDays">So many days before that the partner is told.</param>
public sealed record DecayRules(EvidenceRule Rule, int WarnDays)
{
    public static DecayRules Default { get; } = new(EvidenceRule.Never, 7);
}
