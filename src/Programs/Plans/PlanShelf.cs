using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Programs.Model;
using Entente.Programs.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Plans;

/// <param name="Number">1, 2, …</param>
public sealed record PublishedPlan(TierPlan Plan, int Number, DateTimeOffset At);

/// <param name="Seen">The draft's version, which a form carries.</param>
/// <param name="BasedOn">The version that it was begun from; 0: none.</param>
public sealed record DraftedPlan(TierPlan Plan, int Seen, int BasedOn, DateTimeOffset ChangedAt);

/// <param name="By">Who published it; null: Entente.</param>
public sealed record PlanEntry(int Number, DateTimeOffset At, string? By, string Note, IReadOnlyList<PlanChange> Changes);

/// <summary>The tier plans of the workspace.</summary>
public sealed class PlanShelf(EntenteDb db, AccessApi access)
{
    private IReadOnlyDictionary<PartnerType, PublishedPlan>? known;

    /// <summary>Those in force, by type; read once for a request.</summary>
    public async Task<IReadOnlyDictionary<PartnerType, PublishedPlan>> InForce(CancellationToken ct) =>
        known ??= (
            await db.Set<TierPlanVersion>()
                .AsNoTracking()
                .Where(v => v.Number == db.Set<TierPlanVersion>().Where(w => w.Type == v.Type).Max(w => w.Number))
                .ToListAsync(ct)
        ).ToDictionary(v => v.Type, v => new PublishedPlan(v.Read(), v.Number, v.PublishedAt));

    public async Task<PublishedPlan?> Of(PartnerType type, CancellationToken ct) => (await InForce(ct)).GetValueOrDefault(type);

    public async Task<DraftedPlan?> Draft(PartnerType type, CancellationToken ct) =>
        await db.Set<TierPlanDraft>().AsNoTracking().SingleOrDefaultAsync(d => d.Type == type, ct) is { } draft
            ? new(draft.Read(), draft.Version, draft.BasedOn, draft.ChangedAt)
            : null;

    /// <summary>Types that somebody prepares a plan for.</summary>
    public async Task<IReadOnlyList<PartnerType>> Drafted(CancellationToken ct) =>
        await db.Set<TierPlanDraft>().Select(d => d.Type).ToListAsync(ct);

    /// <summary>Every version, the newest first, with what it changed in sentences.</summary>
    public async Task<IReadOnlyList<PlanEntry>> History(PartnerType type, CancellationToken ct)
    {
        var rows = await db.Set<TierPlanVersion>().AsNoTracking().Where(v => v.Type == type).OrderBy(v => v.Number).ToListAsync(ct);
        var people = await access.People([.. rows.Select(r => r.By).OfType<Platform.Values.PersonId>().Distinct()], ct);
        var entries = new List<PlanEntry>();
        TierPlan? before = null;
        foreach (var row in rows)
        {
            var plan = row.Read();
            var by = row.By is { } person ? people.GetValueOrDefault(person)?.Name : null;
            entries.Insert(0, new(row.Number, row.PublishedAt, by, row.Note, PlanWords.Between(before, plan)));
            before = plan;
        }
        return entries;
    }

    internal void Forget() => known = null;
}
