using Entente.Partners.Model;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners;

// Since when a partner is one that something is expected of.
public sealed partial class PartnersApi
{
    /// <summary>
    /// Of partners that are active or at risk: since when they have been, as far as Entente saw it. Who was active long before it was entered here is so
    /// since that moment. The others are left out.
    /// </summary>
    public async Task<IReadOnlyDictionary<PartnerId, DateTimeOffset>> ActiveSince(
        IReadOnlyCollection<PartnerId> partners,
        CancellationToken ct
    )
    {
        var wanted = partners.Distinct().ToArray();
        var entered = await db.Set<Partner>()
            .Where(p => wanted.Contains(p.PartnerId) && (p.Status == PartnerStatus.Active || p.Status == PartnerStatus.AtRisk))
            .Select(p => new { p.PartnerId, p.CreatedAt })
            .ToListAsync(ct);
        // At risk and back is no beginning.
        var begun = await db.Set<StatusChange>()
            .Where(s => wanted.Contains(s.PartnerId) && s.To == PartnerStatus.Active && s.From != PartnerStatus.AtRisk)
            .GroupBy(s => s.PartnerId)
            .Select(g => new { g.Key, At = g.Max(s => s.At) })
            .ToDictionaryAsync(g => g.Key, g => g.At, ct);
        return entered.ToDictionary(
            p => p.PartnerId,
            p => begun.TryGetValue(p.PartnerId, out var at) && at > p.CreatedAt ? at : p.CreatedAt
        );
    }
}
