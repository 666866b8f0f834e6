using Entente.Partners;
using Entente.Partners.Rules;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations;

// Who claims: what Partners knows of them, and what higher rooms have on record.
public sealed partial class ClaimWorld
{
    private async Task<ClaimantFacts> Claimant(PartnerCard partner, Claim claim, CancellationToken ct)
    {
        var ruling = await partners.Territory(partner.Id, claim.Country, claim.Domain, claim.Company, ct);
        var known = (await certified.Of([partner.Id], ct))?[partner.Id];
        return Claimant(partner, ruling) with
        {
            Agreements = (await Agreements([partner.Id], ct))?[partner.Id],
            Certifications = known?.Names,
            Specialists = known?.People,
        };
    }

    // Null: nobody records agreements, so what a rule asks for is unknown, not missing.
    private async Task<IReadOnlyDictionary<PartnerId, IReadOnlyList<string>>?> Agreements(
        IReadOnlyCollection<PartnerId> claimants,
        CancellationToken ct
    )
    {
        Dictionary<PartnerId, IReadOnlyList<string>>? known = null;
        foreach (var record in records)
            if (await record.Of(claimants, ct) is { } found)
            {
                known ??= claimants.Distinct().ToDictionary(c => c, _ => (IReadOnlyList<string>)[]);
                foreach (var claimant in known.Keys.ToList())
                    known[claimant] = [.. known[claimant], .. found.GetValueOrDefault(claimant, ClaimantRecord.Nothing).Agreements];
            }
        return known;
    }

    private static ClaimantFacts Claimant(PartnerCard partner, TerritoryRuling ruling) =>
        new(
            partner.Id,
            partner.Name,
            partner.Tier.Words(),
            (int)partner.Tier + 1,
            partner.MayRegister,
            partner.Status.Words().ToLowerInvariant(),
            ruling.Allowed,
            ruling.Territory switch
            {
                TerritoryVerdict.Outside => false,
                TerritoryVerdict.CountryUnknown => null,
                _ => true,
            },
            ruling.Account,
            ruling.Reason
        )
        {
            Type = partner.Type,
            Programs = partner.Programs,
            Region = partner.Region is { Length: > 0 } region ? region : null,
        };

    private async Task<IReadOnlyList<ClaimantFacts>> Claimants(
        IReadOnlyList<(PartnerCard Partner, Claim Claim)> claims,
        CancellationToken ct
    )
    {
        var rulings = await partners.TerritoryOfMany(
            [.. claims.Select(c => new TerritoryQuery(c.Partner.Id, c.Claim.Country, c.Claim.Domain, c.Claim.Company))],
            ct
        );
        List<PartnerId> who = [.. claims.Select(c => c.Partner.Id).Distinct()];
        var agreements = who.Count == 0 ? null : await Agreements(who, ct);
        var known = who.Count == 0 ? null : await certified.Of(who, ct);
        return
        [
            .. claims.Select(
                (c, i) =>
                    Claimant(c.Partner, rulings[i]) with
                    {
                        Agreements = agreements?[c.Partner.Id],
                        Certifications = known?[c.Partner.Id].Names,
                        Specialists = known?[c.Partner.Id].People,
                    }
            ),
        ];
    }
}
