using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;
using static Entente.Rules.Leads.Drawn;

namespace Entente.Rules.Leads;

/// <summary>Where a lead goes: a function of the facts, to nobody who cannot take it, in turn by weight.</summary>
public sealed class RoutingTest
{
    private static readonly LeadFact Web = new("DE", "DACH", null, "web", 50_000m);

    [Fact]
    public void Who_is_paused_full_inactive_or_had_it_is_never_chosen_nor_one_the_rule_does_not_mean() =>
        Prop.ForAll(
                Routed.ToArbitrary(),
                c =>
                {
                    var decided = Routing.Decide(c.Book, c.Facts);
                    return decided.To.All(id =>
                    {
                        var p = c.Facts.Partners.Single(x => x.Id == id);
                        return p is { Paused: false, Status: PartnerStatus.Active }
                            && (p.Most is not { } most || p.Holds < most)
                            && !c.Facts.Had.Contains(id)
                            && decided.Rule is { } rule
                            && rule.Means(p)
                            && rule.When.Fits(c.Facts.Lead);
                    });
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_facts_in_another_order_decide_the_same() =>
        Prop.ForAll(
                (from c in Routed from order in Gen.Shuffle(Enumerable.Range(0, 8).ToArray()) select (c, order)).ToArbitrary(),
                x =>
                {
                    var one = Routing.Decide(x.c.Book, x.c.Facts);
                    var other = Routing.Decide(x.c.Book, x.c.Facts with { Partners = [.. x.order.Select(i => x.c.Facts.Partners[i])] });
                    return one.To.SequenceEqual(other.To)
                        && one.Trace.Why == other.Trace.Why
                        && one.Turns.OrderBy(t => t.Key.Value).SequenceEqual(other.Turns.OrderBy(t => t.Key.Value));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void It_goes_to_somebody_or_stays_in_house_nobody_twice_and_says_why() =>
        Prop.ForAll(
                Routed.ToArbitrary(),
                c =>
                {
                    var decided = Routing.Decide(c.Book, c.Facts);
                    var most = decided.Rule?.How switch
                    {
                        null => 0,
                        { Selection: LeadSelection.Top, Top: var top } => top,
                        { Selection: LeadSelection.Pool } => Routing.LargestPool,
                        _ => 1,
                    };
                    return (decided.To.Count == 0) == (decided.Rule is null)
                        && decided.To.Count <= most
                        && decided.To.Distinct().Count() == decided.To.Count
                        && decided.Trace.Why.Length > 0
                        && decided.To.ToHashSet().SetEquals(decided.Trace.Candidates.Where(t => t.Chosen).Select(t => t.Partner));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Over_many_leads_everybody_is_within_one_of_their_share() =>
        Prop.ForAll(
                (
                    from weights in Gen.NonEmptyListOf(Gen.Choose(1, 9))
                    from leads in Gen.Choose(1, 200)
                    select (weights: weights.Take(3).ToList(), leads)
                ).ToArbitrary(),
                x =>
                {
                    // One partner of each tier: the rule's weight of the tier is its own.
                    var tiers = Enum.GetValues<PartnerTier>();
                    var partners = x.weights.Select((_, i) => Plain(i + 1) with { Tier = tiers[i] }).ToList();
                    var rule = Turns(x.weights.Select((w, i) => (tiers[i], w)));
                    var got = partners.ToDictionary(p => p.Id, _ => 0);
                    var turns = new Dictionary<(string, PartnerId), long>();
                    for (var n = 0; n < x.leads; n++)
                    {
                        var decided = Routing.Decide(new([rule], 5), new(Web, 1, partners, new HashSet<PartnerId>(), turns));
                        got[decided.To.Single()]++;
                        foreach (var (partner, credit) in decided.Turns)
                            turns[(rule.Key, partner)] = credit;
                    }
                    var whole = (double)x.weights.Sum();
                    return turns.Values.Sum() == 0
                        && x.weights.Select((w, i) => Math.Abs(got[partners[i].Id] - x.leads * w / whole)).All(off => off < 1.000001);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Smooth_means_that_nobody_gets_theirs_in_one_run()
    {
        var partners = new[] { Plain(1) with { Tier = PartnerTier.Elite }, Plain(2), Plain(3) };
        var rule = Turns([(PartnerTier.Elite, 5), (PartnerTier.Registered, 1)]);
        var turns = new Dictionary<(string, PartnerId), long>();
        var order = "";
        for (var n = 0; n < 7; n++)
        {
            var decided = Routing.Decide(new([rule], 5), new(Web, 1, partners, new HashSet<PartnerId>(), turns));
            order +=
                decided.To.Single() == partners[0].Id ? "a"
                : decided.To.Single() == partners[1].Id ? "b"
                : "c";
            foreach (var (partner, credit) in decided.Turns)
                turns[(rule.Key, partner)] = credit;
        }
        order.ShouldBe("aabacaa");
    }

    [Fact]
    public void Least_busy_nearest_named_pool_and_best_few_do_what_they_say()
    {
        var far = Plain(1) with { Holds = 0 };
        var region = Plain(2) with { Region = "DACH", Holds = 1 };
        var country = Plain(3) with
        {
            Countries = new HashSet<string> { "DE" },
            Holds = 2,
        };
        PartnerFact[] all = [far, region, country];

        To(LeadSelection.LeastBusy).ShouldBe([far.Id]);
        To(LeadSelection.Nearest).ShouldBe([country.Id]);
        To(LeadSelection.Nearest, country.Id).ShouldBe([region.Id]);
        To(LeadSelection.Nearest, country.Id, region.Id).ShouldBe([far.Id]);
        To(LeadSelection.Direct).ShouldBe([region.Id]);
        To(LeadSelection.Direct, region.Id).ShouldBeEmpty();
        To(LeadSelection.Pool).ToHashSet().ShouldBe([far.Id, region.Id, country.Id], ignoreOrder: true);
        To(LeadSelection.Top).Count.ShouldBe(2);

        IReadOnlyList<PartnerId> To(LeadSelection how, params PartnerId[] had) =>
            Routing
                .Decide(
                    new([Turns([]) with { How = new(how, region.Id, 2, new Dictionary<PartnerTier, int>(), false) }], 5),
                    new(Web, 1, all, had.ToHashSet(), new Dictionary<(string, PartnerId), long>())
                )
                .To;
    }

    [Fact]
    public void A_rule_that_finds_nobody_goes_on_or_ends_in_house_as_it_says_and_after_the_last_hop_nobody_is_asked()
    {
        var nobody = Turns([]) with { Name = "Nobody", Who = LeadWho.Anybody with { Types = [PartnerType.Oem] } };
        var anybody = Turns([]) with { Key = "any" };

        Decide([nobody, anybody], 1).To.Count.ShouldBe(1);
        Decide([nobody with { GoesOn = false }, anybody], 1).To.ShouldBeEmpty();
        Decide([anybody], 6).To.ShouldBeEmpty();
        Decide([nobody, anybody], 1).Trace.Passed.ShouldHaveSingleItem().ShouldContain("Nobody");

        static LeadDecision Decide(IReadOnlyList<LeadRule> rules, int hop) =>
            Routing.Decide(new(rules, 5), new(Web, hop, [Plain(1)], new HashSet<PartnerId>(), new Dictionary<(string, PartnerId), long>()));
    }

    [Fact]
    public void What_a_record_makes_of_a_weight_is_bounded_monotone_and_explained() =>
        Prop.ForAll(
                Records.ToArbitrary(),
                r =>
                    Weighing.Percent(r) is >= Weighing.Lowest and <= Weighing.Highest
                    && Weighing.Percent(r with { Won = r.Won + 1 }) >= Weighing.Percent(r)
                    && Weighing.Percent(r with { Declined = r.Declined + 1 }) <= Weighing.Percent(r)
                    && Weighing.Percent(r with { Lapsed = r.Lapsed + 1 }) <= Weighing.Percent(r)
                    && Weighing.Percent(r with { PulledBack = r.PulledBack + 1 }) <= Weighing.Percent(r)
                    && (Weighing.Words(r).Count > 0) == (r != LeadRecord.None)
            )
            .QuickCheckThrowOnFailure();

    private static PartnerFact Plain(int n) =>
        new(
            Id(n),
            $"Partner {n}",
            PartnerType.Reseller,
            PartnerTier.Registered,
            "",
            PartnerStatus.Active,
            new HashSet<string>(),
            0,
            null,
            false,
            LeadRecord.None,
            null
        );

    private static LeadRule Turns(IEnumerable<(PartnerTier Tier, int Weight)> weights) =>
        new(
            "turns",
            "In turn",
            LeadWhen.Always,
            LeadWho.Anybody,
            LeadHow.InTurn with
            {
                Weights = weights.ToDictionary(w => w.Tier, w => w.Weight),
            },
            LeadTimes.Standard,
            true
        );
}
