using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Mail.Relay;
using Entente.Platform.Outbox;

namespace Entente.Partners.Lapse;

/// <summary>
/// SEC-7: the address of a partner's person is no more, says the relay that would deliver there, so they have left. Their access rests; one click brings
/// it back. Staff of the vendor stay: a mail server of one's own that is set up wrongly must not lock everybody out.
/// </summary>
internal sealed class EndBounced(EntenteDb db, AccessApi access) : IHandle<AddressGone>
{
    public async Task Handle(AddressGone what, Telling telling, CancellationToken ct)
    {
        if (await access.Member(what.Address, ct) is not { Active: true, Side: MemberSide.Partner } member)
            return;
        // Brought back since: somebody knows better than a report that was on its way.
        if (member.RestoredAt is { } back && back >= what.At)
            return;
        await access.Suspend(member.Person.Id, ct, AccessEnd.Bounce);
        db.Because($"A mail came back: {what.Why}");
    }
}
