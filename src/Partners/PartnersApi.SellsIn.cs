using Entente.Partners.Model;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners;

// Where partners sell, as far as their territories say.
public sealed partial class PartnersApi
{
    /// <summary>The countries (ISO 3166-1 alpha-2) of each partner's territories; who has none is left out.</summary>
    public async Task<IReadOnlyDictionary<PartnerId, IReadOnlySet<string>>> SellsIn(CancellationToken ct)
    {
        var held = await db.Set<PartnerTerritory>()
            .AsNoTracking()
            .Join(
                db.Set<Territory>(),
                p => new { p.WorkspaceId, Id = p.TerritoryId },
                t => new { t.WorkspaceId, t.Id },
                (p, t) => new { p.PartnerId, t.Countries }
            )
            .ToListAsync(ct);
        return held.GroupBy(h => h.PartnerId)
            .ToDictionary(g => g.Key, g => (IReadOnlySet<string>)g.SelectMany(h => h.Countries).ToHashSet(StringComparer.Ordinal));
    }
}
