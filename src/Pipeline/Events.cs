using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Pipeline;

/// <summary>The deal moved to another stage, by the CRM. Told also for the move that wins or loses it.</summary>
[EventName("opportunity.stage_changed")]
public sealed record OpportunityStageChanged(OpportunityId Opportunity, string FromStage, string ToStage) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>Another rep owns the deal, by the CRM. Not told when it had no owner before.</summary>
/// <param name="From">The CRM's id of the former owner.</param>
[EventName("opportunity.owner_changed")]
public sealed record OpportunityOwnerChanged(OpportunityId Opportunity, string From, string To) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>The deal was won. Not told for deals that were already won when they were first seen, but for those a partner has a part in.</summary>
[EventName("deal.won")]
public sealed record DealWon(OpportunityId Opportunity) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>The deal was lost.</summary>
[EventName("deal.lost")]
public sealed record DealLost(OpportunityId Opportunity) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>The deal was deleted in the CRM. It may come back: then <see cref="DealBack"/> is told.</summary>
[EventName("deal.gone")]
public sealed record DealGone(OpportunityId Opportunity) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>A deleted deal came back from the CRM's recycle bin.</summary>
[EventName("deal.back")]
public sealed record DealBack(OpportunityId Opportunity) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>What counts of a closed deal was mended in the CRM: its amount, the day it closed, or that it is open again.</summary>
[EventName("opportunity.closed_changed")]
public sealed record OpportunityClosedChanged(OpportunityId Opportunity) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>The deal was merged into another one in the CRM, which now stands for both; partners' parts have gone over to it.</summary>
[EventName("opportunity.merged")]
public sealed record OpportunityMerged(OpportunityId Opportunity, OpportunityId Into) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>A partner was given a part in a deal.</summary>
[EventName("opportunity.partner_linked")]
public sealed record OpportunityPartnerLinked(OpportunityId Opportunity, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>Roles and shares on an opportunity were settled, or one partner and the vendor agreed on theirs.</summary>
[EventName("opportunity.shares_settled")]
public sealed record SharesSettled(OpportunityId Opportunity) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>The credit of a closed opportunity was corrected by two people.</summary>
[EventName("opportunity.credit_corrected")]
public sealed record CreditCorrected(OpportunityId Opportunity) : IEvent
{
    public SubjectRef Subject => new(PipelineApi.SubjectKind, Opportunity.Value);
}

/// <summary>Deals are credited by another rule from now on.</summary>
/// <param name="Motion">Empty: of every motion that has no rule of its own.</param>
[EventName("credit_rule.published")]
public sealed record CreditRulePublished(Guid Rule, string Motion) : IEvent
{
    public SubjectRef Subject => new("credit_rule", Rule);
}
