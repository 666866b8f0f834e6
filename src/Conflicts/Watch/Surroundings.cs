using Entente.Conflicts.Rules;
using Entente.Crm;
using Entente.Crm.Verdicts;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Programs.Certificates;
using Entente.Registrations;
using Entente.Registrations.Contests;

namespace Entente.Conflicts.Watch;

/// <summary>One company, and by what its case is found.</summary>
internal sealed record Company(IReadOnlyList<string> Keys, CompanyFacts Facts);

/// <summary>
/// Loads what stands around some claims and deals, many at once: the claims on the same companies, the CRM's accounts of these companies, the
/// open deals with them, who serves them. Works for staff and for Entente itself; a partner's actor would see its own alone.
/// </summary>
internal sealed partial class Surroundings(
    EntenteDb db,
    ClaimContests contests,
    PipelineApi pipeline,
    CrmApi crm,
    PartnersApi partners,
    CertifiedPeople certified,
    CompanyVerdicts verdicts
)
{
    public async Task<IReadOnlyList<Company>> Of(
        IReadOnlyCollection<RegistrationId> claims,
        IReadOnlyCollection<OpportunityCard> deals,
        IReadOnlyCollection<OwnerChangeFact> changes,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var seeds = await contests.These(claims, ct);
        var alike = await contests.Alike(seeds, ct);
        var others = await contests.These([.. alike.SelectMany(a => new[] { a.One, a.Other })], ct);
        var touched = await crm.Accounts([.. deals.Select(d => d.Account).OfType<AccountId>().Distinct()], ct);
        var keys = seeds
            .Concat(others)
            .SelectMany(c => c.Keys)
            .Concat(touched.SelectMany(a => ClaimContests.KeysOf(a.Name, a.Domain)))
            .ToHashSet(StringComparer.Ordinal);
        var on = await contests.On(keys, ct);
        var standing = on.Where(c => c.Stands).ToList();
        keys.UnionWith(standing.SelectMany(c => c.Keys));
        var accounts = (await crm.AccountsWith(Values(keys, "domain:"), Values(keys, "name:"), ct))
            .Concat(touched.Where(a => !a.Deleted))
            .DistinctBy(a => a.Id)
            .ToList();
        var open = accounts.Count == 0 ? [] : await pipeline.OpenOn([.. accounts.Select(a => a.Id)], ct);
        var won =
            open.Count + standing.Count == 0 || accounts.Count == 0
                ? []
                : await pipeline.WonOn([.. accounts.Select(a => a.Id)], now.AddYears(-Serving.Years), ct);
        var waiting = await Complaints([.. on, .. seeds], ct);
        var ended = Ended([.. on, .. seeds], waiting, now);
        var known = await Partners([.. standing, .. ended], open, won, ct);
        var specialists = (await certified.Of([.. known.Keys], ct))?.ToDictionary(c => c.Key, c => c.Value.People);
        var named = await Named(open, ct);
        var said = await Said([.. standing, .. ended], accounts, ct);
        return
        [
            .. Groups(standing, accounts, said, alike)
                .Select(g => new Company(
                    [.. g.Keys.Order(StringComparer.Ordinal)],
                    Facts(
                        g,
                        [.. open.Where(o => g.Accounts.Exists(a => a.Id == o.Account))],
                        [.. won.Where(o => g.Accounts.Exists(a => a.Id == o.Account))],
                        known,
                        named,
                        changes
                    ) with
                    {
                        Specialists = specialists,
                        Ended = [.. ended.Where(c => Concerns(g, c, said)).Select(c => Claim(c, known.GetValueOrDefault(c.Partner)))],
                        Complaints =
                        [
                            .. waiting
                                .Where(w => g.Claims.Exists(c => c.Id == w.About.Id) || Concerns(g, w.About, said))
                                .Select(w => new ComplaintFact(
                                    w.Complaint.Id.Value,
                                    w.Complaint.Number,
                                    w.Complaint.Reason,
                                    Claim(w.About, known.GetValueOrDefault(w.About.Partner))
                                )),
                        ],
                    }
                )),
        ];
    }

    private async Task<IReadOnlyDictionary<PartnerId, PartnerCard>> Partners(
        IReadOnlyList<ContestedClaim> claims,
        IReadOnlyList<OpportunityCard> open,
        IReadOnlyList<OpportunityCard> won,
        CancellationToken ct
    ) =>
        await partners.Cards(
            [.. claims.Select(c => c.Partner).Concat(open.Concat(won).SelectMany(o => o.Partners).Select(p => p.Partner)).Distinct()],
            ct
        );

    // Whom the CRM itself names on deals that have no partner here.
    private async Task<ILookup<string, string>> Named(IReadOnlyList<OpportunityCard> open, CancellationToken ct)
    {
        var found = new List<ExistingPartner>();
        foreach (var connection in open.Where(o => o.IsDirect).GroupBy(o => o.Connection))
            found.AddRange(await crm.ExistingPartners(connection.Key, [.. connection.Select(o => o.CrmId)], ct));
        // A label may also say that a company is the customer.
        var customers = open.Select(o => (o.CrmId, o.Account)).ToHashSet();
        return found
            .Where(f => f.Account is null || !customers.Contains((f.DealCrmId, f.Account)))
            .ToLookup(f => f.DealCrmId, f => f.Name ?? "a company without a name");
    }

    private static CompanyFacts Facts(
        Group group,
        IReadOnlyList<OpportunityCard> open,
        IReadOnlyList<OpportunityCard> won,
        IReadOnlyDictionary<PartnerId, PartnerCard> known,
        ILookup<string, string> named,
        IReadOnlyCollection<OwnerChangeFact> changes
    ) =>
        new(
            group.Claims.OrderBy(c => c.ClaimedAt).ThenBy(c => c.Id.Value).FirstOrDefault()?.Company
                ?? group.Accounts.OrderBy(a => a.Id.Value).First().Name,
            [.. group.Claims.Select(c => Claim(c, known.GetValueOrDefault(c.Partner)))],
            [.. open.Select(o => Deal(o, known, named))],
            [.. group.Accounts.Select(a => new AccountFact(a.Id.Value, a.Name, a.Domain, open.Any(o => o.Account == a.Id)))],
            [
                .. Serving
                    .Since(won)
                    .Where(s => known.ContainsKey(s.Key))
                    .Select(s => new IncumbentFact(s.Key, known[s.Key].Name, (int)known[s.Key].Tier + 1, s.Value)),
            ],
            [.. changes.Where(c => open.Any(o => o.Id.Value == c.Deal))]
        );

    private static ClaimFact Claim(ContestedClaim c, PartnerCard? partner) =>
        new(
            c.Id.Value,
            c.Number,
            c.Partner,
            partner?.Name ?? "A partner",
            Motion(partner),
            (int)(partner?.Tier ?? PartnerTier.Registered) + 1,
            c.Undecided,
            c.Protects,
            c.ClaimedAt,
            c.QualifiedAt,
            c.ProtectedFrom,
            c.ProtectedUntil,
            c.Opportunity
        )
        {
            Offer = new(c.Amount, c.CloseDate, c.DiscountAsked, c.BandTo, c.PricesUntil),
            Lapsed = c.Lapsed,
        };

    private static DealFact Deal(OpportunityCard o, IReadOnlyDictionary<PartnerId, PartnerCard> known, ILookup<string, string> named) =>
        new(
            o.Id.Value,
            o.Name,
            o.Owner?.Name,
            [
                .. o.Partners.Select(p => new DealPartnerFact(
                    p.Partner,
                    known.GetValueOrDefault(p.Partner)?.Name ?? "A partner",
                    (int)(known.GetValueOrDefault(p.Partner)?.Tier ?? PartnerTier.Registered) + 1,
                    Motion(known.GetValueOrDefault(p.Partner))
                )),
            ],
            [.. named[o.CrmId].Distinct()],
            o.CreatedAt,
            o.ChangedAt,
            o.CloseDate
        )
        {
            Amount = o.Amount,
        };

    private static string Motion(PartnerCard? partner) => partner?.Type.Motion().ToString().ToLowerInvariant() ?? "";

    private async Task<KnownPairs> Said(IReadOnlyList<ContestedClaim> claims, IReadOnlyList<AccountCard> accounts, CancellationToken ct) =>
        claims.Count == 0 || accounts.Count == 0
            ? KnownPairs.None
            : (await verdicts.Around([.. claims.Select(c => c.Mark), .. accounts.Select(a => CompanyMark.Of(a.Id))], ct)).Pairs;

    // What shares a key, or is very likely the same by all that is said of it, is one company: claims by theirs, accounts by their name and domain. Claims among each other whatever anybody said; an account
    // that a person kept apart from all of them stands by itself, without the keys that it shares with them.
    private static List<Group> Groups(
        IReadOnlyList<ContestedClaim> claims,
        IReadOnlyList<AccountCard> accounts,
        KnownPairs said,
        IReadOnlyList<AlikeClaims> alike
    )
    {
        var groups = new List<Group>();
        foreach (var claim in claims)
            Join(groups, [.. claim.Keys]).Claims.Add(claim);
        foreach (var pair in alike)
            if (claims.Where(c => c.Id == pair.One || c.Id == pair.Other).ToList() is [var one, var other])
                Join(groups, [.. one.Keys, .. other.Keys]);
        foreach (var account in accounts)
        {
            string[] keys = [.. ClaimContests.KeysOf(account.Name, account.Domain), $"account:{account.Id.Value:N}"];
            var apart = groups
                .FindAll(g => g.Claims.Count > 0 && g.Claims.TrueForAll(c => said.Of(c.Mark, CompanyMark.Of(account.Id)) is false))
                .SelectMany(g => g.Keys);
            Join(groups, [.. keys.Except(apart)]).Accounts.Add(account);
        }
        return groups;
    }

    private static Group Join(List<Group> groups, IReadOnlyList<string> keys)
    {
        var same = groups.FindAll(g => g.Keys.Overlaps(keys));
        var group = same.FirstOrDefault() ?? new Group();
        if (same.Count == 0)
            groups.Add(group);
        foreach (var other in same.Skip(1))
        {
            group.Keys.UnionWith(other.Keys);
            group.Claims.AddRange(other.Claims);
            group.Accounts.AddRange(other.Accounts);
            groups.Remove(other);
        }
        group.Keys.UnionWith(keys);
        return group;
    }

    private static string[] Values(IEnumerable<string> keys, string kind) =>
        [.. keys.Where(k => k.StartsWith(kind, StringComparison.Ordinal)).Select(k => k[kind.Length..])];

    private sealed class Group
    {
        public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);
        public List<ContestedClaim> Claims { get; } = [];
        public List<AccountCard> Accounts { get; } = [];
    }
}
