using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>
/// A partner is called something else: the deals in the CRM that carry its name say so, the won ones too, as they stay attributed to it. Notes
/// and mails keep the name that was true when they were written.
/// </summary>
internal sealed class TellName(EntenteDb db, PartnersApi partners, CrmSide crm) : IHandle<PartnerRenamed>
{
    public async Task Handle(PartnerRenamed what, Telling telling, CancellationToken ct)
    {
        if (await partners.Get(what.Partner, ct) is not { } partner)
            return;
        var named = await db.Set<Registration>()
            .Where(r => r.PartnerId == what.Partner && r.CrmDealId != null)
            .Where(r => r.State == RegistrationState.Converted || r.State == RegistrationState.Won)
            .Select(r => r.Id)
            .ToListAsync(ct);
        // As it stands now: of two changes in a row both say the last.
        foreach (var id in named)
            await crm.Request(id, ct, (EntenteFields.Partner, partner.Name));
    }
}
