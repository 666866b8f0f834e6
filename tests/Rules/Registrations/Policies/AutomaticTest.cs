using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

public sealed class AutomaticTest
{
    [Fact]
    public void The_default_policy_leaves_everything_to_people() =>
        Prop.ForAll(Draw.Facts.ToArbitrary(), facts => Verdict(facts, Policy.Default).Automatic is AutomaticOutcome.None)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_that_a_rule_blocks_and_nothing_unknown_is_approved_without_a_person() =>
        Prop.ForAll(
                Draw.Facts.ToArbitrary(),
                Draw.Policies.ToArbitrary(),
                (facts, policy) =>
                {
                    var verdict = Verdict(facts, policy);
                    if (verdict.Automatic is not AutomaticOutcome.Approve)
                        return true;
                    var assessed = Assessment.Of(facts, Terms.Of(1, policy, "Europe/London"), Draw.Now);
                    return verdict.Unknown.Count == 0
                        && verdict.ClaimantLeads
                        && verdict.Fault is null
                        && assessed.Findings.All(f => f.Severity < Severity.Block && f.Severity < assessed.Own.AutoApprove!.StopsAt)
                        && (assessed.Own.AutoApprove!.AtMost is not { } most || facts.Claim.Amount <= most)
                        && !facts.Registrations.Any(r => r.Protection.Protects());
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_refused_without_a_person_has_the_very_finding_and_its_reason() =>
        Prop.ForAll(
                Draw.Facts.ToArbitrary(),
                Draw.Policies.ToArbitrary(),
                (facts, policy) =>
                {
                    var verdict = Verdict(facts, policy);
                    if (verdict.Automatic is not (AutomaticOutcome.Decline or AutomaticOutcome.Reject))
                        return true;
                    var assessed = Assessment.Of(facts, Terms.Of(1, policy, "Europe/London"), Draw.Now);
                    return assessed.Own.AutoDecline.Any(d =>
                        d.Reason == verdict.AutomaticReason && assessed.Findings.Any(f => f.Code == d.Code && f.Severity >= d.AtLeast)
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void As_long_as_nobody_can_say_whether_the_company_is_known_a_person_decides_whatever_the_policy_allows() =>
        Prop.ForAll(
                Draw.Facts.ToArbitrary(),
                Draw.Policies.ToArbitrary(),
                (facts, policy) =>
                {
                    facts = facts with { NamesUnread = true, Candidates = [.. facts.Candidates.Where(c => !c.Certain)] };
                    var assessed = Assessment.Of(facts, Terms.Of(1, policy, "Europe/London"), Draw.Now);
                    return Verdict(facts, policy).Automatic is AutomaticOutcome.None
                        && assessed.Findings.Single(f => f.Code == FindingCodes.Company).Severity is Severity.Warn;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_a_strong_key_tells_needs_no_names()
    {
        var known = Draw.Clear with
        {
            Candidates =
            [
                new(new Guid(7, 0, 0, new byte[8]), "Aldermere Foods plc", "aldermere.example", null, 100, true, false, ["same domain"]),
            ],
        };
        var policy = Policy.Default with { TerritoryMatters = false, Rules = [new("Everybody", Scope.Any) { AutoApprove = new(true) }] };

        Verdict(known with { NamesUnread = true }, policy).ShouldBeEquivalentTo(Verdict(known, policy));
        Verdict(known, policy).Automatic.ShouldBe(AutomaticOutcome.Approve);
    }

    [Fact]
    public void A_certification_that_nobody_records_is_unknown_and_keeps_a_person_in()
    {
        var policy = Policy.Default with
        {
            RequiredOfDeals = [],
            RequiredOfLeads = [],
            TerritoryMatters = false,
            Rules = [new("Certified", Scope.Any) { Gates = [new(GateKind.Certification, "Observe")], AutoApprove = new(true) }],
        };
        var facts = Draw.Clear;

        Verdict(With(facts, null), policy).Unknown.ShouldBe(["The certification Observe"]);
        Verdict(With(facts, null), policy).Automatic.ShouldBe(AutomaticOutcome.None);
        Verdict(With(facts, []), policy).AutomaticBecause.ShouldBe("A certification or agreement is missing");
        Verdict(With(facts, ["observe"]), policy).Automatic.ShouldBe(AutomaticOutcome.Approve);
        Verdict(With(facts, ["observe"]), policy).AutomaticBecause.ShouldBe("Nothing speaks against it (“Certified”, policy version 1)");
    }

    [Fact]
    public void A_rule_that_only_may_be_for_the_claim_keeps_a_person_in()
    {
        var policy = Policy.Default with
        {
            RequiredOfDeals = [],
            TerritoryMatters = false,
            Rules =
            [
                new("Big deals", new(From: Draw.Euro(50_000))) { AutoApprove = new(false) },
                new("All", Scope.Any) { AutoApprove = new(true) },
            ],
        };
        var small = Draw.Clear with { Claim = Draw.Clear.Claim with { Amount = Draw.Euro(49_999) } };
        var unsaid = small with { Claim = small.Claim with { Amount = null } };

        Verdict(small, policy).Automatic.ShouldBe(AutomaticOutcome.Approve);
        Verdict(unsaid, policy).Automatic.ShouldBe(AutomaticOutcome.None);
        Verdict(unsaid, policy).AutomaticBecause.ShouldBe("Nobody recorded what “Big deals” asks for");
    }

    [Fact]
    public void Where_claims_may_stand_side_by_side_a_second_one_is_noted_and_a_protection_still_blocks()
    {
        var sharing = Policy.Default with { Conflicts = ConflictRules.Default with { Overlap = Overlap.Share } };
        Finding Found(Policy policy, RegistrationState state, ProtectionState protection) =>
            Assessment
                .Of(
                    Draw.Clear with
                    {
                        Registrations =
                        [
                            new(
                                Guid.Empty,
                                "DR-0001",
                                Ids.New<PartnerId>(Draw.Now.AddDays(-900)),
                                "Vantora",
                                "Aldermere Foods",
                                3,
                                state,
                                protection,
                                Draw.Now.AddDays(-3),
                                Draw.Now.AddDays(80),
                                null
                            ),
                        ],
                    },
                    Terms.Of(1, policy, "Europe/London"),
                    Draw.Now
                )
                .Findings.Single(f => f.Code == FindingCodes.Registration);

        Found(Policy.Default, RegistrationState.InReview, ProtectionState.None).Severity.ShouldBe(Severity.Warn);
        Found(sharing, RegistrationState.InReview, ProtectionState.None).Severity.ShouldBe(Severity.Info);
        Found(sharing, RegistrationState.Approved, ProtectionState.Active).Severity.ShouldBe(Severity.Block);
    }

    [Fact]
    public void Above_the_most_or_in_another_currency_a_person_decides()
    {
        var policy = Policy.Default with
        {
            RequiredOfDeals = [],
            TerritoryMatters = false,
            Rules = [new("All", Scope.Any) { AutoApprove = new(true, AtMost: Draw.Euro(84_000)) }],
        };
        ClaimFacts Worth(Money? amount) => Draw.Clear with { Claim = Draw.Clear.Claim with { Amount = amount } };

        Verdict(Worth(Draw.Euro(84_000)), policy).Automatic.ShouldBe(AutomaticOutcome.Approve);
        foreach (var amount in new Money?[] { new(84_000_01, "EUR"), new(1_00, "USD"), null })
            Verdict(Worth(amount), policy).Automatic.ShouldBe(AutomaticOutcome.None);
    }

    [Fact]
    public void The_decision_is_due_from_the_submission_on_whenever_it_is_looked_at() =>
        ClaimVerdict
            .Of(Draw.Clear, Policy.Default, 1, new(Draw.Now, Draw.Now, Draw.Now.AddHours(-5), null, "Europe/London"))
            .Due.ShouldBe(Policy.Default.Calendar("Europe/London").Due(Draw.Now.AddHours(-5), TimeSpan.FromHours(48), []));

    [Fact]
    public void Not_eligible_is_refused_at_the_door_with_the_published_reason()
    {
        var policy = Policy.Default with
        {
            Rules = [new("Not here", new(Countries: ["FR"])) { Eligibility = new(false, "France is sold by our own people.") }],
        };
        var facts = Draw.Clear;
        var french = facts with { Claim = facts.Claim with { Country = "FR" } };

        var assessed = Assessment.Of(french, Terms.Of(4, policy, "Europe/London"), Draw.Now);
        assessed.OwnFault!.Code.ShouldBe("registration.not_eligible");
        assessed.OwnFault.Message.ShouldBe("France is sold by our own people.");
        assessed.ForPartnerBeforeDecision.ShouldContain(f => f.Code == FindingCodes.Eligibility && f.Severity == Severity.Block);
        Assessment.Of(facts, Terms.Of(4, policy, "Europe/London"), Draw.Now).OwnFault.ShouldBeNull();
    }

    [Fact]
    public void No_automatic_decision_comes_sooner_than_the_delay_or_later_than_delay_and_jitter() =>
        Prop.ForAll(
                (
                    from minutes in Gen.Choose(1, 1440)
                    from jitter in Gen.Choose(1, 1440)
                    from id in Gen.Choose(0, 1_000_000)
                    select (minutes, jitter, id)
                ).ToArbitrary(),
                draw =>
                {
                    var after = new OutwardDelay(draw.minutes, draw.jitter).After(Draw.Now, Id(draw.id)) - Draw.Now;
                    return after >= TimeSpan.FromMinutes(draw.minutes) && after <= TimeSpan.FromMinutes(draw.minutes + draw.jitter);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_decision_of_a_person_is_told_sooner_than_the_delay_nor_while_it_can_be_undone_and_none_waits_longer_than_it_must() =>
        Prop.ForAll(
                (
                    from minutes in Gen.Choose(1, 60)
                    from jitter in Gen.Choose(1, 60)
                    from undo in Gen.Choose(0, 300)
                    from decided in Gen.Choose(0, 10_000)
                    from people in Gen.Elements(true, false)
                    from id in Gen.Choose(0, 1_000_000)
                    select (minutes, jitter, undo, decided, people, id)
                ).ToArbitrary(),
                draw =>
                {
                    var delay = new OutwardDelay(draw.minutes, draw.jitter) { People = draw.people };
                    var policy = Policy.Default with { Delay = delay, Undo = new(draw.undo) };
                    var (decided, due) = (Draw.Now.AddSeconds(draw.decided), delay.After(Draw.Now, Id(draw.id)));
                    var told = policy.ToldAt(decided, Draw.Now, Id(draw.id));
                    var undone = decided.AddSeconds(draw.undo);
                    return told >= undone && (draw.people ? told >= due && (told == undone || told == due) : told == undone);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_whole_jitter_is_used_and_no_more()
    {
        var minutes = Enumerable
            .Range(0, 500)
            .Select(i => (new OutwardDelay(15, 2).After(Draw.Now, Id(i)) - Draw.Now).TotalMinutes)
            .ToList();

        minutes.Min().ShouldBeInRange(15, 15.2);
        minutes.Max().ShouldBeInRange(16.8, 17);
    }

    [Fact]
    public void The_moment_differs_from_claim_to_claim() =>
        Enumerable.Range(0, 200).Select(i => OutwardDelay.Default.After(Draw.Now, Id(i))).Distinct().Count().ShouldBeGreaterThan(100);

    private static RegistrationId Id(int i) => new(new Guid(i, 0, 0, [1, 2, 3, 4, 5, 6, 7, 8]));

    private static ClaimVerdict Verdict(ClaimFacts facts, Policy policy) =>
        ClaimVerdict.Of(facts, policy, 1, new(Draw.Now, Draw.Now, Draw.Now, null, "Europe/London"));

    private static ClaimFacts With(ClaimFacts facts, IReadOnlyList<string>? certifications) =>
        facts with
        {
            Partner = facts.Partner with { Certifications = certifications },
        };
}
