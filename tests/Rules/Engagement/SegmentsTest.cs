using Entente.Engagement.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Engagement;

/// <summary>Who is in an audience: any of its groups, all rules of a group, any value of a rule; the order never matters.</summary>
public sealed class SegmentsTest
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<AudienceMember> Member =
        from id in Gen.Choose(1, 9)
        from role in Gen.Elements("Admin", "Seller", "Viewer")
        from type in Gen.Elements("Reseller", "Msp", "Referral")
        from tier in Gen.Elements("Registered", "Select", "Elite")
        from region in Gen.Elements("", "DACH", "Nordics")
        from country in Gen.Elements("DE", "AT", "SE")
        from motion in Gen.Elements("reseller", "services", "")
        from ago in Gen.Choose(-1, 120)
        select new AudienceMember(
            Id(100 + id),
            $"Person {id}",
            role,
            Id(id),
            $"Partner {id}",
            type,
            tier,
            region,
            new HashSet<string> { country },
            motion.Length == 0 ? new HashSet<string>() : new HashSet<string> { motion },
            ago < 0 ? null : Now.AddDays(-ago)
        );

    private static readonly Gen<AudienceRule> Rule =
        from facet in Gen.Elements(Enum.GetValues<Facet>())
        from values in Gen.ListOf(Value(facet))
        select new AudienceRule(facet, [.. values.Take(3)]);

    private static readonly Gen<AudienceGroup> Group = Gen.ListOf(Rule).Select(r => new AudienceGroup([.. r.Take(4)]));

    private static readonly Gen<Audience> Drawn = Gen.ListOf(Group).Select(g => new Audience([.. g.Take(4)]));

    [Fact]
    public void Any_of_is_the_union_of_its_groups() =>
        Prop.ForAll(
                (from a in Drawn from b in Drawn from m in Member select (a, b, m)).ToArbitrary(),
                x => new Audience([.. x.a.Groups, .. x.b.Groups]).Judge(x.m, Now).In == (x.a.Judge(x.m, Now).In || x.b.Judge(x.m, Now).In)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void All_of_is_the_intersection_of_its_rules() =>
        Prop.ForAll(
                (from a in Group from b in Group from m in Member select (a, b, m)).ToArbitrary(),
                x =>
                    new AudienceGroup([.. x.a.Rules, .. x.b.Rules]).Judge(x.m, Now).In == (x.a.Judge(x.m, Now).In && x.b.Judge(x.m, Now).In)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_groups_rules_and_values_never_matters() =>
        Prop.ForAll(
                (from a in Drawn from m in Member select (a, m)).ToArbitrary(),
                x =>
                {
                    var turned = new Audience([
                        .. x
                            .a.Groups.Reverse()
                            .Select(g => new AudienceGroup([
                                .. g.Rules.Reverse().Select(r => r with { Values = [.. r.Values.Reverse()] }),
                            ])),
                    ]);
                    return turned.Judge(x.m, Now).In == x.a.Judge(x.m, Now).In;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_holds_exactly_when_one_of_its_values_does_and_more_values_take_nobody_out() =>
        Prop.ForAll(
                (from r in Rule from m in Member select (r, m)).ToArbitrary(),
                x => x.r.Judge(x.m, Now).In == x.r.Values.Any(v => new AudienceRule(x.r.Facet, [v]).Judge(x.m, Now).In)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Who_registered_and_who_did_not_are_everybody_and_nobody_is_both() =>
        Prop.ForAll(
                (from days in Gen.Choose(1, 200) from m in Member select (days, m)).ToArbitrary(),
                x =>
                    new AudienceRule(Facet.Registered, [$"{x.days}"]).Judge(x.m, Now).In
                    != new AudienceRule(Facet.Silent, [$"{x.days}"]).Judge(x.m, Now).In
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_answer_says_why_and_an_audience_without_groups_is_nobody()
    {
        Prop.ForAll(
                (from a in Drawn from m in Member select (a, m)).ToArbitrary(),
                x => x.a.Judge(x.m, Now) is { Why.Length: > 5 } found && (x.a.Groups.Count > 0 || !found.In)
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_sentence_names_the_fact_that_decided()
    {
        var member = new AudienceMember(
            Id(1),
            "Ines Calder",
            "Seller",
            Id(2),
            "Kestrel Quay",
            "Msp",
            "Registered",
            "DACH",
            new HashSet<string> { "DE" },
            new HashSet<string>(),
            null
        );
        var audience = new Audience([
            new([new(Facet.Type, ["Msp"]), new(Facet.Tier, ["Select", "Elite"]), new(Facet.Motion, ["reseller"])]),
        ]);

        audience
            .Judge(member, Now)
            .Why.ShouldBe(
                "Kestrel Quay is in the tier Registered, not Select or Elite and Kestrel Quay has no open deal sold as Reseller."
            );
        new Audience([new([new(Facet.Type, ["Msp", "Reseller"]), new(Facet.Country, ["AT", "DE"])])])
            .Judge(member, Now)
            .ShouldBe(new(true, "Kestrel Quay is of the type MSP and Kestrel Quay sells in DE."));
        audience.Words(_ => null).ShouldBe("Type MSP, tier Select or Elite and with open deals sold as Reseller");
        Audience.Everybody.Judge(member, Now).In.ShouldBeTrue();
    }

    private static Gen<string> Value(Facet facet) =>
        facet switch
        {
            Facet.Type => Gen.Elements("Reseller", "Msp", "Referral", "Nonsense"),
            Facet.Tier => Gen.Elements("Registered", "Select", "Elite"),
            Facet.Region => Gen.Elements("DACH", "Nordics", ""),
            Facet.Country => Gen.Elements("DE", "AT", "SE"),
            Facet.Motion => Gen.Elements("reseller", "services"),
            Facet.Registered or Facet.Silent => Gen.Elements("7", "30", "90", "x", "-1"),
            Facet.Role => Gen.Elements("Admin", "Seller", "Viewer"),
            _ => Gen.Choose(1, 9).Select(n => Id(n).ToString("N")),
        };

    private static Guid Id(int n) => new(n, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
