using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Conflicts;

/// <summary>Something was seen that may become a conflict; the case stands at risk.</summary>
[EventName("conflict.opened")]
public sealed record ConflictOpened(ConflictId Conflict) : IEvent
{
    public SubjectRef Subject => Conflict.Subject;
}

/// <summary>Another signal of an open conflict.</summary>
[EventName("conflict.signal_added")]
public sealed record ConflictSignalAdded(ConflictId Conflict) : IEvent
{
    public SubjectRef Subject => Conflict.Subject;
}

/// <summary>Somebody has taken it up: it is active.</summary>
[EventName("conflict.acknowledged")]
public sealed record ConflictAcknowledged(ConflictId Conflict) : IEvent
{
    public SubjectRef Subject => Conflict.Subject;
}

/// <summary>There is a plan.</summary>
[EventName("conflict.planned")]
public sealed record ConflictPlanned(ConflictId Conflict) : IEvent
{
    public SubjectRef Subject => Conflict.Subject;
}

/// <summary>Decided by somebody, or fallen away.</summary>
[EventName("conflict.resolved")]
public sealed record ConflictResolved(ConflictId Conflict, bool Decided) : IEvent
{
    public SubjectRef Subject => Conflict.Subject;
}

/// <summary>A party appeals against the decision.</summary>
[EventName("conflict.appealed")]
public sealed record ConflictAppealed(ConflictId Conflict, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Conflict.Subject;
}

/// <summary>The appeal was answered: the decision stands, or the conflict is active again.</summary>
[EventName("conflict.appeal_answered")]
public sealed record ConflictAppealAnswered(ConflictId Conflict, PartnerId Partner, bool Overturned) : IEvent
{
    public SubjectRef Subject => Conflict.Subject;
}

/// <summary>A partner says that something is not fair.</summary>
[EventName("complaint.made")]
public sealed record ComplaintMade(ComplaintId Complaint, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Complaint.Subject;
}

/// <summary>Its complaint was answered: it was right, or not.</summary>
[EventName("complaint.answered")]
public sealed record ComplaintAnswered(ComplaintId Complaint, PartnerId Partner, bool Upheld) : IEvent
{
    public SubjectRef Subject => Complaint.Subject;
}
