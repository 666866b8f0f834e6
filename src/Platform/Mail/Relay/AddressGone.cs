using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Platform.Mail.Relay;

/// <summary>An address is no more, says the relay that would deliver there. Rooms above close what was bound to it.</summary>
/// <param name="Why">The relay's words.</param>
[EventName("mail.address_gone", 1)]
public sealed record AddressGone(Guid Mail, PersonId? Person, string Address, string Why, DateTimeOffset At) : IEvent
{
    public SubjectRef Subject => new("mail", Mail);
}
