using Entente.Pipeline;
using Entente.Plans.Model;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.Work;

/// <summary>A deal was merged into another one in the CRM: its plans are that one's.</summary>
internal sealed class FollowDeals(EntenteDb db) : IHandle<OpportunityMerged>
{
    public async Task Handle(OpportunityMerged what, Telling telling, CancellationToken ct)
    {
        // Locked before they are loaded: somebody may be at work on one of them.
        var ids = await db.Set<ActionPlan>().Where(p => p.OpportunityId == what.Opportunity).Select(p => p.Id).ToListAsync(ct);
        await db.Lock(ids.Select(PlanDesk.Key), ct);
        foreach (var plan in await db.Set<ActionPlan>().Where(p => p.OpportunityId == what.Opportunity).ToListAsync(ct))
            plan.Follow(what.Into);
    }
}
