using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>A partner stands at another tier: its running deals in the CRM say so.</summary>
internal sealed class TellTier(EntenteDb db, PartnersApi partners, CrmSide crm) : IHandle<PartnerTierChanged>
{
    public async Task Handle(PartnerTierChanged what, Telling telling, CancellationToken ct)
    {
        if (await partners.Get(what.Partner, ct) is not { } partner)
            return;
        var running = await db.Set<Registration>()
            .Where(r => r.PartnerId == what.Partner && r.State == RegistrationState.Converted)
            .Select(r => r.Id)
            .ToListAsync(ct);
        // As it stands now: of two changes in a row both say the last.
        foreach (var id in running)
            await crm.Request(id, ct, (EntenteFields.Tier, partner.Tier.Words()));
    }
}
