using Entente.Access;
using Entente.Pipeline;
using Entente.Plans.List;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Plans.Show;
using Entente.Plans.Work;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.Portal;

/// <summary>An item that the partner's side has to do soon.</summary>
/// <param name="By">The end of the day on which it is due.</param>
public sealed record OwnDue(string Number, string Plan, string Title, DateOnly Due, DateTimeOffset By, bool Overdue);

/// <summary>A plan for its partner.</summary>
/// <param name="Registration">Their own registration of the deal that it is on.</param>
public sealed record OwnPlan(PlanSheet Sheet, string? Registration);

/// <summary>
/// The plans of the partner who asks: shared ones, by the rows' own filter. A restricted colleague reads the plans in which an item is theirs, and of those
/// that item.
/// </summary>
internal sealed class OwnPlans
{
    /// <summary>So many calendar days ahead an item needs somebody.</summary>
    public const int AheadDays = 7;
    private const int Most = 200;

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly AccessApi access;
    private readonly PipelineApi pipeline;
    private readonly PlanClock clock;

    public OwnPlans(EntenteDb db, Actor actor, AccessApi access, PipelineApi pipeline, PlanClock clock) =>
        (this.db, this.actor, this.access, this.pipeline, this.clock) = (db, actor, access, pipeline, clock);

    /// <summary>Whether whoever looks sees the ticks; whoever only views as somebody sees them too.</summary>
    public bool Answers => PartnerRights.Holds(actor, PartnerRights.Answer);

    /// <summary>Whether they see the way to sign and to agree.</summary>
    public bool Signs => PartnerRights.Holds(actor, PartnerRights.Appeal) && actor is { Person: not null, OwnOnly: false };

    /// <summary>Live ones first, by what is due next.</summary>
    public async Task<IReadOnlyList<PlanRow>> List(CancellationToken ct)
    {
        if (actor.Partner is null)
            return [];
        var day = await clock.Now(ct);
        var plans = await db.Set<ActionPlan>()
            .AsNoTracking()
            .OrderByDescending(p => p.SharedAt)
            .Take(Most)
            .Include(p => p.Items)
            .Include(p => p.Risks)
            .AsSplitQuery()
            .ToListAsync(ct);
        return
        [
            .. plans
                .Select(p => PlanList.Row(p, "", day))
                .OrderBy(r => r.State.IsLive() ? 0 : 1)
                .ThenBy(r => r.Next ?? DateOnly.MaxValue)
                .ThenBy(r => r.Number, StringComparer.Ordinal),
        ];
    }

    public async Task<OwnPlan?> Get(string number, CancellationToken ct)
    {
        if (
            actor.Partner is null
            || await db.Set<ActionPlan>()
                .AsNoTracking()
                .Include(p => p.Items)
                .Include(p => p.Risks)
                .Include(p => p.Targets)
                .AsSplitQuery()
                .SingleOrDefaultAsync(p => p.Number == number, ct)
                is not { } plan
        )
            return null;
        var sheet = await PlanSheet.Of(
            plan,
            access,
            await clock.Now(ct),
            i => Answers && i.State is ItemState.Open or ItemState.Done && i.Side is PlanSide.Partner,
            outside: true,
            ct
        );
        return new(
            // How it opens is about the company as a whole.
            actor.OwnOnly
                ? sheet with
                {
                    JointValue = "",
                    VendorDays = "",
                    PartnerDays = "",
                }
                : sheet,
            // Of a claim that somebody else brought, a restricted colleague does not know the number.
            plan.OpportunityId
                is { } deal
            && !actor.OwnOnly
                ? (await pipeline.Get(deal, ct))?.Partners.FirstOrDefault(p => p.Partner == plan.PartnerId)?.RegistrationNumber
                : null
        );
    }

    /// <summary>Open items of their side that are overdue or due within a week.</summary>
    public async Task<IReadOnlyList<OwnDue>> Due(CancellationToken ct)
    {
        if (actor.Partner is null)
            return [];
        var day = await clock.Now(ct);
        var until = day.Today.AddDays(AheadDays);
        var rows = await db.Set<PlanItem>()
            .AsNoTracking()
            .Where(i => i.State == ItemState.Open && i.Side == PlanSide.Partner && i.DueOn <= until)
            .Join(
                db.Set<ActionPlan>().Where(p => p.State == PlanState.Shared || p.State == PlanState.Agreed),
                i => i.PlanId,
                p => p.Id,
                (i, p) =>
                    new
                    {
                        p.Number,
                        Plan = p.Title,
                        i.Title,
                        i.DueOn,
                        i.Order,
                    }
            )
            .OrderBy(r => r.DueOn)
            .ThenBy(r => r.Order)
            .Take(Most)
            .ToListAsync(ct);
        return
        [
            .. rows.Select(r => new OwnDue(
                r.Number,
                r.Plan,
                r.Title,
                r.DueOn,
                day.Calendar.StartOf(r.DueOn.AddDays(1)),
                r.DueOn < day.Today
            )),
        ];
    }
}
