using Entente.Partners;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.WhatIf;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

/// <summary>Limits of how much is protected at once.</summary>
public sealed class CapacityTest
{
    private static Arbitrary<(Capacity Limit, int Own, int All)> Drawn =>
        (
            from each in Gen.Elements<int?>(null, 1, 3, 5)
            from inAll in Gen.Elements<int?>(null, 6, 9)
            from refuses in Gen.Elements(true, false)
            from own in Gen.Choose(0, 7)
            from others in Gen.Choose(0, 7)
            select (new Capacity(each, each is null ? inAll ?? 6 : inAll, refuses), own, own + others)
        ).ToArbitrary();

    [Fact]
    public void A_limit_warns_or_refuses_exactly_when_it_is_reached() =>
        Prop.ForAll(
                Drawn,
                d =>
                {
                    var (limit, own, all) = d;
                    var found = Assess(limit, own, all);
                    var worst = limit.Refuses ? Severity.Block : Severity.Warn;
                    return Weight(found, FindingCodes.OwnPlaces) == Expected(limit.PerPartner, own, worst)
                        && Weight(found, FindingCodes.AllPlaces) == Expected(limit.InAll, all, worst)
                        && CapacityChecks.Closed(found) == (limit.Refuses && (own >= limit.PerPartner || all >= limit.InAll));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_others_hold_changes_nothing_that_a_partner_reads_before_the_decision_and_no_number_after_it() =>
        Prop.ForAll(
                Drawn,
                Gen.Choose(0, 40).ToArbitrary(),
                (d, others) =>
                {
                    var (a, b) = (Assess(d.Limit, d.Own, d.All), Assess(d.Limit, d.Own, d.Own + others));
                    static string Before(Assessment a) =>
                        string.Join('|', a.ForPartnerBeforeDecision.Select(f => $"{f.Code} {f.Severity} {f.PartnerText}"));
                    return Before(a) == Before(b)
                        && a.OwnFault?.Code == b.OwnFault?.Code
                        && b.Findings.Where(f => f.Code == FindingCodes.AllPlaces)
                            .All(f => f.PartnerText is not { } text || !text.Any(char.IsDigit));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_claim_that_has_its_place_keeps_it_however_full_it_is() =>
        Prop.ForAll(
                Drawn,
                d =>
                {
                    var facts = Facts(d.Limit, d.Own, d.All);
                    var held = facts with { Places = [.. facts.Places!.Select(p => p with { Holds = true })] };
                    return !CapacityChecks.Closed(Assessment.Of(held, Terms.Of(1, Limited(d.Limit), "Europe/London"), Draw.Now));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void One_place_more_is_never_refused_where_fewer_were_not_and_nothing_full_or_uncounted_is_approved_without_a_person() =>
        Prop.ForAll(
                Draw.Facts.ToArbitrary(),
                Draw.Policies.ToArbitrary(),
                Gen.Choose(0, 12).ToArbitrary(),
                (facts, policy, taken) =>
                {
                    Assessment At(int all) =>
                        Assessment.Of(Draw.Counted(facts, policy, all / 2, all), Terms.Of(1, policy, "Europe/London"), Draw.Now);
                    var (now, less) = (At(taken), At(Math.Max(0, taken - 1)));
                    var uncounted = Assessment.Of(facts, Terms.Of(1, policy, "Europe/London"), Draw.Now);
                    bool Approves(Assessment a) => Automatic.Of(a, a.Own, null).Outcome is AutomaticOutcome.Approve;
                    return (CapacityChecks.Closed(now) || !CapacityChecks.Closed(less))
                        && !(Approves(now) && CapacityChecks.Closed(now))
                        && !(Approves(uncounted) && uncounted.Own.Places.Count > 0);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_limit_that_fits_holds()
    {
        var policy = Policy.Default with
        {
            Rules =
            [
                new("Germany", new(Countries: ["DE"])) { Capacity = new(null, 100, false) },
                new("Deals", new(RegistrationKind.Deal)) { Capacity = new(20, null, true) },
                new("Elite", new(Tier: PartnerTier.Elite)) { Capacity = new(50, null, true) },
            ],
        };

        PolicyCheck.Wrong(policy).ShouldBeEmpty();
        PolicyResolver
            .Of(policy, 1, new(RegistrationKind.Deal, Tier: PartnerTier.Select, Country: "DE"))
            .Places.Select(p => p.Counts)
            .ShouldBe(["Registrations for customers in Germany", "Every deal"]);
        PolicyWords
            .Rule(policy.Rules[0])
            .ShouldBe(
                "Registrations for customers in Germany: at most 100 protected at once in all, beyond that one more only as an exception."
            );
        PolicyWords
            .Rule(policy.Rules[1])
            .ShouldBe("Every deal: at most 20 protected at once for each partner, beyond that none is approved.");
    }

    [Fact]
    public void A_limit_that_contradicts_itself_or_another_of_the_same_claims_is_refused()
    {
        Wrong(new PolicyRule("A", Scope.Any) { Capacity = new(null, null, true) }).ShouldContain("for each partner or in all");
        Wrong(new PolicyRule("A", Scope.Any) { Capacity = new(0, 5, true) }).ShouldContain("between 1 and");
        Wrong(new PolicyRule("A", Scope.Any) { Capacity = new(30, 20, true) }).ShouldContain("would never be reached");
        Wrong(new PolicyRule("A", new(Countries: ["FR"])) { Capacity = new(1, 2, true), Eligibility = new(false, "Not there.") })
            .ShouldContain("Only one of the two can be.");
        Wrong(
                new PolicyRule("A", new(RegistrationKind.Lead)) { Capacity = new(1, null, true) },
                new PolicyRule("B", new(RegistrationKind.Lead)) { Capacity = new(2, null, true) }
            )
            .ShouldContain("is for the same claims and says otherwise");
    }

    [Fact]
    public void Another_limit_on_what_was_counted_is_replayed_and_a_new_one_is_unknown()
    {
        var then = Limited(new(5, null, true));
        var moment = new VerdictMoment(Draw.Now, Draw.Now, Draw.Now, null, "Europe/London");
        var facts = Draw.Clear with { Files = 0, Places = [new("Every registration", 4, 9)] };
        WhatIfReport Report(Policy draft)
        {
            var assessed = Assessment.Of(facts, Terms.Of(1, then, moment.Zone), moment.At);
            var trace = new StoredTrace(assessed.Findings, assessed.Suggestion, assessed.Why, facts)
            {
                Engine = Assessment.Engine,
                Moment = moment,
                Verdict = ClaimVerdict.Of(facts, assessed, moment),
            };
            var tally = new WhatIfTally(draft, 2, _ => then);
            tally.Add(new("DR-0001", "Aldermere Foods", Draw.Us, null, RegistrationState.Approved, [new("approve", 1, trace, moment)]));
            return tally.Report();
        }

        Report(then).Same.ShouldBe(1);
        Report(Limited(new(4, null, true)))
            .Differ.ShouldHaveSingleItem()
            .Differences.ShouldHaveSingleItem()
            .ShouldBe(new(DifferenceKind.Decision, "A place was free", "No place left: nobody could approve it", Favour.Loses));
        Report(then with { Rules = [new("Deals", new(RegistrationKind.Deal)) { Capacity = new(4, null, true) }] })
            .Unknown.ShouldHaveSingleItem()
            .Unknown.ShouldBe(["How many were protected of: every deal"]);
    }

    private static Severity? Expected(int? limit, int taken, Severity worst) =>
        limit is not { } most ? null
        : taken >= most ? worst
        : Severity.Info;

    private static Severity? Weight(Assessment found, string code) => found.Findings.SingleOrDefault(f => f.Code == code)?.Severity;

    private static string Wrong(params PolicyRule[] rules) =>
        PolicyCheck.Wrong(Policy.Default with { Rules = rules }).Values.ShouldHaveSingleItem();

    private static Policy Limited(Capacity limit) => Policy.Default with { Rules = [new("Everybody", Scope.Any) { Capacity = limit }] };

    private static ClaimFacts Facts(Capacity limit, int own, int all) => Draw.Counted(Draw.Clear, Limited(limit), own, all);

    private static Assessment Assess(Capacity limit, int own, int all) =>
        Assessment.Of(Facts(limit, own, all), Terms.Of(1, Limited(limit), "Europe/London"), Draw.Now);
}
