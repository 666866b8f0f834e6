using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners;

/// <summary>One placement of the past.</summary>
/// <param name="By">Null: Entente, by the plan.</param>
public sealed record TierPlacement(PartnerId Partner, PartnerTier From, PartnerTier To, string Reason, PersonId? By, DateTimeOffset At);

// The tier is this room's fact: who decides on it stages it here.
public sealed partial class PartnersApi
{
    /// <summary>
    /// Stages a placement in the default program with everything that follows from it: history, event, the tier in the CRM. The caller saves.
    /// </summary>
    /// <param name="from">The tier that was decided on: a placement made meanwhile is not overruled.</param>
    public async Task<Result> Place(
        PartnerId partner,
        PartnerTier from,
        PartnerTier to,
        string reason,
        PersonId? by,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var program = db.Set<Program>().Where(p => p.IsDefault).Select(p => p.Id);
        var enrollment = await db.Set<Enrollment>().SingleOrDefaultAsync(e => e.PartnerId == partner && program.Contains(e.ProgramId), ct);
        if (enrollment is null)
            return Refusals.NoPartner;
        if (enrollment.Tier == to)
            return Refusals.SameTier(to);
        if (enrollment.Tier != from)
            return Refusals.Stale;
        db.Add(enrollment.Place(to, reason, by, now));
        await Described(await db.Set<Partner>().SingleAsync(p => p.PartnerId == partner, ct), to, ct);
        return Result.Done;
    }

    /// <summary>Placements in the default program, the newest first; of all partners with null.</summary>
    public async Task<IReadOnlyList<TierPlacement>> Placements(PartnerId? partner, CancellationToken ct)
    {
        var program = db.Set<Program>().Where(p => p.IsDefault).Select(p => p.Id);
        return await db.Set<TierChange>()
            .AsNoTracking()
            .Where(t => program.Contains(t.ProgramId) && (partner == null || t.PartnerId == partner))
            .OrderByDescending(t => t.At)
            .Select(t => new TierPlacement(t.PartnerId, t.From, t.To, t.Reason, t.By, t.At))
            .ToListAsync(ct);
    }
}
