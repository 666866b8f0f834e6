using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Access;

/// <summary>Why somebody's access rests.</summary>
public enum AccessEnd
{
    /// <summary>Taken off the team by hand.</summary>
    Removed,

    /// <summary>Their company's directory says so.</summary>
    Directory,

    /// <summary>They did nothing here for too long.</summary>
    Silence,

    /// <summary>Their mail address does not exist any more.</summary>
    Bounce,

    /// <summary>Their contact was removed in the CRM.</summary>
    Crm,

    /// <summary>Nobody confirmed in time that they still belong to the team.</summary>
    Unconfirmed,
}

/// <summary>Everything that a person had open in a workspace was closed: sessions, links, keys. Rooms above close what they handed out.</summary>
[EventName("access.cut", 1)]
public sealed record AccessCut(PersonId Person, PartnerId? Partner, DateTimeOffset At) : IEvent
{
    public SubjectRef Subject => new("person", Person.Value);
}
