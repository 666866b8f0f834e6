using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Programs.Model;
using Entente.Programs.Plans;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Overview;

/// <summary>Which partners the overview is narrowed to.</summary>
internal enum TierView
{
    All,
    Deciding,
    Near,
    Falling,
    Grace,
    Held,
}

/// <param name="Falls">It misses its own tier as it stands today.</param>
internal sealed record OverviewRow(
    PartnerId Partner,
    string Name,
    PartnerType Type,
    PartnerTier Tier,
    int Asked,
    int Met,
    bool Near,
    bool Falls,
    DateOnly? GraceUntil,
    bool HasGracePlan,
    DateOnly? HeldUntil,
    PartnerTier? Proposed,
    bool Appeals,
    int WaitingEvidence
)
{
    public bool Waits => Proposed is not null || Appeals || WaitingEvidence > 0;

    public bool Is(TierView view) =>
        view switch
        {
            TierView.Deciding => Waits,
            TierView.Near => Near,
            TierView.Falling => Falls,
            TierView.Grace => GraceUntil is not null,
            TierView.Held => HeldUntil is not null,
            _ => true,
        };
}

/// <summary>Where everybody is, from the cards as they were last measured.</summary>
internal sealed class OverviewQuery(EntenteDb db, PlanShelf shelf, Workspaces workspaces, TimeProvider clock)
{
    public async Task<IReadOnlyList<OverviewRow>> Load(CancellationToken ct)
    {
        var plans = await shelf.InForce(ct);
        var types = plans.Keys.ToArray();
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(clock.GetUtcNow());
        var rows = await (
            from card in db.Set<TierCard>().AsNoTracking()
            join partner in db.Set<PartnersCard>()
                on new { card.WorkspaceId, card.PartnerId } equals new { partner.WorkspaceId, partner.PartnerId }
            where types.Contains(partner.Type)
            orderby partner.Tier descending, partner.Name
            select new
            {
                card.PartnerId,
                partner.Name,
                partner.Type,
                partner.Tier,
                card.Asked,
                card.Met,
                card.NearNext,
                card.Misses,
            }
        ).ToListAsync(ct);
        var courses = await db.Set<TierCourse>()
            .AsNoTracking()
            .Where(c => c.Grace != null || c.HeldUntil > today)
            .ToDictionaryAsync(c => c.PartnerId, ct);
        var proposed = await db.Set<TierProposal>()
            .Where(p => p.State == ProposalState.Open)
            .ToDictionaryAsync(p => p.PartnerId, p => (PartnerTier?)p.To, ct);
        var appeals = (await db.Set<TierAppeal>().Where(a => a.AnsweredAt == null).Select(a => a.PartnerId).ToListAsync(ct)).ToHashSet();
        var evidence = await db.Set<TierEvidence>()
            .Where(e => e.State == EvidenceState.Waiting)
            .GroupBy(e => e.PartnerId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return
        [
            .. rows.Select(r =>
            {
                var course = courses.GetValueOrDefault(r.PartnerId);
                return new OverviewRow(
                    r.PartnerId,
                    r.Name,
                    r.Type,
                    r.Tier,
                    r.Asked,
                    r.Met,
                    r.NearNext,
                    r.Misses,
                    course?.GraceQuarter?.Last,
                    course?.Plan is not null,
                    course?.IsHeld(today) is true ? course.HeldUntil : null,
                    proposed.GetValueOrDefault(r.PartnerId),
                    appeals.Contains(r.PartnerId),
                    evidence.GetValueOrDefault(r.PartnerId)
                );
            }),
        ];
    }
}
