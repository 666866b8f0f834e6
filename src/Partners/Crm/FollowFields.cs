using Entente.Platform.Outbox;

namespace Entente.Partners.Crm;

/// <summary>A room knows something else of a partner: the partner's own company in the CRM is told.</summary>
internal sealed class FollowFields(PartnersApi partners, PartnerInCrm inCrm) : IHandle<PartnerFieldsChanged>
{
    public async Task Handle(PartnerFieldsChanged what, Telling telling, CancellationToken ct)
    {
        if (await partners.Get(what.Partner, ct) is { } partner)
            await inCrm.Tell(PartnerThere.Of(partner), partner.Account, ct);
    }
}
