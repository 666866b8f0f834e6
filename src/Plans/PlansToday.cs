using Entente.Access;
using Entente.Partners;
using Entente.Plans.Model;
using Entente.Plans.Portal;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans;

/// <summary>On Today: items of plans that are the reader's and due within a week or overdue, and what partners propose for plans that they began or whose partner is theirs.</summary>
internal sealed class PlansToday(EntenteDb db, Actor actor, PlanClock clock, PartnersApi partners, AccessApi access, Workspaces workspaces)
    : ITodayItem
{
    private const int Most = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPartners) || actor.Person is not { } me)
            return null;
        var day = await clock.Now(ct);
        var until = day.Today.AddDays(OwnPlans.AheadDays);
        // Items without a name are the partner manager's, and so are those of somebody who has left.
        var here = (await access.Staff(ct)).Select(m => m.Person.Id).ToArray();
        var waiting = db.Set<PlanItem>()
            .AsNoTracking()
            .Join(
                db.Set<ActionPlan>().Where(p => p.State == PlanState.Shared || p.State == PlanState.Agreed),
                i => i.PlanId,
                p => p.Id,
                (i, p) => new { Item = i, Plan = p }
            )
            .Where(r =>
                (
                    r.Item.State == ItemState.Open
                    && r.Item.Side == PlanSide.Vendor
                    && r.Item.DueOn <= until
                    && (
                        r.Item.OwnerId == me
                        || (
                            (r.Item.OwnerId == null || !here.Contains(r.Item.OwnerId.Value))
                            && db.Set<PartnersCard>().Any(c => c.PartnerId == r.Plan.PartnerId && c.Manager == me)
                        )
                    )
                )
                || (
                    r.Item.State == ItemState.Proposed
                    && (r.Plan.CreatedBy == me || db.Set<PartnersCard>().Any(c => c.PartnerId == r.Plan.PartnerId && c.Manager == me))
                )
            );
        var rows = await waiting
            .OrderBy(r => r.Item.State == ItemState.Proposed ? 1 : 0)
            .ThenBy(r => r.Item.DueOn)
            .ThenBy(r => r.Item.Id)
            .Take(Most)
            .ToListAsync(ct);
        if (rows.Count == 0)
            return null;
        var total = await waiting.Total(rows.Count, 1, Most, ct);
        var names = await partners.Cards([.. rows.Select(r => r.Plan.PartnerId).Distinct()], ct);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            "plans",
            "Your items in action plans",
            TodayPlace.Card,
            total,
            [
                .. rows.Select(r => new TodayRow(r.Item.Title, $"/w/{slug}/plans/{r.Plan.Number}")
                {
                    Sub = $"{r.Plan.Number} · {names.GetValueOrDefault(r.Plan.PartnerId)?.Name ?? "A partner"}",
                    Badge =
                        r.Item.State is ItemState.Proposed ? new("Proposed", Tone.Info)
                        : r.Item.DueOn < day.Today ? new("Overdue", Tone.Bad)
                        : new(Format.Date(r.Item.DueOn, day.Today), Tone.Neutral),
                    Action = "Open",
                }),
            ]
        )
        {
            AllHref = $"/w/{slug}/plans?mine=true",
            What = "Item",
        };
    }
}
