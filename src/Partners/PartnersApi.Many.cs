using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners;

/// <summary>Who asks where it may claim what; see <see cref="PartnersApi.Territory"/>.</summary>
public sealed record TerritoryQuery(PartnerId Partner, string? Country, string? Domain, string CompanyName);

// Of many claims at once: the same answers as one by one, in three questions.
public sealed partial class PartnersApi
{
    /// <summary>As <see cref="Territory"/> for each, in their order.</summary>
    public async Task<IReadOnlyList<TerritoryRuling>> TerritoryOfMany(IReadOnlyList<TerritoryQuery> asked, CancellationToken ct)
    {
        var all = (
            await db.Set<Territory>()
                .AsNoTracking()
                .OrderBy(t => t.Name)
                .Select(t => new
                {
                    t.Id,
                    t.Name,
                    t.Countries,
                })
                .ToListAsync(ct)
        ).ConvertAll(t => (t.Id, Fact: new TerritoryFact(t.Name, t.Countries.ToHashSet())));
        var partners = asked.Select(a => a.Partner).Distinct().ToList();
        var held = (
            await db.Set<PartnerTerritory>()
                .AsNoTracking()
                .Where(t => partners.Contains(t.PartnerId))
                .Select(t => new { t.PartnerId, t.TerritoryId })
                .ToListAsync(ct)
        ).ToLookup(t => t.PartnerId, t => t.TerritoryId);
        var own = partners.ToDictionary(
            p => p,
            p => (IReadOnlyList<TerritoryFact>)[.. all.Where(t => held[p].Contains(t.Id)).Select(t => t.Fact)]
        );
        List<(string Key, string Host)> keys =
        [
            .. asked.Select(a => (Platform.Matching.CompanyName.Of(a.CompanyName).Key, Domain.OfCompany(a.Domain)?.Value ?? "")),
        ];
        var names = keys.Select(k => k.Key).Where(k => k.Length > 0).Distinct().ToList();
        var hosts = keys.Select(k => k.Host).Where(h => h.Length > 0).Distinct().ToList();
        var listed = await db.Set<NamedAccount>()
            .AsNoTracking()
            .Where(n => names.Contains(n.NameKey) || hosts.Contains(n.Domain))
            .Select(n => new
            {
                n.Id,
                n.NameKey,
                n.Domain,
                Fact = new NamedAccountFact(n.Kind, n.Holder, n.Reason),
            })
            .ToListAsync(ct);
        var byName = listed.ToLookup(n => n.NameKey);
        var byHost = listed.ToLookup(n => n.Domain);
        IReadOnlyList<TerritoryFact> territories = all.ConvertAll(t => t.Fact);
        return
        [
            .. asked.Select(
                (a, i) =>
                    Territories.Judge(
                        new(
                            a.Partner,
                            Countries.Code(a.Country),
                            own[a.Partner],
                            territories,
                            [
                                .. (keys[i].Key.Length > 0 ? byName[keys[i].Key] : [])
                                    .Concat(keys[i].Host.Length > 0 ? byHost[keys[i].Host] : [])
                                    .DistinctBy(n => n.Id)
                                    .Select(n => n.Fact),
                            ]
                        )
                    )
            ),
        ];
    }
}
