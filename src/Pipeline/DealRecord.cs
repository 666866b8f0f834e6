using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Platform.Values;

namespace Entente.Pipeline;

/// <summary>A deal as the CRM holds it now, in neutral words.</summary>
/// <param name="CrmId">The CRM's id.</param>
/// <param name="Account">The company it is with; null when there is none, or the mirror does not hold it yet.</param>
/// <param name="AccountCrmId">The company's id in the CRM, so that it is found once the mirror holds it.</param>
/// <param name="ModifiedAt">The CRM's own change stamp, UTC: an older record never overwrites a newer one.</param>
/// <param name="Deleted">In the recycle bin, or merged away; the other fields may be empty.</param>
/// <param name="MergedInto">For a deleted deal: the CRM's id of the survivor it was merged into.</param>
public sealed record DealRecord(
    string CrmId,
    string Name,
    AccountId? Account,
    DealStage Stage,
    Money? Amount,
    DateOnly? CloseDate,
    DealOwner? Owner,
    string? NextStep,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    string Url = "",
    string? AccountCrmId = null,
    bool Deleted = false,
    string? MergedInto = null
);

/// <summary>The stage a deal stands in.</summary>
/// <param name="Number">From 1 among the open stages; 0 when not known or closed.</param>
/// <param name="Of">How many open stages the pipeline has; 0 when not known.</param>
public sealed record DealStage(string Id, string Label, int Number, int Of, Percent Probability, OpportunityState State)
{
    /// <summary>What it means in Entente's own words, whatever the CRM calls it: what a forecast is ordered by.</summary>
    public EntenteStage Means { get; init; }

    /// <summary>What a partner reads, where that is not the CRM's own label: the vendor has said what the stage means.</summary>
    public string? Outward { get; init; }
}
