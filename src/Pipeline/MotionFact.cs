namespace Entente.Pipeline;

/// <summary>What is known of a deal without asking anybody, and so can be an exit criterion or a required field (PIP-1, PIP-2).</summary>
public enum MotionFact
{
    PartnerSourced,
    OwnerNamed,
    AmountKnown,
    CloseDateAhead,
    NextStepFresh,
    StageNoteFresh,
    RegistrationApproved,
    Protected,
    PricesHeld,
    FirstMeeting,
    CustomerContact,
    NeedDescribed,
    NoOpenConflict,
    CreditSettled,
    Won,
}

public static class MotionFacts
{
    /// <summary>As a criterion reads: <c>the registration is approved</c>.</summary>
    public static string Words(this MotionFact fact) =>
        fact switch
        {
            MotionFact.PartnerSourced => "A partner is set as the one who sourced it",
            MotionFact.OwnerNamed => "A rep owns it in the CRM",
            MotionFact.AmountKnown => "The amount is known",
            MotionFact.CloseDateAhead => "The close date lies ahead",
            MotionFact.NextStepFresh => "The next step is no older than a week",
            MotionFact.StageNoteFresh => "The stage note is no older than a week",
            MotionFact.RegistrationApproved => "The registration is approved",
            MotionFact.Protected => "The partner is protected",
            MotionFact.PricesHeld => "Prices are held for the partner",
            MotionFact.FirstMeeting => "The first meeting is on record",
            MotionFact.CustomerContact => "A contact at the customer is named",
            MotionFact.NeedDescribed => "The customer’s need is described",
            MotionFact.NoOpenConflict => "No conflict is open",
            MotionFact.CreditSettled => "Roles and shares are settled",
            _ => "The deal is won",
        };
}

/// <summary>Contributed by the rooms above: what they know of deals.</summary>
public interface IMotionFacts
{
    /// <summary>The facts that hold, each with what it is known by (<c>DR-1048</c>); a fact that does not hold is absent.</summary>
    Task<IReadOnlyDictionary<OpportunityId, IReadOnlyDictionary<MotionFact, string>>> Of(
        IReadOnlyCollection<OpportunityCard> deals,
        DateTimeOffset now,
        CancellationToken ct
    );
}
