using Entente.Platform.Jobs;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.WhatIf;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

public sealed class ReplayTest
{
    private static readonly VerdictMoment Moment = new(Draw.Now, Draw.Now.AddHours(-3), Draw.Now.AddHours(-3), null, "Europe/London");

    [Fact]
    public void The_policy_of_then_reproduces_every_stored_verdict_of_this_engine_exactly() =>
        Prop.ForAll(
                Draw.Facts.ToArbitrary(),
                Draw.Policies.ToArbitrary(),
                (facts, policy) =>
                {
                    var stored = Json.Read<Policy>(Json.Write(policy));
                    var report = Report(stored, stored, Stored(facts, policy));
                    return report is { Reproduced: 1, Broken.Count: 0, Older: 0, Same: 1, Differ.Count: 0, Unknown.Count: 0 };
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Another_policy_differs_exactly_where_its_verdict_does() =>
        Prop.ForAll(
                Draw.Facts.ToArbitrary(),
                (from a in Draw.Policies from b in Draw.Policies select (a, b)).ToArbitrary(),
                (facts, policies) =>
                {
                    var report = Report(policies.a, policies.b, Stored(facts, policies.a));
                    var (was, now) = (ClaimVerdict.Of(facts, policies.a, 1, Moment), ClaimVerdict.Of(facts, policies.b, 2, Moment));
                    var unknown = now.Unknown.Except(was.Unknown).Any();
                    var door = was.Fault is not null || now.Fault is not null;
                    var differs =
                        was.Fault != now.Fault
                        || (
                            !door
                            && (
                                was.Automatic != now.Automatic
                                || was.Suggestion != now.Suggestion
                                || was.Leader != now.Leader
                                || was.RuledBy != now.RuledBy
                                || was.Due != now.Due
                            )
                        );
                    return report.Unknown.Count == (unknown ? 1 : 0)
                        && report.Differ.Count == (differs && !unknown ? 1 : 0)
                        && report.Same + report.Differ.Count + report.Unknown.Count == 1;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_claims_and_deals_are_listed_never_changes_a_ruling() =>
        Prop.ForAll(
                (from a in Draw.Facts from b in Draw.Facts from c in Draw.Facts select (a, b, c)).ToArbitrary(),
                Draw.Policies.ToArbitrary(),
                (drawn, policy) =>
                {
                    var (rivals, deals) = (
                        drawn.a.Registrations.Concat(drawn.b.Registrations).Concat(drawn.c.Registrations).Select(Apart).ToList(),
                        drawn.a.Opportunities.Concat(drawn.b.Opportunities).Concat(drawn.c.Opportunities).Select(Apart).ToList()
                    );
                    var listed = drawn.a with { Registrations = rivals, Opportunities = deals };
                    var turned = drawn.a with
                    {
                        Registrations = [.. rivals.AsEnumerable().Reverse()],
                        Opportunities = [.. deals.AsEnumerable().Reverse()],
                    };
                    var (one, other) = (ClaimVerdict.Of(listed, policy, 1, Moment), ClaimVerdict.Of(turned, policy, 1, Moment));
                    return (one.Leader, one.RuledBy, one.ClaimantLeads, one.Automatic)
                        == (other.Leader, other.RuledBy, other.ClaimantLeads, other.Automatic);
                }
            )
            .QuickCheckThrowOnFailure();

    // Claims of one moment are told apart by their ids alone.
    private static RivalFact Apart(RivalFact rival, int place) =>
        rival with
        {
            Id = new Guid(place, 0, 0, new byte[8]),
            PartnerName = $"Vantora {place}",
        };

    private static OpportunityFact Apart(OpportunityFact deal, int place) => deal with { Id = new Guid(place, 0, 0, new byte[8]) };

    [Fact]
    public void A_longer_window_is_a_gain_and_a_shorter_one_a_loss_and_each_is_told_with_its_dates()
    {
        var facts = Draw.Clear;
        var claim = Stored(facts, Policy.Default, "approve");
        var longer = Policy.Default with { LeadDays = 200, DealDays = 200 };

        var gains = Report(Policy.Default, longer, claim).Differ.ShouldHaveSingleItem();
        gains.Favour.ShouldBe(Favour.Gains);
        gains.Differences.ShouldHaveSingleItem().Is.ShouldBe("Protected until 28 Sep 2026");
        Report(longer, Policy.Default, Stored(facts, longer, "approve")).Differ.ShouldHaveSingleItem().Favour.ShouldBe(Favour.Loses);
    }

    [Fact]
    public void What_the_draft_asks_and_nobody_recorded_is_summed_apart()
    {
        var facts = Draw.Clear;
        facts = facts with { Partner = facts.Partner with { Certifications = null } };
        var asking = Policy.Default with
        {
            DecisionHours = 8,
            Rules = [new("Certified", Scope.Any) { Gates = [new(GateKind.Certification, "Observe")] }],
        };

        var report = Report(Policy.Default, asking, Stored(facts, Policy.Default));

        report.Differ.ShouldBeEmpty("one cannot say yet");
        report.Unknown.ShouldHaveSingleItem().Unknown.ShouldBe(["The certification Observe"]);
        report.Partners.ShouldHaveSingleItem().ShouldBe(new(Draw.Us, 0, 0, 1));
    }

    [Fact]
    public void A_trace_of_an_older_engine_is_replayed_first_and_what_that_alone_changes_is_listed()
    {
        var facts = Draw.Clear;
        var assessed = Assessment.Of(facts, Terms.Of(1, Policy.Default, "Europe/London"), Draw.Now);
        var other = assessed.Suggestion is Suggestion.Approve ? Suggestion.Compare : Suggestion.Approve;
        PastClaim Old(Suggestion suggestion) =>
            Claim(new("submit", 1, new(assessed.Findings, suggestion, assessed.Why, facts), Moment), facts);

        Report(Policy.Default, Policy.Default, Old(assessed.Suggestion))
            .ShouldSatisfyAllConditions(r => r.Older.ShouldBe(1), r => r.OlderUnlike.ShouldBeEmpty(), r => r.Differ.ShouldBeEmpty());
        Report(Policy.Default, Policy.Default, Old(other)).OlderUnlike.ShouldBe([("DR-0001", "The suggestion")]);
    }

    [Fact]
    public void A_verdict_that_cannot_be_made_again_is_reported_as_a_fault()
    {
        var facts = Draw.Clear;
        var past = Stored(facts, Policy.Default).Assessments[0];
        var forged = past with { Trace = past.Trace with { Verdict = past.Trace.Verdict! with { WindowDays = 91 } } };

        Report(Policy.Default, Policy.Default, Claim(forged, facts)).Broken.ShouldBe(["DR-0001"]);
    }

    private static WhatIfReport Report(Policy then, Policy draft, PastClaim claim)
    {
        var tally = new WhatIfTally(draft, 2, _ => then);
        tally.Add(claim);
        return tally.Report();
    }

    // As the database gives it back.
    private static PastClaim Stored(ClaimFacts facts, Policy policy, string act = "submit")
    {
        var assessed = Assessment.Of(facts, Terms.Of(1, policy, Moment.Zone), Moment.At);
        var trace = new StoredTrace(assessed.Findings, assessed.Suggestion, assessed.Why, facts)
        {
            Engine = Assessment.Engine,
            Moment = Moment,
            Verdict = ClaimVerdict.Of(facts, assessed, Moment),
        };
        var read = Json.Read<StoredTrace>(Json.Write(trace));
        return Claim(new(act, 1, read, read.Moment!), facts);
    }

    private static PastClaim Claim(PastAssessment past, ClaimFacts facts) =>
        new("DR-0001", facts.Claim.Company, facts.Partner.Id, facts.Claim.Amount, RegistrationState.InReview, [past]);
}
