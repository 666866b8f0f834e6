using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Platform.Values;

namespace Entente.Pipeline;

/// <summary>What other modules may know of an opportunity. Not for outsiders as it is: project it through the safelist.</summary>
/// <param name="CrmId">The deal's id in the CRM of <paramref name="Connection"/>.</param>
/// <param name="Account">The company it is with; null when the CRM names none that is mirrored.</param>
/// <param name="Amount">Null when the CRM has none.</param>
/// <param name="CloseDate">When the rep expects it to close, or when it did.</param>
/// <param name="ChangedAt">The CRM's own stamp of the last change.</param>
/// <param name="ClosedAt">When it was seen to be won or lost; null while open.</param>
/// <param name="Url">Opens the deal in the CRM; empty until its first record has come in.</param>
/// <param name="Partners">Who has a part in it; the first to be linked comes first. For a partner's actor only its own part.</param>
public sealed record OpportunityCard(
    OpportunityId Id,
    CrmConnectionId Connection,
    string CrmId,
    string Name,
    AccountId? Account,
    StageCard Stage,
    OpportunityState State,
    Money? Amount,
    DateOnly? CloseDate,
    DealOwner? Owner,
    string? NextStep,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? ClosedAt,
    string Url,
    IReadOnlyList<OpportunityPart> Partners
)
{
    /// <summary>Deleted in the CRM, or merged into another deal; it may come back. Kept, because partners' parts and reports point here.</summary>
    public bool Gone { get; init; }

    /// <summary>When the next step was last another one.</summary>
    public DateTimeOffset? NextStepAt { get; init; }

    /// <summary>The partner first linked; null for a direct deal.</summary>
    public PartnerId? Partner => Partners.Count > 0 ? Partners[0].Partner : null;

    /// <summary>How the first-linked partner and the vendor sell it together: <c>reseller</c> …; null when not known.</summary>
    public string? Motion => Partners.Count > 0 && Partners[0].Motion.Length > 0 ? Partners[0].Motion : null;

    /// <summary>No partner has a part in it.</summary>
    public bool IsDirect => Partners.Count == 0;
}

/// <summary>A stage of the CRM's pipeline as the deal stands in it.</summary>
/// <param name="Number">Which one it is of the open stages, from 1; 0 when the CRM's order is not known.</param>
/// <param name="Of">How many open stages the pipeline has; 0 when not known.</param>
/// <param name="Since">When the deal was first seen in it.</param>
public sealed record StageCard(string Id, string Label, int Number, int Of, Percent Probability, DateTimeOffset Since)
{
    /// <summary>What it means in Entente's own words, by the connection's mapping.</summary>
    public EntenteStage Means { get; init; }

    /// <summary>What a partner reads: Entente's word where the vendor has mapped the stage, else the CRM's label.</summary>
    public string Outward { get; init; } = Label;
}

/// <summary>The rep in the CRM. The name is the person's, where the owner is somebody here.</summary>
public sealed record DealOwner(string CrmId, string Name)
{
    /// <summary>Who it is among the staff, by the connection's mapping of owners or the owner's address; null: nobody.</summary>
    public PersonId? Person { get; init; }
}

/// <summary>A partner's part in an opportunity, and the registration it comes from.</summary>
/// <param name="Registration">The registration's id; its subject is <c>registration</c>.</param>
/// <param name="RegistrationNumber"><c>DR-1048</c>.</param>
/// <param name="Motion">How they sell together: <c>reseller</c>, <c>referral</c> …; empty when not known.</param>
public sealed record OpportunityPart(
    PartnerId Partner,
    DealRole Role,
    Guid? Registration,
    string? RegistrationNumber,
    string Motion,
    DateTimeOffset LinkedAt
);
