using Entente.Onboarding.Aim;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding;

/// <summary>
/// The names that rules of the policy ask for: agreements that a partner accepted, as long as what it accepted is enough. An ended one still counts for
/// those who accepted it: they did.
/// </summary>
internal sealed class AcceptedNames(EntenteDb db, PartnersApi partners, Addressees addressees, Workspaces workspaces, TimeProvider clock)
    : IClaimantRecord
{
    public async Task<IReadOnlyDictionary<PartnerId, ClaimantRecord>?> Of(IReadOnlyCollection<PartnerId> claimants, CancellationToken ct)
    {
        var agreements = await db.Set<Agreement>().AsNoTracking().Where(a => a.Number > 0).ToListAsync(ct);
        if (agreements.Count == 0)
            return null;
        var wanted = claimants.ToList();
        var accepted = await db.Set<AgreementAcceptance>()
            .Where(a => wanted.Contains(a.PartnerId))
            .GroupBy(a => new { a.PartnerId, a.AgreementId })
            .Select(g => new
            {
                g.Key.PartnerId,
                g.Key.AgreementId,
                Number = g.Max(a => a.Number),
            })
            .ToListAsync(ct);
        if (accepted.Count == 0)
            return new Dictionary<PartnerId, ClaimantRecord>();
        var versions = await AgreementVersion.Terms(db, [.. accepted.Select(a => a.AgreementId).Distinct()], ct);
        var cards = await partners.Cards(wanted, ct);
        var who = await addressees.Of(versions.SelectMany(v => v).Select(v => v.For), wanted is [var one] ? one : null, ct);
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(clock.GetUtcNow());
        var byId = agreements.ToDictionary(a => a.Id);
        return accepted
            .Where(a => byId[a.AgreementId].EndedAt is not null || Holds(a.PartnerId, a.AgreementId, a.Number))
            .GroupBy(a => a.PartnerId)
            .ToDictionary(g => g.Key, g => new ClaimantRecord([.. g.Select(a => byId[a.AgreementId].Name).Order(StringComparer.Ordinal)]));

        bool Holds(PartnerId partner, AgreementId agreement, int number) =>
            cards.TryGetValue(partner, out var card) && !Accepting.Of([.. versions[agreement]], who(card), number, today).Shut;
    }
}
