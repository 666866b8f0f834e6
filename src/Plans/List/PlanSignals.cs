using Entente.Partners;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.List;

/// <summary>Whether what was agreed in action plans is done in time, on whichever side it lies.</summary>
internal sealed class PlanSignals(EntenteDb db, PlanClock clock) : IPartnerSignals
{
    public async Task<IReadOnlyList<PartnerSignal>> Of(IReadOnlyCollection<PartnerId> partnerIds, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = partnerIds.Distinct().ToArray();
        var today = (await clock.Now(ct)).Calendar.DateAt(now);
        var open = await db.Set<PlanItem>()
            .Where(i =>
                wanted.Contains(i.PartnerId)
                && i.State == ItemState.Open
                && db.Set<ActionPlan>().Any(p => p.Id == i.PlanId && (p.State == PlanState.Shared || p.State == PlanState.Agreed))
            )
            .GroupBy(i => i.PartnerId)
            .Select(g => new
            {
                g.Key,
                Late = g.Count(i => i.DueOn < today),
                Ours = g.Count(i => i.DueOn < today && i.Side == PlanSide.Vendor),
            })
            .ToListAsync(ct);
        return [.. open.Select(o => new PartnerSignal(o.Key, SignalKind.ItemsOverdue, o.Late, Words(o.Late, o.Ours)))];
    }

    private static string Words(int late, int ours)
    {
        if (late == 0)
            return "Nothing is overdue in action plans";
        var whose =
            ours == 0 ? "all theirs"
            : ours == late ? "all ours"
            : $"{Format.Number(ours)} of them ours";
        return $"{Format.Count(late, "item")} of action plans overdue, {whose}";
    }
}
