using Entente.Access;
using Entente.Partners;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Partners;

/// <summary>Who is in a segment: all or any of its conditions, each any of its values or the other way round; the order never matters.</summary>
public sealed class SegmentJudgeTest
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<SegmentFact> Fact =
        from facet in Gen.Elements(
            SegmentFacet.Country,
            SegmentFacet.Motion,
            SegmentFacet.Certificate,
            SegmentFacet.Active,
            SegmentFacet.Registered,
            SegmentFacet.Won,
            SegmentFacet.Field
        )
        from text in Gen.Elements("DE", "AT", "reseller", "Architect", "software")
        from ago in Gen.Choose(0, 120)
        from amount in Gen.Choose(0, 500_000)
        from currency in Gen.Elements("EUR", "USD")
        from person in Gen.Choose(0, 3)
        select new SegmentFact(Partner(1), facet, text, Now.AddDays(-ago), new Money(amount, currency))
        {
            Person = person == 0 || facet is not SegmentFacet.Active ? null : Person(person),
            Who = facet is SegmentFacet.Certificate ? $"Person {person}" : null,
            Field = facet is SegmentFacet.Field ? "industry" : "",
        };

    private static readonly Gen<SegmentSubject> Subject =
        from person in Gen.Choose(0, 3)
        from role in Gen.Elements("Admin", "Seller", "Viewer")
        from type in Gen.Elements(Enum.GetValues<PartnerType>())
        from tier in Gen.Elements(Enum.GetValues<PartnerTier>())
        from status in Gen.Elements(Enum.GetValues<PartnerStatus>())
        from region in Gen.Elements("", "DACH", "Nordics")
        from facts in Gen.ListOf(Fact)
        select new SegmentSubject(
            Partner(1),
            person == 0 ? "Kestrel Quay" : $"Person {person}",
            person == 0 ? null : Person(person),
            person == 0 ? "" : role,
            type,
            tier,
            region,
            status,
            (Person(9), "Mara Lind"),
            ["Partner program"],
            [.. facts]
        );

    private static readonly Gen<SegmentCondition> Condition =
        from facet in Gen.Elements(Enum.GetValues<SegmentFacet>())
        from values in Gen.ListOf(Value(facet))
        from not in Gen.Elements(true, false)
        from days in Gen.Choose(1, 150)
        from least in Gen.Choose(1, 3)
        from amount in Gen.Choose(1, 600_000)
        select new SegmentCondition(
            facet,
            facet.IsCounted() ? [] : [.. values.Take(3)],
            not,
            days,
            least,
            facet is SegmentFacet.Won ? new Money(amount, "EUR") : null,
            facet is SegmentFacet.Field ? "industry" : ""
        );

    private static readonly Gen<SegmentRule> Rule =
        from any in Gen.Elements(true, false)
        from conditions in Gen.ListOf(Condition)
        select new SegmentRule(any, [.. conditions.Take(5)]);

    [Fact]
    public void All_is_every_condition_and_any_is_one_of_them() =>
        Check(
            from r in Rule
            from s in Subject
            select (r, s),
            x =>
                x.r.Conditions.Count == 0
                || x.r.Judge(x.s, Now).In
                    == (x.r.Any ? x.r.Conditions.Any(c => c.Judge(x.s, Now).In) : x.r.Conditions.All(c => c.Judge(x.s, Now).In))
        );

    [Fact]
    public void The_other_way_round_is_exactly_the_others() =>
        Check(
            from c in Condition
            from s in Subject
            select (c, s),
            x => x.c.Judge(x.s, Now).In != (x.c with { Not = !x.c.Not }).Judge(x.s, Now).In
        );

    [Fact]
    public void Of_several_values_any_will_do_and_more_take_nobody_out() =>
        Check(
            from c in Condition
            where !c.Facet.IsCounted()
            from s in Subject
            select (c with { Not = false }, s),
            x => x.Item1.Judge(x.s, Now).In == x.Item1.Values.Any(v => (x.Item1 with { Values = [v] }).Judge(x.s, Now).In)
        );

    [Fact]
    public void The_order_of_conditions_values_and_facts_never_matters() =>
        Check(
            from r in Rule
            from s in Subject
            select (r, s),
            x =>
                x.r.Judge(x.s, Now).In
                == (x.r with { Conditions = [.. x.r.Conditions.Reverse().Select(c => c with { Values = [.. c.Values.Reverse()] })] })
                    .Judge(x.s with { Facts = [.. x.s.Facts.Reverse()] }, Now)
                    .In
        );

    [Fact]
    public void A_longer_stretch_or_a_lower_bar_takes_nobody_out() =>
        Check(
            from c in Condition
            where c.Facet.IsCounted()
            from s in Subject
            from more in Gen.Choose(0, 100)
            select (c with { Not = false }, s, more),
            x =>
                !x.Item1.Judge(x.s, Now).In
                || (x.Item1 with { Days = x.Item1.Days + x.more, Least = Math.Max(1, x.Item1.Least - x.more) }).Judge(x.s, Now).In
        );

    [Fact]
    public void What_is_known_of_another_partner_changes_nothing() =>
        Check(
            from r in Rule
            from s in Subject
            from f in Fact
            select (r, s, f),
            x => x.r.Judge(x.s, Now) == x.r.Judge(x.s with { Facts = [.. x.s.Facts, x.f with { Partner = Partner(2) }] }, Now)
        );

    [Fact]
    public void Every_answer_says_which_and_why_and_without_conditions_everybody_is_in() =>
        Check(
            from r in Rule
            from s in Subject
            select (r, s),
            x =>
                x.r.Judge(x.s, Now) is var answer
                && answer.Why.StartsWith(answer.In ? "In, because " : "Not in, because ", StringComparison.Ordinal)
                && answer.Why.EndsWith('.')
                && (x.r.Conditions.Count > 0 || answer.In)
        );

    [Fact]
    public void The_sentence_names_the_facts_that_decided()
    {
        var kestrel = new SegmentSubject(
            Partner(1),
            "Kestrel Quay",
            null,
            "",
            PartnerType.Msp,
            PartnerTier.Elite,
            "DACH",
            PartnerStatus.Active,
            null,
            [],
            [new(Partner(1), SegmentFacet.Registered, At: Now.AddDays(-3)), new(Partner(1), SegmentFacet.Country, "DE")]
        );
        var rule = new SegmentRule(
            false,
            [new(SegmentFacet.Tier, ["Elite"]), new(SegmentFacet.Region, ["DACH"]), new(SegmentFacet.Registered, [], Days: 30)]
        );

        rule.Judge(kestrel, Now)
            .ShouldBe(new(true, "In, because tier is Elite, region is DACH and 1 registration within the last 30 days."));
        rule.Judge(kestrel with { Tier = PartnerTier.Select, Region = "" }, Now)
            .ShouldBe(new(false, "Not in, because tier is Select, not Elite and no home region is given, not DACH."));
        new SegmentRule(true, [new(SegmentFacet.Type, ["Msp"], Not: true), new(SegmentFacet.Country, ["AT"])])
            .Judge(kestrel, Now)
            .ShouldBe(new(false, "Not in, because type is MSP, which is left out and it sells in DE, not AT."));
        rule.Words(SegmentOf.Partners, _ => null).ShouldBe("Tier Elite, and region DACH, and 1 registration or more within 30 days");
    }

    [Fact]
    public void A_certificate_counts_for_whoever_holds_it_and_for_their_partner()
    {
        var fact = new SegmentFact(Partner(1), SegmentFacet.Certificate, "Architect") { Who = "Ines Calder" };
        var ines = new SegmentSubject(
            Partner(1),
            "ines calder",
            Person(1),
            "Seller",
            PartnerType.Msp,
            PartnerTier.Elite,
            "",
            PartnerStatus.Active,
            null,
            [],
            [fact]
        );
        var held = new SegmentCondition(SegmentFacet.Certificate, ["architect"]);

        held.Judge(ines, Now).In.ShouldBeTrue();
        held.Judge(ines with { Name = "Jo Meyer", Person = Person(2) }, Now).In.ShouldBeFalse("a colleague's certificate is not theirs");
        held.Judge(ines with { Name = "Kestrel Quay", Person = null }, Now).In.ShouldBeTrue();
    }

    [Fact]
    public void Won_in_another_currency_is_not_counted()
    {
        var subject = new SegmentSubject(
            Partner(1),
            "Kestrel Quay",
            null,
            "",
            PartnerType.Msp,
            PartnerTier.Elite,
            "",
            PartnerStatus.Active,
            null,
            [],
            [new(Partner(1), SegmentFacet.Won, At: Now.AddDays(-1), Amount: new Money(900_00, "USD"))]
        );
        var won = new SegmentCondition(SegmentFacet.Won, [], Days: 30, Amount: new Money(500_00, "EUR"));

        won.Judge(subject, Now).In.ShouldBeFalse();
        (won with { Amount = new Money(500_00, "USD") }).Judge(subject, Now).In.ShouldBeTrue();
    }

    [Theory]
    [InlineData(SegmentFacet.Active, "activeDays")]
    [InlineData(SegmentFacet.Role, "role")]
    [InlineData(SegmentFacet.Country, "countries")]
    [InlineData(SegmentFacet.Field, "field")]
    [InlineData(SegmentFacet.Tier, "tier")]
    public void What_cannot_be_asked_is_refused_at_its_field(SegmentFacet facet, string field)
    {
        var values = facet is SegmentFacet.Tier ? Array.Empty<string>() : ["nonsense"];
        SegmentCheck
            .Unfit(new("Named", "", SegmentOf.Partners, new(false, [new(facet, facet.IsCounted() ? [] : values)])))
            .Keys.ShouldBe([field]);
        SegmentCheck.Unfit(new("", "", SegmentOf.Partners, null)).Keys.ShouldBe(["name"]);
    }

    private static void Check<T>(Gen<T> gen, Func<T, bool> holds) => Prop.ForAll(gen.ToArbitrary(), holds).QuickCheckThrowOnFailure();

    private static Gen<string> Value(SegmentFacet facet) =>
        facet switch
        {
            SegmentFacet.Type => Gen.Elements("Reseller", "Msp", "Nonsense"),
            SegmentFacet.Tier => Gen.Elements("Registered", "Select", "Elite"),
            SegmentFacet.Region => Gen.Elements("DACH", "Nordics"),
            SegmentFacet.Status => Gen.Elements("Active", "Ended"),
            SegmentFacet.Role => Gen.Elements("Admin", "Seller"),
            SegmentFacet.Manager => Gen.Choose(8, 9).Select(n => Person(n).Short()),
            SegmentFacet.Program => Gen.Elements("Partner program", "Other"),
            _ => Gen.Elements("DE", "AT", "reseller", "Architect", "software"),
        };

    private static PartnerId Partner(int n) => new(new Guid(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));

    private static PersonId Person(int n) => new(new Guid(100 + n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
}
