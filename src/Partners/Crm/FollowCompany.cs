using Entente.Crm;
using Entente.Crm.Port;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Crm;

/// <summary>
/// A partner's own company was merged into another one in the CRM: the survivor is its company from then on. Where that is another partner's already,
/// the two are kept apart: who had the one that is gone has none, and a person is told.
/// </summary>
internal sealed class FollowCompany(EntenteDb db, CrmApi crm, PartnersApi partners) : IHandle<CrmMerged>
{
    public async Task Handle(CrmMerged what, Telling telling, CancellationToken ct)
    {
        if (what.Kind != CrmObject.Account || await crm.MergedAccount(what.Connection, what.OldId, ct) is not { } merged)
            return;
        await db.Lock([PartnerCompanies.Lock], ct);
        if (await db.Set<Partner>().SingleOrDefaultAsync(p => p.Account == merged.Old, ct) is not { } partner)
            return;
        if (await db.Set<Partner>().AnyAsync(p => p.Account == merged.Survivor, ct))
        {
            partner.LoseCompany(merged.Survivor);
            return;
        }
        partner.FollowCompany(merged.Survivor);
        if (await partners.Get(partner.Id, ct) is { } card)
            await partners.Described(partner, card.Tier, ct);
    }
}
