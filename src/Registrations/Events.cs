using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Registrations;

/// <summary>A claim was received; its number is out and the decision clock runs.</summary>
[EventName("registration.submitted")]
public sealed record RegistrationSubmitted(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>The partner has the move; the clock stands still.</summary>
[EventName("registration.info_requested")]
public sealed record RegistrationInfoRequested(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>The partner answered; the clock goes on.</summary>
[EventName("registration.answered")]
public sealed record RegistrationAnswered(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>Accepted and protected.</summary>
[EventName("registration.approved")]
public sealed record RegistrationApproved(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>A final no.</summary>
[EventName("registration.declined")]
public sealed record RegistrationDeclined(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>Not like this; it may be mended and sent again.</summary>
[EventName("registration.rejected")]
public sealed record RegistrationRejected(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>Bound to an open opportunity in the CRM.</summary>
[EventName("registration.converted")]
public sealed record RegistrationConverted(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>Taken back by the partner, or left unanswered too long.</summary>
[EventName("registration.withdrawn")]
public sealed record RegistrationWithdrawn(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>The protection is over: its window ended, or it was released because the first meeting did not come on record.</summary>
[EventName("registration.expired")]
public sealed record RegistrationExpired(RegistrationId Registration, PartnerId Partner, bool Released) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>Somebody of a partner's looks up names rather than claims customers.</summary>
[EventName("registration.probing")]
public sealed record ProbingSeen(PartnerId Partner, Guid Alarm) : IEvent
{
    public SubjectRef Subject => new("probe_alarm", Alarm);
}

/// <summary>In review again: mended and sent again, changed after the approval, raised to a deal, or an appeal was won.</summary>
[EventName("registration.reopened")]
public sealed record RegistrationReopened(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>Changed freely after the approval.</summary>
[EventName("registration.amended")]
public sealed record RegistrationAmended(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>A change of an approved claim was not accepted; the claim stands as it was approved.</summary>
[EventName("registration.change_refused")]
public sealed record RegistrationChangeRefused(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>The partner asks for a longer protection, and somebody decides.</summary>
[EventName("registration.extension_asked")]
public sealed record RegistrationExtensionAsked(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>The protection is longer.</summary>
[EventName("registration.extended")]
public sealed record RegistrationExtended(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>The protection ends sooner: evidence did not come in time.</summary>
[EventName("registration.shortened")]
public sealed record RegistrationShortened(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>The protection is not made longer.</summary>
[EventName("registration.extension_refused")]
public sealed record RegistrationExtensionRefused(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>The customer put it off; first meeting and silence wait for that day.</summary>
[EventName("registration.postponed")]
public sealed record RegistrationPostponed(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>A refusal is appealed against; somebody else answers.</summary>
[EventName("registration.appealed")]
public sealed record RegistrationAppealed(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>The appeal was answered: the decision stands, or is made anew.</summary>
[EventName("registration.appeal_answered")]
public sealed record RegistrationAppealAnswered(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>A partner shows that the customer itself confirms the contact.</summary>
[EventName("registration.challenged")]
public sealed record RegistrationChallenged(RegistrationId Registration, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Registration.Subject;
}

/// <summary>A direct deal was opened on an account that a registration protects; its owner is asked why.</summary>
[EventName("direct_deal.asked")]
public sealed record DirectDealAsked(Guid Opportunity, RegistrationId Registration) : IEvent
{
    public SubjectRef Subject => new(Pipeline.PipelineApi.SubjectKind, Opportunity);
}

/// <summary>The reason is on record.</summary>
[EventName("direct_deal.answered")]
public sealed record DirectDealAnswered(Guid Opportunity, RegistrationId Registration) : IEvent
{
    public SubjectRef Subject => new(Pipeline.PipelineApi.SubjectKind, Opportunity);
}
