using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Leads;

/// <summary>Partners, leads and rules as chance has them.</summary>
internal static class Drawn
{
    public static PartnerId Id(int n) => new(new Guid(n, 0, 0, new byte[8]));

    public static readonly Gen<LeadRecord> Records =
        from declined in Gen.Choose(0, 40)
        from lapsed in Gen.Choose(0, 40)
        from pulled in Gen.Choose(0, 40)
        from won in Gen.Choose(0, 40)
        select new LeadRecord(declined, lapsed, pulled, won);

    public static Gen<PartnerFact> Partner(int n) =>
        from type in Gen.Elements(PartnerType.Reseller, PartnerType.Msp)
        from tier in Gen.Elements(Enum.GetValues<PartnerTier>())
        from region in Gen.Elements("", "DACH", "Nordics")
        from status in Gen.Elements(PartnerStatus.Active, PartnerStatus.Active, PartnerStatus.Active, PartnerStatus.Suspended)
        from country in Gen.Elements("DE", "AT", "SE", "")
        from holds in Gen.Choose(0, 4)
        from most in Gen.Elements<int?>(null, 1, 3, 5)
        from paused in Gen.Elements(false, false, false, true)
        from record in Records
        from share in Gen.Elements<int?>(null, 0, 2500, 6000)
        select new PartnerFact(
            Id(n),
            $"Partner {n}",
            type,
            tier,
            region,
            status,
            country.Length == 0 ? new HashSet<string>() : new HashSet<string> { country },
            holds,
            most,
            paused,
            record,
            share
        );

    public static readonly Gen<LeadFact> Lead =
        from country in Gen.Elements("DE", "AT", "SE", "FR")
        from region in Gen.Elements("", "DACH", "Nordics")
        from amount in Gen.Elements<decimal?>(null, 5_000m, 60_000m)
        select new LeadFact(country, region, null, "web", amount);

    public static readonly Gen<LeadRule> Rule =
        from n in Gen.Choose(1, 99)
        from countries in Gen.SubListOf("DE", "AT", "SE")
        from least in Gen.Elements<decimal?>(null, 10_000m)
        from types in Gen.SubListOf(PartnerType.Reseller, PartnerType.Msp)
        from tiers in Gen.SubListOf(Enum.GetValues<PartnerTier>())
        from territory in Gen.Elements(true, false)
        from how in Gen.Elements(Enum.GetValues<LeadSelection>())
        from named in Gen.Choose(1, 8)
        from top in Gen.Choose(2, 4)
        from weight in Gen.Choose(0, 5)
        from shares in Gen.Elements(false, false, true)
        from goes in Gen.Elements(true, true, false)
        select new LeadRule(
            $"rule{n}",
            $"Rule {n}",
            new([.. countries], [], [], [], least, null),
            new([.. types], [.. tiers], [], territory),
            new(how, Id(named), top, new Dictionary<PartnerTier, int> { [PartnerTier.Select] = weight }, shares),
            LeadTimes.Standard,
            goes
        );

    public static readonly Gen<(LeadBook Book, RoutingFacts Facts)> Routed =
        from rules in Gen.ListOf(Rule)
        from hops in Gen.Choose(1, 6)
        from partners in Gen.CollectToList(Enumerable.Range(1, 8), Partner)
        from lead in Lead
        from hop in Gen.Choose(1, 7)
        from had in Gen.SubListOf(Enumerable.Range(1, 8).ToArray())
        from credits in Gen.ListOf(Gen.Choose(-500, 500), 8)
        select (
            new LeadBook([.. rules.Take(4)], hops),
            new RoutingFacts(
                lead,
                hop,
                [.. partners],
                had.Select(Id).ToHashSet(),
                rules
                    .Take(4)
                    .DistinctBy(r => r.Key)
                    .SelectMany(r => credits.Select((c, i) => (Key: (r.Key, Id(i + 1)), Credit: (long)c)))
                    .ToDictionary(c => c.Key, c => c.Credit)
            )
        );
}
