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
                c.Type,
                c.Tier,
                c.Region,
            })
            .SingleOrDefaultAsync(ct);
        return card is null ? null : new(card.Type.ToString(), card.Tier.ToString(), card.Region.Length == 0 ? null : card.Region);
    }
}
