using Entente.Crm;
using Entente.Crm.Port;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Apply;

/// <summary>
/// A company was merged into another one: its deals are the survivor's. The CRM moves them as well, but HubSpot without touching the
/// deals' stamps, so nobody would tell.
/// </summary>
internal sealed class FollowAccount(EntenteDb db, CrmApi crm) : IHandle<CrmMerged>
{
    public async Task Handle(CrmMerged what, Telling telling, CancellationToken ct)
    {
        if (what.Kind != CrmObject.Account || await crm.AccountByCrmId(what.Connection, what.Survivor, ct) is not { } survivor)
            return;
        var moved = await db.Set<Opportunity>()
            .Where(o => o.ConnectionId == what.Connection && o.AccountCrmId == what.OldId)
            .ToListAsync(ct);
        foreach (var opportunity in moved)
            opportunity.FollowAccount(survivor, what.Survivor);
    }
}
