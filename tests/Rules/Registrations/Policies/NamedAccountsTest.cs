using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

/// <summary>Programs, products and named accounts as the scope of a rule.</summary>
public sealed class NamedAccountsTest
{
    private static readonly Segment Aldermere = new(RegistrationKind.Deal)
    {
        Programs = ["Partner program"],
        Product = "Observe",
        Keys = ["domain:aldermere.example", NamedAccounts.Key("Aldermere Foods Ltd")!],
    };

    [Fact]
    public void A_company_is_on_a_list_by_its_website_or_its_name_however_it_is_written()
    {
        foreach (
            var written in (string[])["https://www.aldermere.example/about", "ALDERMERE.example", "Aldermere Foods GmbH", "aldermere foods"]
        )
            new Scope { Accounts = [written] }
                .Fit(Aldermere)
                .ShouldBe(Fit.Yes, written);
        new Scope { Accounts = ["oakhaven.example", "Oakhaven"] }
            .Fit(Aldermere)
            .ShouldBe(Fit.No);
        new Scope { Accounts = ["aldermere.example"] }
            .Fit(Aldermere with { Keys = null })
            .ShouldBe(Fit.Unknown);
    }

    [Fact]
    public void All_but_a_list_is_the_opposite_of_the_list() =>
        Prop.ForAll(
                Draw.Segments.ToArbitrary(),
                Gen.Elements<string[]>(["aldermere.example"], ["Oakhaven Media", "aldermere.example"]).ToArbitrary(),
                (segment, list) =>
                {
                    var (only, but) = (new Scope { Accounts = list }.Fit(segment), new Scope { Except = list }.Fit(segment));
                    return segment.Keys is null ? (only, but) == (Fit.Unknown, Fit.Unknown) : only is Fit.Yes == but is Fit.No;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_program_and_a_product_fit_by_name_and_what_nobody_recorded_is_unknown()
    {
        new Scope { Program = "partner PROGRAM" }
            .Fit(Aldermere)
            .ShouldBe(Fit.Yes);
        new Scope { Program = "Cloud" }
            .Fit(Aldermere)
            .ShouldBe(Fit.No);
        new Scope { Program = "Cloud" }
            .Fit(Aldermere with { Programs = null })
            .ShouldBe(Fit.Unknown);
        new Scope { Products = ["Trace", "observe"] }
            .Fit(Aldermere)
            .ShouldBe(Fit.Yes);
        new Scope { Products = ["Trace"] }
            .Fit(Aldermere)
            .ShouldBe(Fit.No);
        new Scope { Products = ["Trace"] }
            .Fit(Aldermere with { Product = null })
            .ShouldBe(Fit.Unknown);
    }

    [Fact]
    public void What_a_partner_meets_before_the_decision_never_depends_on_a_list() =>
        Prop.ForAll(
                Draw.Facts.ToArbitrary(),
                Draw.Policies.ToArbitrary(),
                (facts, policy) =>
                {
                    if (
                        policy.Rules.Any(r => r.Scope.Names())
                        && PolicyCheck.Wrong(policy).Any(w => w.Value.Contains("on the list", StringComparison.Ordinal))
                    )
                        return true;
                    // The same policy with lists that nobody is on.
                    var other = policy with
                    {
                        Rules = [.. policy.Rules.Select(Emptied)],
                    };
                    var (a, b) = (Outward(facts, policy), Outward(facts, other));
                    return a == b;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Partners_read_that_there_is_a_list_and_never_who_is_on_it() =>
        Prop.ForAll(
                Draw.Policies.ToArbitrary(),
                policy =>
                    PolicyWords
                        .Outward(policy)
                        .All(s =>
                            !s.Text.Contains("ldermere", StringComparison.Ordinal) && !s.Text.Contains("akhaven", StringComparison.Ordinal)
                        )
                    && PolicyWords.Outward(policy).Count == PolicyWords.Of(policy).Count
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_that_would_tell_who_is_on_its_list_is_refused()
    {
        Scope named = new() { Accounts = ["aldermere.example"] };
        foreach (
            var rule in (PolicyRule[])
                [
                    new("A", named) { DecisionHours = 24 },
                    new("A", named) { Required = [ClaimField.Domain] },
                    new("A", named) { Gates = [new(GateKind.Agreement, "2026")] },
                    new("A", named) { Band = new(0, 500) },
                    new("A", named) { Proof = 1 },
                    new("A", named) { Capacity = new(5, null, true) },
                ]
        )
            Wrong(rule).Single().ShouldContain("on the list");
        Wrong(new PolicyRule("A", named) { Eligibility = new(false, "Kept by us."), WindowDays = 90 }).ShouldBeEmpty();
    }

    [Fact]
    public void A_list_that_names_nobody_or_contradicts_itself_is_refused()
    {
        Wrong(new PolicyRule("A", new() { Accounts = ["!!"] }) { WindowDays = 90 }).Single().ShouldContain("neither a website nor");
        Wrong(new PolicyRule("A", new() { Accounts = ["A.example"], Except = ["B.example"] }) { WindowDays = 90 })
            .Single()
            .ShouldContain("Choose one of the two.");
        Wrong(
                new PolicyRule("All", new() { Products = ["Observe", "Trace"] }) { WindowDays = 90 },
                new PolicyRule("One", new() { Products = ["trace"] }) { WindowDays = 60 }
            )
            .Single()
            .ShouldContain("Put this rule before it.");
    }

    [Fact]
    public void Refused_by_a_list_is_received_and_told_with_the_decision()
    {
        var policy = Policy.Default with
        {
            Rules = [new("Kept", new() { Accounts = ["aldermere.example"] }) { Eligibility = new(false, "We serve it ourselves.") }],
        };
        var terms = PolicyResolver.Of(policy, 1, Aldermere);
        terms.EligibleAtDoor.ShouldBeFalse();
        var finding = PolicyChecks.Eligible(terms).Single();
        (finding.Severity, finding.Own, finding.PartnerText).ShouldBe((Severity.Block, false, "We serve it ourselves."));
    }

    private static (string? Fault, string Findings, string Terms) Outward(ClaimFacts facts, Policy policy)
    {
        var assessment = Assessment.Of(facts, Terms.Of(1, policy, "Europe/London"), Draw.Now);
        var applied = PolicyResolver.Outward(policy, 1, Segment.Of(facts));
        return (
            assessment.OwnFault?.Code,
            string.Join('|', assessment.ForPartnerBeforeDecision.Select(f => $"{f.Code} {f.Severity} {f.PartnerText}")),
            string.Join('|', applied.Select(a => a.Value)) + assessment.Own.Values.DecisionHours
        );
    }

    private static PolicyRule Emptied(PolicyRule rule) =>
        rule with
        {
            Scope = rule.Scope with
            {
                Accounts = rule.Scope.Accounts is null ? null : ["nobody.invalid"],
                Except = rule.Scope.Except is null ? null : ["nobody.invalid"],
            },
        };

    private static IReadOnlyList<string> Wrong(params PolicyRule[] rules) =>
        [.. PolicyCheck.Wrong(Policy.Default with { Rules = rules }).Values];
}
