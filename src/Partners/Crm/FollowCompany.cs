using Entente.Crm;
using Entente.Crm.Port;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Crm;

/// <summary>A partner's own company was merged into another one in the CRM: the survivor is its company from then on.</summary>
internal sealed class FollowCompany(EntenteDb db, CrmApi crm) : IHandle<CrmMerged>
{
    public async Task Handle(CrmMerged what, Telling telling, CancellationToken ct)
    {
        if (what.Kind != CrmObject.Account || await crm.MergedAccount(what.Connection, what.OldId, ct) is not { } merged)
            return;
        foreach (var partner in await db.Set<Partner>().Where(p => p.Account == merged.Old).ToListAsync(ct))
            partner.FollowCompany(merged.Survivor);
    }
}
