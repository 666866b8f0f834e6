using Entente.Access;
using Entente.Partners;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.List;

/// <summary>Before a partner ends: the action plans with it that live.</summary>
internal sealed class LeavingPlans(EntenteDb db, Actor actor, Workspaces workspaces) : ILeavingCheck
{
    public async Task<LeavingLine> Of(PartnerId partner, CancellationToken ct)
    {
        // As PlanStates.IsLive says, where the rows are.
        var live = db.Set<ActionPlan>()
            .AsNoTracking()
            .Where(p => p.PartnerId == partner && p.State != PlanState.Done && p.State != PlanState.Dropped);
        var reads = actor.May(Permissions.ReadPartners);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        var named = reads
            ? await live.OrderBy(p => p.CreatedAt)
                .ThenBy(p => p.Id)
                .Take(LeavingLine.MostItems)
                .Select(p => new
                {
                    p.Number,
                    p.Title,
                    p.State,
                })
                .ToListAsync(ct)
            : [];
        return new(
            30,
            "action plan",
            "action plans",
            await live.CountAsync(ct),
            [.. named.Select(p => new LeavingItem($"{p.Number} · {p.Title}", $"/w/{slug}/plans/{p.Number}", p.State.Words()))],
            "They stay open until somebody finishes or drops them.",
            reads ? $"/w/{slug}/plans?partner={partner.Short()}" : null
        );
    }
}
