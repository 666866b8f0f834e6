using Entente.Partners;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

public sealed class PolicyCheckTest
{
    [Fact]
    public void The_default_makes_sense() => PolicyCheck.Wrong(Policy.Default).ShouldBeEmpty();

    [Fact]
    public void Two_rules_for_the_same_claims_that_say_otherwise_are_refused_beside_the_later_one() =>
        Wrong(new("A", new(Tier: PartnerTier.Elite)) { WindowDays = 120 }, new("B", new(Tier: PartnerTier.Elite)) { WindowDays = 100 })
            .ShouldBe([("rules.1", "“A” is for the same claims and says otherwise: protected for 120 days.")]);

    [Fact]
    public void A_rule_that_an_earlier_one_leaves_nothing_to_decide_is_refused_and_the_other_way_round_it_is_fine()
    {
        PolicyRule all = new("All", Scope.Any) { DecisionHours = 24 };
        PolicyRule elite = new("Elite", new(Tier: PartnerTier.Elite)) { DecisionHours = 8 };

        Wrong(all, elite).Single().Fault.ShouldContain("Put this rule before it.");
        Wrong(elite, all).ShouldBeEmpty();
    }

    [Fact]
    public void What_would_be_approved_and_refused_by_one_finding_is_refused() =>
        Wrong(
                new("Quick", Scope.Any) { AutoApprove = new(true, Severity.Block) },
                new("No customers", new(RegistrationKind.Deal))
                {
                    AutoDecline = [new(FindingCodes.Customer, Severity.Warn, RefusalReason.ExistingCustomer)],
                }
            )
            .Single()
            .Fault.ShouldContain("approved and refused at once, together with “Quick”");

    [Fact]
    public void A_first_meeting_after_the_end_of_the_window_is_refused_also_when_two_rules_make_it()
    {
        Wrong(new PolicyRule("Short", Scope.Any) { WindowDays = 10 }).Single().Fault.ShouldContain("10 days and have 14 days");
        Wrong(new PolicyRule("Short", Scope.Any) { WindowDays = 10, HoldDays = 5 }).ShouldBeEmpty();
        Wrong(new("Leads", new(RegistrationKind.Lead)) { WindowDays = 20 }, new("Far away", new(Countries: ["JP"])) { HoldDays = 30 })
            .Single()
            .Key.ShouldBe("rules.1");
        Wrong(
                new("Leads", new(RegistrationKind.Lead)) { WindowDays = 20 },
                new("Far away", new(RegistrationKind.Deal, Countries: ["JP"])) { HoldDays = 30 }
            )
            .ShouldBeEmpty("no claim is both");
    }

    [Fact]
    public void A_calendar_without_working_days_is_refused() =>
        PolicyCheck.Wrong(Policy.Default with { BusinessDays = [] }).Keys.ShouldBe(["businessDays"]);

    [Fact]
    public void Thresholds_out_of_order_are_refused()
    {
        Wrong(new PolicyRule("Range", new(From: Draw.Euro(50_000), Below: Draw.Euro(20_000))) { WindowDays = 30 })
            .Single()
            .Fault.ShouldBe("No value is at least €50,000 and below €20,000: the amounts are the wrong way round.");
        Wrong(new PolicyRule("Never", new(From: Draw.Euro(50_000))) { AutoApprove = new(true, AtMost: Draw.Euro(20_000)) })
            .Single()
            .Fault.ShouldContain("it would never approve");
    }

    [Fact]
    public void Steps_after_exact_time_and_steps_named_twice_are_refused()
    {
        Order(ConflictStep.ExactTime, ConflictStep.Tier).ShouldBeTrue();
        Order(ConflictStep.Tier, ConflictStep.Tier).ShouldBeTrue();
        Order().ShouldBeTrue();
        Order(ConflictStep.Tier, ConflictStep.ExactTime).ShouldBeFalse();
    }

    [Fact]
    public void A_rule_must_say_something_have_a_name_of_its_own_and_a_reason_where_it_shuts_out()
    {
        Wrong(new PolicyRule("Nothing", Scope.Any)).Single().Fault.ShouldContain("sets nothing");
        Wrong(new PolicyRule(" ", Scope.Any) { WindowDays = 30 }).Single().Fault.ShouldContain("name");
        Wrong(new PolicyRule("Closed", Scope.Any) { Eligibility = new(false) }).Single().Fault.ShouldContain("Say why");
        Wrong(new("Same", new(RegistrationKind.Lead)) { WindowDays = 30 }, new("same", new(RegistrationKind.Deal)) { WindowDays = 30 })
            .Single()
            .Fault.ShouldContain("Another rule has this name");
        Wrong(new PolicyRule("Abroad", new(Countries: ["Germany"])) { WindowDays = 30 })
            .Single()
            .Fault.ShouldContain("“Germany” is no country");
        Wrong(new PolicyRule("All", Scope.Any) { AutoDecline = [new(FindingCodes.Customer, Severity.Info, RefusalReason.Other)] })
            .Single()
            .Fault.ShouldContain("everything would be refused");
        Wrong(new PolicyRule("All", Scope.Any) { AutoDecline = [new("no.such", Severity.Warn, RefusalReason.Other)] })
            .Single()
            .Fault.ShouldContain("no rule no.such");
    }

    [Fact]
    public void A_delay_of_nothing_is_refused() =>
        PolicyCheck.Wrong(Policy.Default with { Delay = new(0, 0) }).Keys.ShouldBe(["delayMinutes", "jitterMinutes"]);

    [Fact]
    public void Of_a_policy_that_passes_no_claim_has_its_first_meeting_after_its_window() =>
        Prop.ForAll(
                Draw.Policies.ToArbitrary(),
                Draw.Segments.ToArbitrary(),
                (policy, segment) =>
                {
                    var terms = PolicyResolver.Of(policy, 1, segment);
                    return PolicyCheck.Wrong(policy).Count > 0 || terms.Values.HoldDays <= terms.Values.WindowDays(segment.Kind);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Of_a_policy_that_passes_nothing_is_approved_by_what_refuses_it() =>
        Prop.ForAll(
                Draw.Policies.ToArbitrary(),
                Draw.Segments.ToArbitrary(),
                (policy, segment) =>
                {
                    var terms = PolicyResolver.Of(policy, 1, segment);
                    return PolicyCheck.Wrong(policy).Count > 0
                        || terms.AutoApprove is not { Allowed: true } approve
                        || terms.AutoDecline.All(d => d.AtLeast >= approve.StopsAt);
                }
            )
            .QuickCheckThrowOnFailure();

    private static bool Order(params ConflictStep[] order) =>
        PolicyCheck.Wrong(Policy.Default with { Conflicts = ConflictRules.Default with { Order = order } }).ContainsKey("order");

    private static List<(string Key, string Fault)> Wrong(params PolicyRule[] rules) =>
        [.. PolicyCheck.Wrong(Policy.Default with { Rules = rules }).Select(w => (w.Key, w.Value))];
}
