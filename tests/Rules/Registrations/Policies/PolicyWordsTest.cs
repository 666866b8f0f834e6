using System.Text.Json.Nodes;
using Entente.Partners;
using Entente.Platform.Jobs;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

public sealed class PolicyWordsTest
{
    [Fact]
    public void A_rule_reads_as_one_sentence()
    {
        PolicyRule rule = new(
            "Elite deals",
            new(RegistrationKind.Deal, PartnerType.Reseller, PartnerTier.Elite, ["DE", "AT"], "DACH", Draw.Euro(50_000), Draw.Euro(200_000))
        )
        {
            WindowDays = 120,
            DecisionHours = 24,
            AutoApprove = new(true, AtMost: Draw.Euro(100_000)),
        };

        PolicyWords
            .Rule(rule)
            .ShouldBe(
                "Deals of Elite partners of the type Reseller at home in DACH for customers in Austria or Germany from €50,000 to below €200,000: "
                    + "decided within 24 hours of business days; protected for 120 days; "
                    + "approved without a person when no rule finds anything to look at and the value is at most €100,000."
            );
        PolicyWords.For(Scope.Any).ShouldBe("Every registration");
        PolicyWords.For(new(RegistrationKind.Lead)).ShouldBe("Every lead");
    }

    [Fact]
    public void A_reason_that_a_partner_reads_ends_as_it_was_written() =>
        PolicyWords
            .Rule(new("Closed", new(Countries: ["FR"])) { Eligibility = new(false, "France is sold by our own people.") })
            .ShouldBe("Registrations for customers in France: cannot be registered: France is sold by our own people.");

    [Fact]
    public void The_default_policy_reads_as_it_runs()
    {
        var words = PolicyWords.Of(Policy.Default).Select(s => s.Text).ToList();

        words.ShouldContain("A registration is decided within 48 hours of business days.");
        words.ShouldContain("Business days are Monday to Friday.");
        words.ShouldContain("A lead is protected for 60 days.");
        words.ShouldContain("What is decided without a person is decided 15 to 25 minutes after it was sent, never at once.");
        words.ShouldContain(
            "The first of these that separates two claims decides: registered beats unregistered, then incumbent beats net-new, "
                + "then first qualified submission, then certification breaks ties, then higher tier, then exact time."
        );
    }

    [Fact]
    public void A_change_is_told_with_what_was_until_then() =>
        PolicyDiff
            .Between(
                Policy.Default,
                Policy.Default with
                {
                    DealDays = 120,
                    Rules = [new("Leads", new(RegistrationKind.Lead)) { DecisionHours = 8 }],
                }
            )
            .Select(c => (c.Was, c.Is))
            .ShouldBe([
                ("A deal is protected for 90 days.", "A deal is protected for 120 days."),
                (null, "Every lead: decided within 8 hours of business days."),
            ]);

