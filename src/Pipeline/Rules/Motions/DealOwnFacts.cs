using Entente.Ui;

namespace Entente.Pipeline.Rules.Motions;

/// <summary>What the deal itself says.</summary>
internal static class DealOwnFacts
{
    /// <summary>How long a next step and a stage note say something (PIP-2).</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(7);

    /// <param name="today">In the workspace's zone.</param>
    /// <param name="noteAt">When the stage note was written; null: there is none.</param>
    public static IReadOnlyDictionary<MotionFact, string> Of(
        OpportunityCard deal,
        DateTimeOffset? noteAt,
        DateOnly today,
        DateTimeOffset now
    )
    {
        var facts = new Dictionary<MotionFact, string>();
        if (deal.Partners.FirstOrDefault(p => p.Role is DealRole.Sourcing) is { } sourced)
            facts[MotionFact.PartnerSourced] = sourced.RegistrationNumber ?? "Set on the deal";
        if (deal.Owner is { } owner)
            facts[MotionFact.OwnerNamed] = owner.Name;
        if (deal.Amount is { } amount)
            facts[MotionFact.AmountKnown] = Format.Money(amount);
        if (deal.CloseDate is { } close && (close >= today || deal.State is not OpportunityState.Open))
            facts[MotionFact.CloseDateAhead] = Format.Date(close, today);
        if (deal.NextStep is { Length: > 0 } next && now - deal.NextStepAt <= Fresh)
            facts[MotionFact.NextStepFresh] = next;
        if (noteAt is { } written && now - written <= Fresh)
            facts[MotionFact.StageNoteFresh] = "Written";
        if (deal.Partners.Count == 1)
            facts[MotionFact.CreditSettled] = "One partner";
        if (deal.State is OpportunityState.Won)
            facts[MotionFact.Won] = "In the CRM";
        return facts;
    }
}
