using Entente.Platform.Jobs;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.WhatIf;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

/// <summary>Files that a policy asks for as proof.</summary>
public sealed class ProofTest
{
    private static Arbitrary<(int Asked, int? Came, bool Carries)> Counts =>
        (
            from asked in Gen.Choose(0, ProofRules.Most)
            from came in Gen.Elements<int?>(null, 0, 1, 2, 5)
            from carries in Gen.Elements(true, false)
            select (asked, came, carries)
        ).ToArbitrary();

    [Fact]
    public void What_is_missing_is_found_and_refused_only_where_the_way_in_could_have_brought_it() =>
        Prop.ForAll(
                Counts,
                c =>
                {
                    var found = Assess(c.Asked, c.Came, c.Carries);
                    var finding = found.Findings.SingleOrDefault(f => f.Code == FindingCodes.Proof);
                    var missing = c.Came is { } came && came < c.Asked;
                    return (finding is null) == (c.Asked == 0)
                        && (finding is { Severity: Severity.Warn }) == (c.Asked > 0 && (missing || c.Came is null))
                        && (found.OwnFault?.Fields?.ContainsKey("files") == true) == (missing && c.Carries)
                        && (finding is null or { Own: true });
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_file_too_many_is_ever_a_fault_and_each_more_only_helps() =>
        Prop.ForAll(
                Counts,
                c =>
                    Enumerable
                        .Range(0, 8)
                        .Select(n =>
                            Assess(c.Asked, n, c.Carries).Findings.Any(f => f is { Code: FindingCodes.Proof, Severity: Severity.Warn })
                        )
                        .SequenceEqual(Enumerable.Range(0, 8).Select(n => n < c.Asked))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_whose_proof_is_missing_or_not_counted_is_approved_without_a_person() =>
        Prop.ForAll(
                Draw.Facts.ToArbitrary(),
                Draw.Policies.ToArbitrary(),
                (facts, policy) =>
                {
                    var assessed = Assessment.Of(facts, Terms.Of(1, policy, "Europe/London"), Draw.Now);
                    return Automatic.Of(assessed, assessed.Own, null).Outcome is not AutomaticOutcome.Approve
                        || (facts.Files ?? 0) >= assessed.Own.Values.Proof.Of(facts.Claim.Kind);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_asks_for_more_or_for_none_whatever_the_base_values_say()
    {
        var policy = Policy.Default with
        {
            Proof = new(0, 1),
            Rules =
            [
                new("Large", new(From: Draw.Euro(50_000))) { Proof = 3 },
                new("Renewals", new(RegistrationKind.Renewal)) { Proof = 0 },
            ],
        };

        PolicyCheck.Wrong(policy).ShouldBeEmpty();
        int Of(Segment segment) => PolicyResolver.Of(policy, 1, segment).Values.Proof.Of(segment.Kind);
        Of(new(RegistrationKind.Deal, Amount: Draw.Euro(60_000))).ShouldBe(3);
        Of(new(RegistrationKind.Deal, Amount: Draw.Euro(40_000))).ShouldBe(1);
        Of(new(RegistrationKind.Renewal, Amount: Draw.Euro(40_000))).ShouldBe(0);
        Of(new(RegistrationKind.Lead, Amount: Draw.Euro(40_000))).ShouldBe(0);
        PolicyWords.Of(policy).Select(s => s.Text).ShouldContain("A deal needs 1 file as proof.");
        PolicyWords.Rule(policy.Rules[0]).ShouldBe("Registrations from €50,000 on: needs 3 files as proof.");
        PolicyWords.Rule(policy.Rules[1]).ShouldBe("Every renewal: needs no files as proof.");
    }

    [Fact]
    public void More_than_one_form_carries_and_two_answers_for_the_same_claims_are_refused()
    {
        PolicyCheck.Wrong(Policy.Default with { Proof = new(0, 6) })["proofOfDeals"].ShouldBe("Choose between 0 and 5 files.");
        PolicyCheck
            .Wrong(Policy.Default with { Rules = [new("A", Scope.Any) { Proof = 6 }] })
            .Values.ShouldHaveSingleItem()
            .ShouldContain("more do not come with one form");
        PolicyCheck
            .Wrong(Policy.Default with { Rules = [new("A", Scope.Any) { Proof = 1 }, new("B", new(RegistrationKind.Lead)) { Proof = 2 }] })
            .Values.ShouldHaveSingleItem()
            .ShouldContain("says otherwise: needs 1 file as proof");
    }

    [Fact]
    public void A_draft_that_asks_for_proof_says_of_each_past_claim_what_would_differ_or_that_nobody_counted()
    {
        var draft = Policy.Default with { Proof = new(0, 2) };
        WhatIfReport Report(int? files, bool carries)
        {
            var facts = Draw.Clear with { Files = files, TakesFiles = carries };
            var moment = new VerdictMoment(Draw.Now, Draw.Now, Draw.Now, null, "Europe/London");
            var assessed = Assessment.Of(facts, Terms.Of(1, Policy.Default, moment.Zone), moment.At);
            var trace = new StoredTrace(assessed.Findings, assessed.Suggestion, assessed.Why, facts)
            {
                Engine = Assessment.Engine,
                Moment = moment,
                Verdict = ClaimVerdict.Of(facts, assessed, moment),
            };
            var read = Json.Read<StoredTrace>(Json.Write(trace));
            var tally = new WhatIfTally(draft, 2, _ => Policy.Default);
            tally.Add(new("DR-0001", "Aldermere Foods", Draw.Us, null, RegistrationState.InReview, [new("submit", 1, read, moment)]));
            return tally.Report();
        }

        Report(1, carries: true)
            .Differ.ShouldHaveSingleItem()
            .Differences.ShouldContain(new Difference(DifferenceKind.Decision, "Received", "Not received: proof is missing", Favour.Loses));
        Report(1, carries: false)
            .Differ.ShouldHaveSingleItem()
            .Differences.ShouldContain(
                new Difference(DifferenceKind.Decision, "Suggested: approve", "Suggested: ask for information", Favour.Loses)
            );
        Report(2, carries: true).Same.ShouldBe(1);
        Report(null, carries: true).Unknown.ShouldHaveSingleItem().Unknown.ShouldBe(["How many files came as proof"]);
    }

    private static Assessment Assess(int asked, int? came, bool carries) =>
        Assessment.Of(
            Draw.Clear with
            {
                Files = came,
                TakesFiles = carries,
            },
            Terms.Of(1, Policy.Default with { Proof = new(0, asked) }, "Europe/London"),
            Draw.Now
        );
}
