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
