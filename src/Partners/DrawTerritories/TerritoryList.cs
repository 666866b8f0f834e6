using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.DrawTerritories;

/// <summary>A territory on its page.</summary>
/// <param name="Countries">English names, sorted.</param>
/// <param name="Partners">How many are bound to it.</param>
public sealed record TerritoryRow(Guid Id, int Version, string Name, IReadOnlyList<string> Countries, int Partners);

/// <summary>Reads the vendor's territories.</summary>
public sealed class TerritoryList(EntenteDb db)
{
    public async Task<IReadOnlyList<TerritoryRow>> All(CancellationToken ct)
    {
        var bound = (
            await db.Set<PartnerTerritory>().GroupBy(t => t.TerritoryId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct)
        ).ToDictionary(g => g.Key, g => g.Count);
        var all = await db.Set<Territory>().AsNoTracking().OrderBy(t => t.Name).ToListAsync(ct);
        return
        [
            .. all.Select(t => new TerritoryRow(
                t.Id.Value,
                t.Version,
                t.Name,
                [.. t.Countries.Select(Countries.Name).Order(StringComparer.Ordinal)],
                bound.GetValueOrDefault(t.Id)
            )),
        ];
    }
}
