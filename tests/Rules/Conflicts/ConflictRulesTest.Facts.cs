using Entente.Conflicts.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Conflicts;

// Companies, claims and deals of every sort.
public sealed partial class ConflictRulesTest
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 6).Select(i => new Guid(i, 0, 0, new byte[8]))];

    private static Gen<DateTimeOffset> Moments => Gen.Choose(-2000, 2000).Select(h => Tuesday.AddHours(h));

    private static Gen<DateTimeOffset?> Maybe => Gen.OneOf(Gen.Constant((DateTimeOffset?)null), Moments.Select(m => (DateTimeOffset?)m));

    private static Gen<Party> Contenders =>
        from registered in Maybe
        from incumbent in Maybe
        from qualified in Maybe
        from tier in Gen.Choose(0, 3)
        select new Party("", new PartnerId(Ids[0]), "", null, null, null, registered, incumbent, qualified, tier == 0 ? null : tier);

    private static Gen<ClaimFact> Claims =>
        from id in Gen.Choose(0, int.MaxValue)
        from partner in Gen.Elements(Ids)
        from motion in Gen.Elements("reseller", "services")
        from tier in Gen.Choose(1, 3)
        from undecided in Gen.Elements(true, false)
        from at in Moments
        from until in Moments
        from offer in Offers
        from lapsed in Gen.Elements(true, false)
        select new ClaimFact(
            new Guid(id, 1, 0, new byte[8]),
            $"DR-{id}",
            new(partner),
            $"Partner {partner:N}",
            motion,
            tier,
            undecided,
            !undecided,
            at,
            at,
            undecided ? null : at,
            undecided ? null : until,
            null
        )
        {
            Offer = offer,
            Lapsed = lapsed,
        };

    private static Gen<OfferFact> Offers =>
        from amount in Gen.Elements(0L, 40_000_00, 40_200_00, 90_000_00)
        from closes in Gen.Choose(0, 60)
        from asked in Gen.Elements<int?>(null, 500, 1_000, 2_500)
        from granted in Gen.Elements<int?>(null, 1_000, 1_500)
        from held in Maybe
        select new OfferFact(amount == 0 ? null : new Money(amount, "EUR"), Terms.Today.AddDays(closes), asked, granted, held);

    private static Gen<DealFact> Deals =>
        from id in Gen.Choose(0, int.MaxValue)
        from partners in Gen.Elements(Ids).ListOf(2)
        from direct in Gen.Elements(true, false)
        from created in Moments
        from changed in Moments
        from closes in Gen.Choose(0, 200)
        from named in Gen.Elements("Alpha", "Beta").ListOf(1)
        select new DealFact(
            new Guid(id, 2, 0, new byte[8]),
            $"Deal {id}",
            "Tess",
            direct ? [] : [.. partners.Distinct().Select(p => new DealPartnerFact(new(p), $"Partner {p:N}", 1, "reseller"))],
            direct ? [.. named] : [],
            created,
            changed,
            Terms.Today.AddDays(closes)
        );

    private static Gen<CompanyFacts> Companies =>
        from claims in Claims.ListOf(3)
        from deals in Deals.ListOf(3)
        from since in Moments
        from serving in Gen.Elements(Ids)
        from ended in Claims.ListOf(2)
        from reason in Gen.Elements(Enum.GetValues<ComplaintReason>())
        let held = deals.DistinctBy(d => d.Id).ToList()
        select new CompanyFacts(
            "Aldermere Foods",
            [.. claims.DistinctBy(c => c.Id)],
            held,
            [.. Ids.Take(2).Select(i => new AccountFact(i, $"Account {i:N}", null, true))],
            [new IncumbentFact(new(serving), $"Partner {serving:N}", 2, since)],
            [.. held.Take(1).Select(d => new OwnerChangeFact(d.Id, "7", "8", "Priya"))]
        )
        {
            Ended = [.. ended.DistinctBy(c => c.Id)],
            Complaints =
            [
                .. claims
                    .Take(1)
                    .Concat(ended.Take(1))
                    .DistinctBy(c => c.Id)
                    .Select((c, i) => new ComplaintFact(Ids[i], $"FC-{i}", reason, c)),
            ],
        };
}
