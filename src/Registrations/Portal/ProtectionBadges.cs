using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Portal;

/// <summary>Which deals are protected: shown beside them in the pipeline.</summary>
internal sealed class ProtectionBadges(EntenteDb db) : IProtectionBadges
{
    public async Task<IReadOnlyDictionary<OpportunityId, ProtectionBadge>> Of(
        IReadOnlyCollection<OpportunityId> deals,
        CancellationToken ct
    )
    {
        var wanted = deals.Select(d => (Guid?)d.Value).Distinct().ToArray();
        var found = await db.Set<Registration>()
            .Where(r => wanted.Contains(r.OpportunityId))
            .Where(r => r.Protection == ProtectionState.Conditional || r.Protection == ProtectionState.Active)
            .Select(r => new
            {
                r.OpportunityId,
                r.ProtectedFrom,
                r.ProtectedUntil,
            })
            .ToListAsync(ct);
        return found
            .GroupBy(r => new OpportunityId(r.OpportunityId!.Value))
            .ToDictionary(g => g.Key, g => g.MaxBy(r => r.ProtectedUntil)!)
            .ToDictionary(r => r.Key, r => new ProtectionBadge(r.Value.ProtectedFrom!.Value, r.Value.ProtectedUntil!.Value.AddTicks(-1)));
    }
}
