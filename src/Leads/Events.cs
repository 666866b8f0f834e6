using Entente.Leads.Rules;
using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Leads;

/// <summary>A lead came in.</summary>
[EventName("lead.taken")]
public sealed record LeadTaken(LeadId Lead) : IEvent
{
    public SubjectRef Subject => Lead.Subject;
}

/// <summary>A partner was offered it; several at once each have one of these.</summary>
[EventName("lead.offered")]
public sealed record LeadOffered(LeadId Lead, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Lead.Subject;
}

/// <summary>A partner has it.</summary>
[EventName("lead.accepted")]
public sealed record LeadAccepted(LeadId Lead, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Lead.Subject;
}

/// <summary>A partner said no, or gave it back.</summary>
[EventName("lead.declined")]
public sealed record LeadDeclined(LeadId Lead, PartnerId Partner, DeclineReason Reason) : IEvent
{
    public SubjectRef Subject => Lead.Subject;
}

/// <summary>A partner did not answer in time.</summary>
[EventName("lead.lapsed")]
public sealed record LeadLapsed(LeadId Lead, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Lead.Subject;
}

/// <summary>A partner had it and said nothing in time.</summary>
[EventName("lead.pulled_back")]
public sealed record LeadPulledBack(LeadId Lead, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Lead.Subject;
}

/// <summary>Whoever works on it says how it goes.</summary>
[EventName("lead.reported")]
public sealed record LeadReported(LeadId Lead, LeadProgress Progress) : IEvent
{
    public SubjectRef Subject => Lead.Subject;
}

/// <summary>The vendor's own people work on it.</summary>
[EventName("lead.in_house")]
public sealed record LeadInHouse(LeadId Lead) : IEvent
{
    public SubjectRef Subject => Lead.Subject;
}

/// <summary>It ended.</summary>
[EventName("lead.closed")]
public sealed record LeadClosed(LeadId Lead, LeadEnd End) : IEvent
{
    public SubjectRef Subject => Lead.Subject;
}
