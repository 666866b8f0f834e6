using Entente.Platform.Time;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

public sealed class ConflictHierarchyTest
{
    private static readonly BusinessCalendar London = Policy.Default.Calendar("Europe/London");
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 8, 55, 0, TimeSpan.Zero);
    private static readonly Contender Kestrel = new("Kestrel Quay", Tuesday, null, Tuesday, 0, 1);

    [Fact]
    public void A_registered_claim_beats_one_that_is_not() =>
        Decided(Kestrel, Kestrel with { Name = "Direct sales", Registered = null })
            .ShouldBe(("Kestrel Quay", "Registered beats unregistered"));

    [Fact]
    public void The_incumbent_beats_net_new_even_when_later() =>
        Decided(Kestrel, Later(30) with { IncumbentSince = Tuesday.AddYears(-1) }).ShouldBe(("Vantora", "Incumbent beats net-new"));

    [Fact]
    public void The_first_qualified_submission_leads() =>
        Decided(Kestrel, Later(3) with { Specialists = 9, TierRank = 9 }).ShouldBe(("Kestrel Quay", "First qualified submission"));

    [Fact]
    public void Within_a_business_day_certification_decides_then_tier_then_exact_time()
    {
        Decided(Kestrel, Later(1) with { Specialists = 1 }).ShouldBe(("Vantora", "Certification breaks ties"));
        Decided(Kestrel, Later(1) with { TierRank = 2 }).ShouldBe(("Vantora", "Higher tier"));
        Decided(Kestrel, Later(1)).ShouldBe(("Kestrel Quay", "Exact time"));
    }

    [Fact]
    public void A_weekend_between_two_claims_still_ties_them()
    {
        var friday = new DateTimeOffset(2026, 3, 13, 15, 0, 0, TimeSpan.Zero);
        var monday = new DateTimeOffset(2026, 3, 16, 14, 0, 0, TimeSpan.Zero);

        Decided(Kestrel with { Qualified = friday }, Kestrel with { Name = "Vantora", Qualified = monday, TierRank = 3 })
            .ShouldBe(("Vantora", "Higher tier"));
    }

    [Fact]
    public void A_policy_may_set_another_order_and_another_time_within_which_claims_are_tied()
    {
        var tierFirst = ConflictRules.Default with { Order = [ConflictStep.Tier, ConflictStep.ExactTime] };
        ConflictHierarchy.Rule(Kestrel, Later(3) with { TierRank = 9 }, London, tierFirst).DecidedBy!.Rule.ShouldBe("Higher tier");
        ConflictHierarchy.Rule(Kestrel, Later(3) with { TierRank = 9 }, London, tierFirst).Leader!.Name.ShouldBe("Vantora");

        var neverTied = ConflictRules.Default with { TieDays = 0 };
        ConflictHierarchy.Rule(Kestrel, Later(1) with { TierRank = 9 }, London, neverTied).Leader!.Name.ShouldBe("Kestrel Quay");
        var longTied = ConflictRules.Default with { TieDays = 3 };
        ConflictHierarchy.Rule(Kestrel, Later(3) with { TierRank = 9 }, London, longTied).Leader!.Name.ShouldBe("Vantora");
    }

    [Fact]
    public void Nothing_separates_two_alike() =>
        ConflictHierarchy.Rule(Kestrel, Kestrel with { Name = "Twin" }, London).Leader.ShouldBeNull();

    [Fact]
    public void Who_is_named_first_makes_no_difference() =>
        Prop.ForAll(
                Contenders.ToArbitrary(),
                Contenders.ToArbitrary(),
                (a, b) => ConflictHierarchy.Rule(a, b, London).Leader == ConflictHierarchy.Rule(b, a, London).Leader
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void At_most_one_rule_decides_and_none_after_it_is_reached() =>
        Prop.ForAll(
                Contenders.ToArbitrary(),
                Contenders.ToArbitrary(),
                (a, b) =>
                {
                    var outcomes = ConflictHierarchy.Rule(a, b, London).Steps.Select(s => s.Outcome).ToList();
                    var decides = outcomes.FindIndex(o => o is RuleOutcome.First or RuleOutcome.Second);
                    return outcomes.Take(decides < 0 ? 6 : decides).All(o => o is RuleOutcome.Level)
                        && (decides < 0 || outcomes.Skip(decides + 1).All(o => o is RuleOutcome.NotReached));
                }
            )
            .QuickCheckThrowOnFailure();

    private static readonly Gen<DateTimeOffset?> Moments =
        from hours in Gen.Choose(0, 120)
        from set in Gen.Elements(true, true, false)
        select set ? Tuesday.AddHours(hours) : (DateTimeOffset?)null;

    private static readonly Gen<Contender> Contenders =
        from registered in Moments
        from incumbent in Moments
        from qualified in Moments
        from specialists in Gen.Choose(0, 2)
        from tier in Gen.Choose(0, 2)
        from id in Gen.Choose(0, 1_000_000)
        select new Contender($"c{id}", registered, incumbent, qualified, specialists, tier);

    private static Contender Later(int days) =>
        Kestrel with
        {
            Name = "Vantora",
            Registered = Tuesday.AddDays(days),
            Qualified = Tuesday.AddDays(days),
        };

    private static (string? Leader, string? Rule) Decided(Contender a, Contender b)
    {
        var ruling = ConflictHierarchy.Rule(a, b, London);
        return (ruling.Leader?.Name, ruling.DecidedBy?.Rule);
    }
}
