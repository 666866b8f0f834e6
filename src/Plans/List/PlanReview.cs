using Entente.Access;
using Entente.Partners;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.List;

/// <summary>A partner's quarter in action plans that it can read: what was done, what is late, and the targets that both signed.</summary>
internal sealed class PlanReview(EntenteDb db) : IReviewPart
{
    public async Task<ReviewPart?> Of(ReviewAsked asked, CancellationToken ct)
    {
        var (partner, from, to, today) = (asked.Partner, asked.Before.Begins, asked.Ends, asked.Today);
        var items = await db.Set<PlanItem>()
            .Where(i => i.PartnerId == partner && i.Out)
            .Where(i => (i.State == ItemState.Done && i.DoneAt >= from && i.DoneAt < to) || (i.State == ItemState.Open && i.DueOn < today))
            .Join(
                db.Set<ActionPlan>(),
                i => new { i.WorkspaceId, Id = i.PlanId },
                p => new { p.WorkspaceId, p.Id },
                (i, p) =>
                    new
                    {
                        i.Title,
                        i.Side,
                        i.State,
                        i.DueOn,
                        i.DoneAt,
                        Live = p.State == PlanState.Shared || p.State == PlanState.Agreed,
                        Plan = p.Number,
                    }
            )
            .ToListAsync(ct);
        var running = await db.Set<ActionPlan>()
            .CountAsync(p => p.PartnerId == partner && (p.State == PlanState.Shared || p.State == PlanState.Agreed), ct);
        var targets = await db.Set<PlanTarget>()
            .Where(t => t.PartnerId == partner && t.VendorAt != null && t.PartnerAt != null)
            .Where(t => db.Set<ActionPlan>().Any(p => p.Id == t.PlanId && (p.State == PlanState.Shared || p.State == PlanState.Agreed)))
            .OrderBy(t => t.Id)
            .Select(t => new ReviewAim(t.Words, t.Amount, t.Unit))
            .ToListAsync(ct);
        if (items.Count == 0 && running == 0)
            return null;
        var late = items.FindAll(i => i.State is ItemState.Open && i.Live);
        return new("plans", 70, "Action plans", [Permissions.ReadPartners])
        {
            Figures =
            [
                new("Running plans", ReviewValue.Count(running)),
                new(
                    "Items done",
                    ReviewValue.Count(items.Count(i => i.State is ItemState.Done && asked.Holds(i.DoneAt))),
                    ReviewValue.Count(items.Count(i => i.State is ItemState.Done && asked.Before.Holds(i.DoneAt)))
                )
                {
                    MoreIsGood = true,
                },
                new("Overdue, the partner’s", ReviewValue.Count(late.Count(i => i.Side is PlanSide.Partner))) { MoreIsGood = false },
                new("Overdue, the vendor’s", ReviewValue.Count(late.Count(i => i.Side is PlanSide.Vendor))) { MoreIsGood = false },
            ],
            Tables =
            [
                new(
                    "Overdue",
                    [new("Item"), new("Whose"), new("Due"), new("Plan")],
                    [
                        .. late.OrderBy(i => i.DueOn)
                            .ThenBy(i => i.Title, StringComparer.Ordinal)
                            .Take(MostRows)
                            .Select(i => new ReviewRow([
                                ReviewValue.Words(i.Title),
                                ReviewValue.Words(i.Side is PlanSide.Vendor ? "The vendor’s" : "The partner’s"),
                                ReviewValue.Day(i.DueOn),
                                ReviewValue.Words(i.Plan),
                            ])),
                    ],
                    Math.Max(0, late.Count - MostRows)
                ),
            ],
            Aims = targets,
        };
    }

    private const int MostRows = 15;
}
