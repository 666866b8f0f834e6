using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>A partner is onboarded: its running deals in the CRM say since when.</summary>
internal sealed class TellOnboarded(EntenteDb db, PartnersApi partners, CrmSide crm) : IHandle<PartnerOnboarded>
{
    public async Task Handle(PartnerOnboarded what, Telling telling, CancellationToken ct)
    {
        if ((await partners.Get(what.Partner, ct))?.OnboardedOn is not { } on)
            return;
        var running = await db.Set<Registration>()
            .Where(r => r.PartnerId == what.Partner && r.State == RegistrationState.Converted)
            .Select(r => r.Id)
            .ToListAsync(ct);
        foreach (var id in running)
            await crm.Request(id, ct, (EntenteFields.OnboardedOn, Canonical.Date(on)));
    }
}
