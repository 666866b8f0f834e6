using Entente.Partners;
using Entente.Pipeline;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Plans.List;

/// <summary>What of the plans is asked for; stands in the address.</summary>
/// <param name="Health">Of live plans; null: any.</param>
/// <param name="Mine">Begun by whoever looks, or with an item of theirs.</param>
/// <param name="Ended">Those that are over instead of live ones.</param>
public sealed record PlanFilter(PartnerId? Partner, PlanHealth? Health, bool Mine, bool Ended, int Page)
{
    public OpportunityId? Opportunity { get; init; }
}

/// <param name="Next">When the next open item is due.</param>
public sealed record PlanRow(
    string Number,
    string Title,
    PartnerId Partner,
    string PartnerName,
    PlanState State,
    PlanStanding Standing,
    DateOnly? Next
);

public sealed record PlanListView(IReadOnlyList<PlanRow> Rows, int Total);

/// <summary>The plans that staff see.</summary>
internal sealed class PlanList
{
    public const int PageSize = 50;

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly PartnersApi partners;
    private readonly PlanClock clock;

    public PlanList(EntenteDb db, Actor actor, PartnersApi partners, PlanClock clock) =>
        (this.db, this.actor, this.partners, this.clock) = (db, actor, partners, clock);

    /// <summary>Whether there is any plan at all.</summary>
    public Task<bool> Any(CancellationToken ct) => db.Set<ActionPlan>().AnyAsync(ct);

    public async Task<PlanListView> Load(PlanFilter filter, CancellationToken ct)
    {
        var day = await clock.Now(ct);
        var (today, late, me) = (day.Today, day.LastLate, actor.Person);
        var asked = db.Set<ActionPlan>()
            .AsNoTracking()
            .Where(p => (p.State == PlanState.Done || p.State == PlanState.Dropped) == filter.Ended);
        if (filter.Partner is { } partner)
            asked = asked.Where(p => p.PartnerId == partner);
        if (filter.Opportunity is { } deal)
            asked = asked.Where(p => p.OpportunityId == deal);
        if (filter.Mine)
            asked = asked.Where(p => p.CreatedBy == me || p.Items.Any(i => i.OwnerId == me && i.State == ItemState.Open));
        // The same questions as PlanStanding asks, where the rows are.
        if (filter.Health is PlanHealth.Late)
            asked = asked.Where(p => p.Items.Any(i => i.State == ItemState.Open && i.DueOn <= late));
        else if (filter.Health is { } health)
            asked = asked
                .Where(p => !p.Items.Any(i => i.State == ItemState.Open && i.DueOn <= late))
                .Where(p =>
                    (
                        p.Items.Any(i => i.State == ItemState.Open && i.DueOn < today)
                        || p.Risks.Any(r => r.Open && r.Severity == RiskSeverity.High)
                    ) == (health == PlanHealth.AtRisk)
                );
        var plans = await asked
            .OrderBy(p => p.Items.Where(i => i.State == ItemState.Open).Min(i => (DateOnly?)i.DueOn) ?? DateOnly.MaxValue)
            .ThenBy(p => p.Id)
            .Skip(PageSize * Math.Max(0, filter.Page - 1))
            .Take(PageSize)
            .Include(p => p.Items)
            .Include(p => p.Risks)
            .AsSplitQuery()
            .ToListAsync(ct);
        var total = await asked.Total(plans.Count, filter.Page, PageSize, ct);
        var names = await partners.Cards([.. plans.Select(p => p.PartnerId).Distinct()], ct);
        return new([.. plans.Select(p => Row(p, names.GetValueOrDefault(p.PartnerId)?.Name ?? "A partner", day))], total);
    }

    internal static PlanRow Row(ActionPlan plan, string partner, PlanDay day) =>
        new(
            plan.Number,
            plan.Title,
            plan.PartnerId,
            partner,
            plan.State,
            PlanStanding.At([.. plan.Items.Select(i => i.Fact)], [.. plan.Risks.Select(r => r.Fact)], day.Today, day.Calendar),
            plan.State.IsLive() ? plan.Items.Where(i => i.State is ItemState.Open).Min(i => (DateOnly?)i.DueOn) : null
        );
}
