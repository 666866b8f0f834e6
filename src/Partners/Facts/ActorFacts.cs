using Entente.Access.Rules;
using Entente.Access.Safelist;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Facts;

/// <summary>Tells the safelist what it may distinguish by. The enum names are the stable ones that rules are written with.</summary>
internal sealed class ActorFacts(EntenteDb db) : IActorFacts
{
    public async ValueTask<PartnerFacts?> Of(PartnerId partner, CancellationToken ct)
    {
        var card = await db.Set<PartnersCard>()
            .Where(c => c.PartnerId == partner)
            .Select(c => new
            {
                c.Name,
                c.Type,
                c.Tier,
                c.Region,
            })
            .SingleOrDefaultAsync(ct);
        return card is null
            ? null
            : new(card.Type.ToString(), card.Tier.ToString(), card.Region.Length == 0 ? null : card.Region) { Name = card.Name };
    }

    // Who sees what is being found out here: whoever asks may be anybody.
    public async ValueTask<IReadOnlyList<ScopedPartner>> All(CancellationToken ct) =>
        [
            .. (
                await db.Set<PartnersCard>()
                    .IgnoreQueryFilters([Fences.Scope])
                    .Select(c => new
                    {
                        c.PartnerId,
                        c.Type,
                        c.Tier,
                        c.Region,
                        c.Manager,
                    })
                    .ToListAsync(ct)
            ).Select(c => new ScopedPartner(c.PartnerId, c.Type.ToString(), c.Tier.ToString(), c.Region, c.Manager)),
        ];

    public async ValueTask<SafelistSegments> Segments(CancellationToken ct)
    {
        var cards = await db.Set<PartnersCard>()
            .GroupBy(c => new
            {
                c.Type,
                c.Tier,
                c.Region,
            })
            .Select(g => new { g.Key, Partners = g.Count() })
            .ToListAsync(ct);
        return new(
            [
                .. Enum.GetValues<PartnerType>()
                    .Select(t => new SafelistSegment(t.ToString(), t.Words(), cards.Where(c => c.Key.Type == t).Sum(c => c.Partners))),
            ],
            [
                .. Enum.GetValues<PartnerTier>()
                    .Select(t => new SafelistSegment(t.ToString(), t.Words(), cards.Where(c => c.Key.Tier == t).Sum(c => c.Partners))),
            ],
            [
                .. cards
                    .Where(c => c.Key.Region.Length > 0)
                    .GroupBy(c => c.Key.Region, StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new SafelistSegment(g.Key, g.Key, g.Sum(c => c.Partners))),
            ]
        );
    }
}
