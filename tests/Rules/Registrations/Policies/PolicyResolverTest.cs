using Entente.Partners;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

public sealed class PolicyResolverTest
{
    private static readonly Segment EliteDeal = new(
        RegistrationKind.Deal,
        PartnerType.Reseller,
        PartnerTier.Elite,
        "DE",
        "DACH",
        Draw.Euro(80_000)
    );

    [Fact]
    public void Without_rules_the_base_values_hold_and_the_trace_says_so()
    {
        var terms = PolicyResolver.Of(Policy.Default, 7, EliteDeal);

        terms.Values.ShouldBe(Policy.Default);
        terms.Applied.ShouldAllBe(a => a.Rule == null && a.Version == 7);
        terms
            .Applied.Select(a => a.Value)
            .ShouldBe([
                "Needs the contact’s e-mail, what they need, the value and the expected close, besides company and consent",
                "Decided within 48 hours of business days",
                "Protected for 90 days",
                "The first meeting must be on record within 14 days",
            ]);
    }

    [Fact]
    public void The_first_rule_that_fits_decides_each_value_and_the_trace_names_it_and_its_version()
    {
        var policy = Policy.Default with
        {
            Rules =
            [
                new("Elite", new(Tier: PartnerTier.Elite)) { WindowDays = 120 },
                new("Big deals", new(From: Draw.Euro(50_000))) { WindowDays = 100, DecisionHours = 24 },
            ],
        };

        var terms = PolicyResolver.Of(policy, 3, EliteDeal);

        (terms.Values.DealDays, terms.Values.DecisionHours, terms.Values.LeadDays).ShouldBe((120, 24, 60));
        terms.Applied.Single(a => a.What == RuleValues.Window).ShouldBe(new(RuleValues.Window, "Protected for 120 days", "Elite", 3));
        terms.Applied.Single(a => a.What == RuleValues.Decision).Rule.ShouldBe("Big deals");
        terms.Applied.Single(a => a.What == RuleValues.Hold).Rule.ShouldBeNull();
    }

    [Fact]
    public void What_nobody_recorded_makes_a_rule_undetermined_and_never_applies_it()
    {
        var policy = Policy.Default with { Rules = [new("Big deals", new(From: Draw.Euro(50_000))) { WindowDays = 30 }] };

        foreach (var amount in new Platform.Values.Money?[] { null, new(9_000_000, "USD") })
        {
            var terms = PolicyResolver.Of(policy, 1, EliteDeal with { Amount = amount });
            terms.Values.DealDays.ShouldBe(90);
            terms.Undetermined.ShouldHaveSingleItem().Name.ShouldBe("Big deals");
        }
        PolicyResolver.Of(policy, 1, EliteDeal with { Kind = RegistrationKind.Lead, Amount = Draw.Euro(1) }).Undetermined.ShouldBeEmpty();
    }

    [Fact]
    public void One_part_that_surely_differs_settles_it_whatever_else_is_unknown() =>
        new Scope(Kind: RegistrationKind.Lead, Region: "DACH").Fit(new(RegistrationKind.Deal)).ShouldBe(Fit.No);

    [Fact]
    public void A_range_begins_with_its_first_amount_and_ends_before_its_last()
    {
        var range = new Scope(From: Draw.Euro(20_000), Below: Draw.Euro(50_000));

        range.Fit(EliteDeal with { Amount = Draw.Euro(20_000) }).ShouldBe(Fit.Yes);
        range.Fit(EliteDeal with { Amount = new(19_999_99, "EUR") }).ShouldBe(Fit.No);
        range.Fit(EliteDeal with { Amount = new(49_999_99, "EUR") }).ShouldBe(Fit.Yes);
        range.Fit(EliteDeal with { Amount = Draw.Euro(50_000) }).ShouldBe(Fit.No);
    }

    [Fact]
    public void Gates_and_automatic_refusals_add_up()
    {
        var policy = Policy.Default with
        {
            Rules =
            [
                new("A", Scope.Any) { Gates = [new(GateKind.Certification, "Observe")] },
                new("B", Scope.Any) { Gates = [new(GateKind.Certification, "observe"), new(GateKind.Agreement, "2026")] },
            ],
        };

        PolicyResolver.Of(policy, 1, EliteDeal).Gates.Select(g => g.Name).ShouldBe(["Observe", "2026"]);
    }

    [Fact]
    public void Every_value_comes_from_the_first_fitting_rule_that_sets_it_or_from_the_base() =>
        Prop.ForAll(
                Draw.Policies.ToArbitrary(),
                Draw.Segments.ToArbitrary(),
                (policy, segment) =>
                {
                    var terms = PolicyResolver.Of(policy, 2, segment);
                    var fitting = policy.Rules.Where(r => r.Scope.Fit(segment) is Fit.Yes).ToList();
                    return terms.Values.WindowDays(segment.Kind)
                            == (fitting.Find(r => r.WindowDays is not null)?.WindowDays ?? policy.WindowDays(segment.Kind))
                        && terms.Values.DecisionHours
                            == (fitting.Find(r => r.DecisionHours is not null)?.DecisionHours ?? policy.DecisionHours)
                        && terms.Values.HoldDays == (fitting.Find(r => r.HoldDays is not null)?.HoldDays ?? policy.HoldDays)
                        && terms.Applied.All(a =>
                            a.Rule is null
                                ? fitting.TrueForAll(r => RuleValues.Of(r).All(v => v.What != a.What))
                                : RuleValues
                                    .Of(fitting.First(r => RuleValues.Of(r).Any(v => v.What == a.What)))
                                    .Any(v => v.Words == a.Value)
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_for_others_changes_nothing() =>
        Prop.ForAll(
                Draw.Policies.ToArbitrary(),
                Draw.Segments.ToArbitrary(),
                (policy, segment) =>
                {
                    var without = policy with { Rules = [.. policy.Rules.Where(r => r.Scope.Fit(segment) is not Fit.No)] };
                    var (a, b) = (PolicyResolver.Of(policy, 1, segment), PolicyResolver.Of(without, 1, segment));
                    return a.Applied.SequenceEqual(b.Applied) && a.Undetermined.SequenceEqual(b.Undetermined);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_scope_that_covers_another_fits_whatever_the_other_fits_and_two_that_never_meet_fit_nothing_together() =>
        Prop.ForAll(
                (from a in Draw.Scopes from b in Draw.Scopes select (a, b)).ToArbitrary(),
                Draw.Segments.ToArbitrary(),
                (scopes, segment) =>
                {
                    var (a, b) = (scopes.a.Fit(segment) is Fit.Yes, scopes.b.Fit(segment) is Fit.Yes);
                    return (!scopes.a.Covers(scopes.b) || !b || a) && (scopes.a.Meets(scopes.b) || !(a && b));
                }
            )
            .QuickCheckThrowOnFailure();
}
