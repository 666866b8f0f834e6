using Entente.Conflicts.Rules;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Entente.Registrations.Rules;
using Entente.Rules.Registrations;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Conflicts;

/// <summary>What the review of a claim says of who leads is what the case of the conflict says, on the same facts.</summary>
public sealed class OneLadderTest
{
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = DateOnly.FromDateTime(Tuesday.UtcDateTime);

    [Fact]
    public void The_review_of_each_claim_and_the_ladder_of_the_case_name_the_same_leader() =>
        Prop.ForAll(
                Companies.ToArbitrary(),
                company =>
                {
                    var ruled = company.Case();
                    var best = ruled.Steps[^1].Left;
                    return company.Claims.All(c =>
                    {
                        var ruling = company.Review(c);
                        if (ruling is null)
                            return company.Claims.Count == 1 && company.Deals.Count == 0;
                        var key = Party.OfClaim(c.Id);
                        return (ruling.Leader == ruling.First) == (ruled.Leader == key)
                            && (ruling.Leader is null) == (best.Count > 1 && best.Contains(key))
                            && (ruled.Leader is null || ruling.Leader?.Name == company.Name(ruled.Leader));
                    });
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_claim_falls_in_its_review_by_the_rule_by_which_it_falls_in_the_case() =>
        Prop.ForAll(
                Companies.ToArbitrary(),
                company =>
                {
                    var ruled = company.Case();
                    return company.Claims.All(c =>
                        company.Review(c) is not { Leader: { } leader } ruling
                        || (
                            leader == ruling.First
                                ? ruling.DecidedBy!.Rule == ruled.DecidedBy!.Rule
                                : ruling.DecidedBy!.Rule == ruled.Steps.First(s => !s.Left.Contains(Party.OfClaim(c.Id))).Rule
                        )
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_lead_is_qualified_by_its_first_meeting_and_every_other_kind_by_its_claim()
    {
        foreach (var kind in Enum.GetValues<RegistrationKind>())
        {
            Qualification.At(kind, Tuesday, null).ShouldBe(kind is RegistrationKind.Lead ? null : Tuesday);
            Qualification
                .At(kind, Tuesday, Tuesday.AddDays(3))
                .ShouldBe(kind is RegistrationKind.Lead ? Tuesday.AddDays(3) : Tuesday, "the sooner of two leads is the one that met");
        }
    }

    [Fact]
    public void A_rivals_lead_without_a_meeting_does_not_lead_by_having_been_sent_earlier()
    {
        var early = new Drawn(new(1, 0, 0, new byte[8]), RegistrationKind.Lead, 200, null, 1, null);
        var met = new Drawn(new(2, 0, 0, new byte[8]), RegistrationKind.Lead, 100, 20, 1, null);
        var company = new Company([early, met], [], ConflictRules.Default);

        company.Review(met)!.Leader!.Name.ShouldBe("Partner 2");
        company.Review(early)!.Leader!.Name.ShouldBe("Partner 2");
    }

    [Fact]
    public void Who_serves_the_customer_leads_in_the_review_too()
    {
        var early = new Drawn(new(1, 0, 0, new byte[8]), RegistrationKind.Deal, 200, null, 3, null);
        var serves = new Drawn(new(2, 0, 0, new byte[8]), RegistrationKind.Deal, 100, null, 1, 400);
        var company = new Company([early, serves], [], ConflictRules.Default);

        company.Review(serves)!.Leader!.Name.ShouldBe("Partner 2");
        company.Review(early)!.DecidedBy!.Rule.ShouldBe("Incumbent beats net-new");
    }

    [Fact]
    public void Of_two_who_claim_on_one_day_the_one_with_more_certified_people_leads_whatever_their_tier()
    {
        var early = new Drawn(new(1, 0, 0, new byte[8]), RegistrationKind.Deal, 20, null, 3, null) { Certified = 1 };
        var certified = new Drawn(new(2, 0, 0, new byte[8]), RegistrationKind.Deal, 10, null, 1, null) { Certified = 2 };
        var company = new Company([early, certified], [], ConflictRules.Default);

        company.Review(early)!.Leader!.Name.ShouldBe("Partner 2");
        company.Review(certified)!.DecidedBy!.Rule.ShouldBe(company.Case().DecidedBy!.Rule);
        company.Case().DecidedBy!.Step.ShouldBe(ConflictStep.Certification);
        company.Case().DecidedBy!.Facts.Values.Order().ShouldBe(["1 certified person", "2 certified people"]);
    }

    private static readonly Gen<Drawn> DrawnClaims =
        from kind in Gen.Elements(Enum.GetValues<RegistrationKind>())
        from claimed in Gen.Choose(0, 90)
        from met in Maybe(Gen.Choose(0, 90))
        from tier in Gen.Choose(1, 3)
        from serves in Maybe(Gen.Choose(100, 800))
        from certified in Gen.Choose(0, 2)
        select new Drawn(Guid.Empty, kind, claimed, met, tier, serves) { Certified = certified };

    private static readonly Gen<Direct> DrawnDeals =
        from created in Gen.Choose(0, 90)
        from touched in Gen.Choose(0, 120)
        select new Direct(created, touched);

    private static readonly Gen<ConflictRules> Rules =
        from order in Gen.Shuffle(Enum.GetValues<ConflictStep>())
        from tied in Gen.Choose(0, 2)
        select ConflictRules.Default with
        {
            Order = order,
            TieDays = tied,
        };

    private static readonly Gen<Company> Companies =
        from count in Gen.Choose(1, 4)
        from claims in DrawnClaims.ListOf(count)
        from direct in Gen.Choose(0, 2)
        from deals in DrawnDeals.ListOf(direct)
        from rules in Gen.OneOf(Gen.Constant(ConflictRules.Default), Rules)
        select new Company([.. claims.Select((c, i) => c with { Id = new Guid(i + 1, 0, 0, new byte[8]) })], [.. deals], rules);

    private static Gen<int?> Maybe(Gen<int> some) => Gen.OneOf(Gen.Constant((int?)null), some.Select(v => (int?)v));

    // In hours before now; who serves, in days.
    private sealed record Drawn(Guid Id, RegistrationKind Kind, int Claimed, int? Met, int Tier, int? Serves)
    {
        /// <summary>People; of a company drawn without any, nobody records it.</summary>
        public int Certified { get; init; }

        public DateTimeOffset ClaimedAt => Tuesday.AddHours(-Claimed);
        public DateTimeOffset? MetAt => Met is { } hours ? Tuesday.AddHours(-hours) : null;
        public DateTimeOffset? Since => Serves is { } days ? Tuesday.AddDays(-days) : null;
        public string Name => $"Partner {Id.ToString()[7]}";

        public RivalFact Rival =>
            new(Id, Name, new(Id), Name, "Aldermere", Tier, RegistrationState.InReview, ProtectionState.None, ClaimedAt, null, MetAt)
            {
                Kind = Kind,
                IncumbentSince = Since,
                Specialists = Certified,
            };

        public ContestedClaim Contested =>
            new(
                new(Id),
                Name,
                new(Id),
                "Aldermere",
                null,
                Kind,
                RegistrationState.InReview,
                ProtectionState.None,
                ClaimedAt,
                MetAt,
                null,
                null,
                null,
                null,
                []
            );
    }

    // In hours, and days, before now.
    private sealed record Direct(int Created, int Touched);

    private sealed record Company(IReadOnlyList<Drawn> Claims, IReadOnlyList<Direct> Deals, ConflictRules Rules)
    {
        private Policy Policy => Policy.Default with { Conflicts = Rules };

        public string Name(string key) => Claims.SingleOrDefault(c => Party.OfClaim(c.Id) == key)?.Name ?? Rivalry.Direct;

        public LadderRuling Case()
        {
            var facts = new CompanyFacts(
                "Aldermere",
                [
                    .. Claims
                        .Select(c => (c, Of: c.Contested))
                        .Select(c => new ClaimFact(
                            c.c.Id,
                            c.c.Name,
                            c.Of.Partner,
                            c.c.Name,
                            "reseller",
                            c.c.Tier,
                            true,
                            false,
                            c.Of.ClaimedAt,
                            c.Of.QualifiedAt,
                            null,
                            null,
                            null
                        )),
                ],
                [.. Deals.Select((d, i) => new DealFact(Id(i), "Plants", null, [], [], Created(d), Touched(d), null))],
                [],
                [.. Claims.Where(c => c.Since is not null).Select(c => new IncumbentFact(new(c.Id), c.Name, c.Tier, c.Since!.Value))],
                []
            )
            {
                Specialists = Claims.ToDictionary(c => new PartnerId(c.Id), c => c.Certified),
            };
            return Ladder.Of(Parties.Of(facts, new(Rules.ActiveDays, Today), Tuesday), Rules, Policy.Calendar("Europe/London"), 1);
        }

        public Ruling? Review(Drawn claim)
        {
            var facts = new ClaimFacts(
                Entente.Rules.Registrations.Claims.Bare("Aldermere") with
                {
                    Kind = claim.Kind,
                },
                new(new(claim.Id), claim.Name, "Select", claim.Tier, true, "active", [], true)
                {
                    IncumbentSince = claim.Since,
                    Specialists = claim.Certified,
                },
                [],
                [
                    .. Deals.Select(
                        (d, i) => new OpportunityFact(Id(i), Id(i), "Plants", "Discovery", null, null, null, Created(d), Touched(d))
                    ),
                ],
                [.. Claims.Where(c => c.Id != claim.Id).Select(c => c.Rival)]
            );
            return Rivalry.Of(facts, claim.ClaimedAt, claim.MetAt, Terms.Of(1, Policy, "Europe/London"), Tuesday);
        }

        private static Guid Id(int deal) => new(deal + 100, 0, 0, new byte[8]);

        private static DateTimeOffset Created(Direct d) => Tuesday.AddHours(-d.Created);

        private static DateTimeOffset Touched(Direct d) => Tuesday.AddDays(-d.Touched);
    }
}
