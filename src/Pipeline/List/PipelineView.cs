using Entente.Crm;
using Entente.Pipeline.Rules.Motions;
using Entente.Platform.Values;

namespace Entente.Pipeline.List;

/// <summary>One page of the pipeline, and the totals of everything the filters leave.</summary>
/// <param name="Motions">Deals by motion before the filter of motions, largest first.</param>
public sealed record PipelineView(
    IReadOnlyList<PipelineRow> Rows,
    PipelineTotal Total,
    IReadOnlyList<PipelineTotal> Motions,
    PipelineSide Partners,
    PipelineSide Direct,
    int PastCloseDate,
    IReadOnlyList<string> Stages,
    IReadOnlyList<DealOwner> Owners,
    IReadOnlyList<PartnerChoice> PartnerChoices
);

/// <summary>Deals and what they are worth, one amount per currency, the largest first.</summary>
public sealed record PipelineTotal(string Motion, int Deals, IReadOnlyList<Money> Worth, IReadOnlyList<Money> Weighted);

/// <summary>One side of the open pipeline, whatever is filtered.</summary>
public sealed record PipelineSide(int Deals, IReadOnlyList<Money> Worth);

public sealed record PartnerChoice(PartnerId Id, string Name);

/// <param name="Motion">Of the first-linked partner; empty when not known or direct.</param>
public sealed record PipelineRow(
    OpportunityId Id,
    string Name,
    PartnerId? Partner,
    string? PartnerName,
    string Motion,
    string? RegistrationNumber,
    StageCard Stage,
    OpportunityState State,
    Money? Amount,
    DateOnly? CloseDate,
    string? Owner,
    string? NextStep,
    DateTimeOffset ChangedAt,
    string Url,
    ProtectionBadge? Protection
)
{
    /// <summary>The deal's id in the CRM of a connection.</summary>
    public required (CrmConnectionId Connection, string CrmId) InCrm { get; init; }

    /// <summary>Where it stands in its motion; null: it has none, or is lost.</summary>
    public Standing? Standing { get; init; }

    /// <summary>The stage note is older than a week.</summary>
    public bool NoteStale { get; init; }
}
