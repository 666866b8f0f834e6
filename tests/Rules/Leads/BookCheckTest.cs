using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;
using static Entente.Rules.Leads.Drawn;

namespace Entente.Rules.Leads;

/// <summary>What cannot work is refused at publish, with the reason at its field; what passes finds its leads.</summary>
public sealed class BookCheckTest
{
    private static readonly PartnerFact Kestrel = new(
        Id(1),
        "Kestrel",
        PartnerType.Reseller,
        PartnerTier.Select,
        "DACH",
        PartnerStatus.Active,
        new HashSet<string> { "DE" },
        0,
        null,
        false,
        LeadRecord.None,
        null
    );

    private static readonly LeadRule Good = new("a", "Good", LeadWhen.Always, LeadWho.Anybody, LeadHow.InTurn, LeadTimes.Standard, true);

    [Fact]
    public void Each_fault_stands_at_its_field()
    {
        Wrong(Good).ShouldBeEmpty();
        Wrong(Good with { Name = "" }).ShouldBe(["rules[0].name"]);
        Wrong(Good with { Times = new(0, 14, 7) }).ShouldBe(["rules[0].hours"]);
        Wrong(Good with { Times = new(24, 0, 7) }).ShouldBe(["rules[0].touch"]);
        Wrong(Good with { Times = new(24, 14, -1) }).ShouldBe(["rules[0].nudge"]);
        Wrong(Good with { How = Weights(-1) }).ShouldBe(["rules[0].weights"]);
        Wrong(Good with { How = Weights(0) }).ShouldBe(["rules[0].weights"], "nobody could ever get one");
        Wrong(Good with { How = LeadHow.InTurn with { PlanShares = true } }).ShouldBe(["rules[0].shares"]);
        Wrong(Good with { How = LeadHow.InTurn with { Selection = LeadSelection.Direct } }).ShouldBe(["rules[0].partner"]);
        Wrong(Good with { How = LeadHow.InTurn with { Selection = LeadSelection.Direct, Partner = Id(9) } }).ShouldBe(["rules[0].partner"]);
        Wrong(Good with { How = LeadHow.InTurn with { Selection = LeadSelection.Top, Top = 1 } }).ShouldBe(["rules[0].top"]);
        Wrong(Good with { Who = LeadWho.Anybody with { Types = [PartnerType.Oem] } }).ShouldBe(["rules[0].who"]);
        Wrong(Good with { Who = LeadWho.Anybody with { Territory = true }, When = LeadWhen.Always with { Countries = ["SE"] } })
            .ShouldBe(["rules[0].territory"]);
        Wrong(Good with { When = LeadWhen.Always with { From = 10, To = 5 } }).ShouldBe(["rules[0].to"]);
        BookCheck.Wrong(new([], 0), []).Keys.ShouldBe(["hops"]);
    }

    [Fact]
    public void A_rule_behind_one_that_takes_everything_and_ends_is_unreachable()
    {
        var behind = Good with { Key = "b", Name = "Behind", When = LeadWhen.Always with { Countries = ["DE"], From = 10 } };

        Wrong(Good with { GoesOn = false }, behind).ShouldBe(["rules[1].name"]);
        Wrong(Good, behind).ShouldBeEmpty("the first lets it go on when nobody can take it");
        Wrong(behind with { GoesOn = false }, Good).ShouldBeEmpty();
        Wrong(behind with { GoesOn = false }, behind with { Key = "c", Name = "Narrower", When = behind.When with { From = 20 } })
            .ShouldBe(["rules[1].name"]);
    }

    [Fact]
    public void What_covers_another_takes_every_lead_of_it() =>
        Prop.ForAll(
                (from a in Rule from b in Rule from l in Lead select (a, b, l)).ToArbitrary(),
                x => !BookCheck.Covers(x.a.When, x.b.When) || !x.b.When.Fits(x.l) || x.a.When.Fits(x.l)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_without_fault_has_somebody_when_nobody_is_paused_or_full() =>
        Prop.ForAll(
                (
                    from rule in Rule
                    from partners in Gen.CollectToList(Enumerable.Range(1, 8), Partner)
                    select (rule, partners)
                ).ToArbitrary(),
                x =>
                {
                    if (x.rule.Who.Territory || BookCheck.Wrong(new([x.rule], 5), [.. x.partners]).Count > 0)
                        return true;
                    List<PartnerFact> free = [.. x.partners.Select(p => p with { Paused = false, Most = null })];
                    var lead = new LeadFact(x.rule.When.Countries.FirstOrDefault() ?? "FR", "", null, "", x.rule.When.From ?? 0);
                    return Routing
                            .Decide(
                                new([x.rule], 5),
                                new(lead, 1, free, new HashSet<PartnerId>(), new Dictionary<(string, PartnerId), long>())
                            )
                            .To.Count > 0;
                }
            )
            .QuickCheckThrowOnFailure();

    private static IEnumerable<string> Wrong(params LeadRule[] rules) => BookCheck.Wrong(new(rules, 5), [Kestrel]).Keys;

    private static LeadHow Weights(int select) =>
        LeadHow.InTurn with
        {
            Weights = new Dictionary<PartnerTier, int> { [PartnerTier.Select] = select },
        };
}
