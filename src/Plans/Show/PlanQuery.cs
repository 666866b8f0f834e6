using Entente.Access;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Plans.Work;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.Show;

/// <summary>A plan as staff read it.</summary>
/// <param name="Deal">What the CRM calls the deal; null: the plan is on the partner, or the reader does not see the deal.</param>
/// <param name="People">Who can do an item, for the form.</param>
public sealed record PlanView(
    ActionPlanId Id,
    PlanSheet Sheet,
    PartnerId Partner,
    string PartnerName,
    OpportunityId? Opportunity,
    string? Deal,
    string Note,
    IReadOnlyList<Option> People
);

/// <summary>One plan for staff.</summary>
public sealed class PlanQuery
{
    private readonly EntenteDb db;
    private readonly AccessApi access;
    private readonly PartnersApi partners;
    private readonly PipelineApi pipeline;
    private readonly PlanClock clock;
    private readonly Actor actor;

    internal PlanQuery(EntenteDb db, AccessApi access, PartnersApi partners, PipelineApi pipeline, PlanClock clock, Actor actor) =>
        (this.db, this.access, this.partners, this.pipeline, this.clock, this.actor) = (db, access, partners, pipeline, clock, actor);

    public async Task<PlanView?> Load(string number, CancellationToken ct)
    {
        if (
            await db.Set<ActionPlan>()
                .AsNoTracking()
                .Include(p => p.Items)
                .Include(p => p.Risks)
                .Include(p => p.Targets)
                .AsSplitQuery()
                .SingleOrDefaultAsync(p => p.Number == number, ct)
            is not { } plan
        )
            return null;
        var name = (await partners.Get(plan.PartnerId, ct))?.Name ?? "A partner";
        return new(
            plan.Id,
            await PlanSheet.Of(plan, access, await clock.Now(ct), i => i.State is ItemState.Open or ItemState.Done, outside: false, ct),
            plan.PartnerId,
            name,
            plan.OpportunityId,
            plan.OpportunityId is { } deal && actor.May(Permissions.ReadPipeline) ? (await pipeline.Get(deal, ct))?.Name : null,
            plan.Note,
            [
                new(PlanForm.WriteBy(PlanSide.Partner, null), $"{name}, nobody named"),
                .. (await PlanPeople.Of(access, plan.PartnerId, PlanSide.Partner, ct)).Select(m => new Option(
                    PlanForm.WriteBy(PlanSide.Partner, m.Person.Id),
                    $"{name}: {m.Person.Name}"
                )),
                new(PlanForm.WriteBy(PlanSide.Vendor, null), "Us, nobody named"),
                .. (await PlanPeople.Of(access, plan.PartnerId, PlanSide.Vendor, ct)).Select(m => new Option(
                    PlanForm.WriteBy(PlanSide.Vendor, m.Person.Id),
                    $"Us: {m.Person.Name}"
                )),
            ]
        );
    }
}
