using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Pipeline;

/// <summary>The deal moved to another stage, by the CRM. Told also for the move that wins or loses it.</summary>
[EventName("opportunity.stage_changed")]
public sealed record OpportunityStageChanged(OpportunityId Opportunity, string FromStage, string ToStage) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>The deal was won. Not told for deals that were already won when they were first seen, but for those a partner has a part in.</summary>
[EventName("deal.won")]
public sealed record DealWon(OpportunityId Opportunity) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>The deal was lost, or deleted in the CRM while open.</summary>
[EventName("deal.lost")]
public sealed record DealLost(OpportunityId Opportunity) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>A partner was given a part in a deal.</summary>
[EventName("opportunity.partner_linked")]
public sealed record OpportunityPartnerLinked(OpportunityId Opportunity, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}
