using Entente.Access;
using Entente.Partners;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.List;

/// <summary>What is overdue in action plans that both sides read, on whichever side it lies.</summary>
internal sealed class PlanAgenda(EntenteDb db, PlanClock clock) : IAgendaPoints
{
    public async Task<IReadOnlyList<AgendaPoint>> Of(IReadOnlyCollection<PartnerId> partnerIds, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = partnerIds.Distinct().ToArray();
        var today = (await clock.Now(ct)).Calendar.DateAt(now);
        var late = await db.Set<PlanItem>()
            .Where(i => wanted.Contains(i.PartnerId) && i.Out && i.State == ItemState.Open && i.DueOn < today)
            .Join(
                db.Set<ActionPlan>().Where(p => p.State == PlanState.Shared || p.State == PlanState.Agreed),
                i => new { i.WorkspaceId, Id = i.PlanId },
                p => new { p.WorkspaceId, p.Id },
                (i, p) =>
                    new
                    {
                        i.PartnerId,
                        i.Title,
                        i.Side,
                        i.DueOn,
                        p.Number,
                    }
            )
            .ToListAsync(ct);
        return
        [
            .. late.Select(i => new AgendaPoint(
                i.PartnerId,
                AgendaTopic.Overdue,
                new(PartnersApi.SubjectKind, i.PartnerId.Value),
                i.Title,
                $"{i.Number}, {(i.Side is PlanSide.Vendor ? "the vendor’s" : "the partner’s")}, due {Format.DateInFull(i.DueOn)}",
                Permissions.ReadPartners
            )
            {
                Day = i.DueOn,
                Path = $"plans/{i.Number}",
                PartnerPath = $"portal/plans/{i.Number}",
            }),
        ];
    }
}