    [Fact]
    public void Nothing_differs_between_a_policy_and_itself_as_it_was_stored() =>
        Prop.ForAll(Draw.Policies.ToArbitrary(), policy => PolicyDiff.Between(policy, Json.Read<Policy>(Json.Write(policy))).Count == 0)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Two_policies_read_alike_only_when_they_decide_alike() =>
        Prop.ForAll(
                (
                    from a in Draw.Policies
                    from b in Draw.Policies
                    from same in Gen.Elements(true, false)
                    select (a, same ? a with { } : b)
                ).ToArbitrary(),
                Draw.Segments.ToArbitrary(),
                (policies, segment) =>
                {
                    var (a, b) = policies;
                    if (PolicyDiff.Between(a, b).Count > 0)
                        return true;
                    return Json.Write(PolicyResolver.Of(a, 1, segment)) == Json.Write(PolicyResolver.Of(b, 1, segment));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Each_thing_that_can_be_changed_is_told()
    {
        var policy = Policy.Default;
        Policy[] others =
        [
            policy with
            {
                Undo = new(5),
            },
            policy with
            {
                Changes = policy.Changes with { AmountPercent = 30 },
            },
            policy with
            {
                Changes = policy.Changes with { MendDays = 7 },
            },
            policy with
            {
                Extending = policy.Extending with { Most = 1 },
            },
            policy with
            {
                Extending = policy.Extending with { Days = 20 },
            },
            policy with
            {
                Extending = policy.Extending with { FreshDays = 20 },
            },
            policy with
            {
                Extending = policy.Extending with { WithinDays = 3 },
            },
            policy with
            {
                Extending = policy.Extending with { PostponeDays = 10 },
            },
            policy with
            {
                Silence = policy.Silence with { QuietDays = 40 },
            },
            policy with
            {
                Silence = policy.Silence with { WarnDays = 3 },
            },
            policy with
            {
                Silence = policy.Silence with { ReclaimDays = 0 },
            },
            policy with
            {
                Appeals = policy.Appeals with { WindowDays = 5 },
            },
            policy with
            {
                Appeals = policy.Appeals with { AnswerHours = 24 },
            },
            policy with
            {
                Quota = policy.Quota with { Base = 5 },
            },
            policy with
            {
                Quota = policy.Quota with { PerTenPercent = 5 },
            },
            policy with
            {
                Quota = policy.Quota with { LookBackDays = 90 },
            },
            policy with
            {
                Decay = policy.Decay with { Rule = new(45) },
            },
            policy with
            {
                Promises = new(24, 0),
            },
            policy with
            {
                Promises = new(48, 0),
            },
            policy with
            {
                Promises = new(0, 24),
            },
            policy with
            {
                Decay = policy.Decay with { Rule = new(45, 10) },
            },
            policy with
            {
                Decay = policy.Decay with { WarnDays = 3 },
            },
            policy with
            {
                Proof = new(1, 0),
            },
            policy with
            {
                Proof = new(0, 2),
            },
            policy with
            {
                DecisionHours = 24,
            },
            policy with
            {
                LeadDays = 61,
            },
            policy with
            {
                DealDays = 91,
            },
            policy with
            {
                HoldDays = 10,
            },
            policy with
            {
                WaitDays = 10,
            },
            policy with
            {
                RemindDays = [7],
            },
            policy with
            {
                RequiredOfLeads = [],
            },
            policy with
            {
                RequiredOfDeals = [ClaimField.Domain],
            },
            policy with
            {
                TerritoryMatters = false,
            },
            policy with
            {
                Holidays = [new(2026, 12, 25)],
            },
            policy with
            {
                BusinessDays = [DayOfWeek.Monday],
            },
            policy with
            {
                Delay = new(20, 10),
            },
            policy with
            {
                Conflicts = policy.Conflicts with { TieDays = 0 },
            },
            policy with
            {
                Conflicts = policy.Conflicts with { ActiveDays = 30 },
            },
            policy with
            {
                Conflicts = policy.Conflicts with { Overlap = Overlap.Share },
            },
            policy with
            {
                Conflicts = policy.Conflicts with { Order = [ConflictStep.Tier] },
            },
            policy with
            {
                Rules = [new("A", Scope.Any) { WindowDays = 30 }],
            },
        ];

        foreach (var other in others)
            PolicyDiff.Between(policy, other).Count.ShouldBe(1, Json.Write(other));
    }

    [Fact]
    public void The_order_of_rules_is_part_of_what_a_policy_says()
    {
        PolicyRule a = new("A", new(RegistrationKind.Lead)) { WindowDays = 30 };
        PolicyRule b = new("B", new(Tier: PartnerTier.Elite)) { WindowDays = 40 };

        PolicyDiff
            .Between(Policy.Default with { Rules = [a, b] }, Policy.Default with { Rules = [b, a] })
            .ShouldHaveSingleItem()
            .Is.ShouldBe("The rules’ order: “B”, “A”.");
    }

    [Fact]
    public void A_version_stored_before_there_were_rules_reads_as_it_did()
    {
        var old = JsonNode.Parse(Json.Write(Policy.Default))!.AsObject();
        foreach (var later in new[] { "rules", "conflicts", "businessDays", "delay", "proof", "decay", "promises" })
            old.Remove(later).ShouldBeTrue(later);

        Json.Write(Json.Read<Policy>(old.ToJsonString())).ShouldBe(Json.Write(Policy.Default));
    }
}
