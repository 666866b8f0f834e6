using Entente.Crm;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Registrations.Contests;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations;

// The world of many claims at once: the same facts as one by one, loaded in sets.
public sealed partial class ClaimWorld
{
    /// <summary>As <see cref="Facts"/> for each claim, in their order; null where there is no such partner for this actor.</summary>
    internal async Task<IReadOnlyList<ClaimFacts?>> FactsOfMany(
        IReadOnlyList<(PartnerCard Partner, Claim Claim)> claims,
        CancellationToken ct
    )
    {
        if (claims.Count == 0)
            return [];
        var sites = await Sites(ct);
        claims = [.. claims.Select(c => (c.Partner, ByList(c.Claim, sites)))];
        var found = await crm.CandidatesOfMany([.. claims.Select(c => c.Claim)], MostCandidates, ct);
        var candidates = found.Select(f => f.Accounts).ToList();
        var opportunities = await pipeline.OpenOn(
            [.. candidates.SelectMany(KnownCompany.Possible).Select(c => new AccountId(c.AccountId)).Distinct()],
            ct
        );
        var onAccount = opportunities.ToLookup(o => o.Account!.Value.Value);
        var standing = (await crm.StandingOn(opportunities, ct)).ToLookup(s => s.DealCrmId);
        var claimants = await Claimants(claims, ct);
        var keys = claims
            .Select((c, i) => (IReadOnlyList<ClaimKey>)[.. c.Claim.Keys, .. KnownCompany.AlsoKeys(c.Claim, candidates[i])])
            .ToList();
        var rivals = await RivalsOfMany(keys, null, ct);
        var certain = candidates
            .Select(c => (IReadOnlyList<AccountId>)[.. c.Where(a => a.Certain).Select(a => new AccountId(a.AccountId))])
            .ToList();
        var leads = await crm.LeadsOfMany([.. claims.Select((c, i) => (c.Claim, certain[i]))], ct);
        var won = (await Won([.. certain.SelectMany(a => a).Distinct()], ct)).ToLookup(o => o.Account!.Value);
        var places = await PlacesOfMany(claims, only: null, ct);
        var serving = certain.Select(a => Serving.Since(a.Distinct().SelectMany(x => won[x]))).ToList();
        return
        [
            .. claims.Select(
                (c, i) =>
                    new ClaimFacts(
                        c.Claim,
                        Serves(claimants[i], serving[i]),
                        candidates[i],
                        [
                            .. KnownCompany
                                .Possible(candidates[i])
                                .Select(a => a.AccountId)
                                .Distinct()
                                .SelectMany(a => onAccount[a])
                                .OrderBy(o => o.Id.Value)
                                .Select(o =>
                                    Opportunity(o) with
                                    {
                                        Attributed = [.. standing[o.CrmId].Select(s => Crm.CrmSide.Attribution(s, c.Partner))],
                                    }
                                ),
                        ],
                        Serve(RivalsOf(rivals, keys[i]), serving[i])
                    )
                    {
                        NamesUnread = !found[i].NamesRead,
                        Leads = leads[i],
                        Places = places[i],
                    }
            ),
        ];
    }

    /// <summary>
    /// What a claimant may hear of before anybody decides: its own claims, its territory, its standing. Nothing of the vendor's data is
    /// even looked up, so neither the answers nor their time can tell of it.
    /// </summary>
    internal async Task<IReadOnlyList<ClaimFacts>> OwnFactsOfMany(PartnerCard partner, IReadOnlyList<Claim> claims, CancellationToken ct)
    {
        var sites = await Sites(ct);
        claims = [.. claims.Select(c => ByList(c, sites))];
        var asked = claims.Select(c => (partner, c)).ToList();
        var claimants = await Claimants(asked, ct);
        var own = await RivalsOfMany(claims.Select(c => c.Keys), partner.Id, ct);
        var places = await PlacesOfMany(asked, only: partner.Id, ct);
        return
        [
            .. claims.Select(
                (c, i) =>
                    new ClaimFacts(
                        c,
                        claimants[i] with
                        {
                            Named = AccountStanding.Free,
                            NamedBecause = null,
                        },
                        [],
                        [],
                        RivalsOf(own, c.Keys)
                    )
                    {
                        Places = places[i],
                    }
            ),
        ];
    }

    private async Task<ILookup<ClaimKey, RivalFact>> RivalsOfMany(
        IEnumerable<IReadOnlyList<ClaimKey>> keys,
        PartnerId? only,
        CancellationToken ct
    )
    {
        var all = keys.SelectMany(k => k).Distinct().ToList();
        var domains = all.Where(k => k.Kind == ClaimKey.Domain).Select(k => k.Value).ToList();
        var names = all.Where(k => k.Kind == ClaimKey.Name).Select(k => k.Value).ToList();
        // The partner filter is lifted as in Rivals, and for the same reason.
        var standing = Standing(db.Set<Registration>().IgnoreQueryFilters(Lifted).AsNoTracking())
            .Where(r => only == null || r.PartnerId == only);
        var found = await (
            from k in db.Set<RegistrationKey>().IgnoreQueryFilters(Lifted).AsNoTracking()
            join r in standing on new { k.WorkspaceId, Id = k.RegistrationId } equals new { r.WorkspaceId, r.Id }
            where (k.Kind == ClaimKey.Domain && domains.Contains(k.Value)) || (k.Kind == ClaimKey.Name && names.Contains(k.Value))
            orderby r.ClaimedAt
            select new
            {
                k.Kind,
                k.Value,
                r.Id,
            }
        ).ToListAsync(ct);
        var ids = found.Select(f => f.Id).Distinct().ToList();
        var facts = (
            await RivalFacts(db.Set<Registration>().IgnoreQueryFilters(Lifted).Where(r => ids.Contains(r.Id)), null, ct)
        ).ToDictionary(f => f.Id);
        return found.ToLookup(f => new ClaimKey(f.Kind, f.Value), f => facts[f.Id.Value]);
    }

    private static IReadOnlyList<RivalFact> RivalsOf(ILookup<ClaimKey, RivalFact> found, IReadOnlyList<ClaimKey> keys) =>
        [.. keys.SelectMany(k => found[k]).DistinctBy(r => r.Id).OrderBy(r => r.SubmittedAt).Take(MostRivals)];
}
