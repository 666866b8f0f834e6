using Entente.Partners;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Rules.Registrations;

public sealed class AssessmentTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly PartnerId Us = Ids.New<PartnerId>(Now);
    private static readonly PartnerId Them = Ids.New<PartnerId>(Now.AddDays(-900));
    private static readonly Guid Account = Us.Value;

    private static readonly Claim Claim = Claims.Whole();

    private static readonly ClaimFacts Clear = new(
        Claim,
        new(Us, "Kestrel Quay", "Select", 2, true, "active", ["UK & Ireland"], Inside: true),
        [],
        [],
        []
    );

    private static readonly CandidateFact Sure = new(
        Account,
        "Aldermere Foods plc",
        "aldermere.example",
        null,
        100,
        true,
        false,
        ["same registrable domain"]
    );

    private static readonly RivalFact Rival = new(
        Them.Value,
        "DR-0001",
        Them,
        "Vantora",
        "Aldermere Foods",
        3,
        RegistrationState.Approved,
        ProtectionState.Conditional,
        Now.AddDays(-10),
        Now.AddDays(80),
        null
    );

    private static readonly OpportunityFact Direct = new(
        Account,
        Account,
        "Aldermere: plants",
        "Discovery",
        new Money(60_000_00, "EUR"),
        "Priya Raman",
        null,
        Now.AddDays(-90),
        Now.AddDays(-61)
    );

    [Fact]
    public void A_clear_claim_passes_every_rule_and_is_approved()
    {
        var assessed = Of(Clear);

        assessed.IsClear.ShouldBeTrue();
        assessed.Suggestion.ShouldBe(Suggestion.Approve);
        assessed.OwnFault.ShouldBeNull();
        assessed.Findings.Count.ShouldBe(15);
    }

    [Fact]
    public void An_open_lead_of_the_vendors_own_people_wants_a_look_and_the_partner_reads_what_it_reads_of_any_deal()
    {
        var lead = new LeadFact("Aldermere, plants", "Working", "Priya Raman", Now.AddDays(-12));
        var found = Finding(Of(Clear with { Leads = [lead] }), FindingCodes.Opportunity);

        found.Severity.ShouldBe(Severity.Warn);
        found.StaffText.ShouldBe("Direct sales work on it as a lead: Aldermere, plants, Working, owner Priya Raman, 12 days old.");
        var deal = Finding(Of(Clear with { Candidates = [Sure], Opportunities = [Direct], Leads = [lead] }), FindingCodes.Opportunity);
        deal.PartnerText.ShouldBe(found.PartnerText, "nobody learns from the sentence whether it is a lead or a deal");
        deal.Facts.Select(f => f.Label).ShouldBe(["Aldermere: plants", "Lead Aldermere, plants"]);
    }

    [Fact]
    public void A_partner_whom_the_CRM_names_on_the_opportunity_is_told_to_staff_by_name_and_to_partners_not_at_all()
    {
        var taken = Direct with { Attributed = [new("Vantora Group", "Reseller", Own: false)] };
        var found = Finding(Of(Clear with { Candidates = [Sure], Opportunities = [taken] }), FindingCodes.Attribution);

        found.Severity.ShouldBe(Severity.Warn);
        found.StaffText.ShouldBe("Vantora Group is already on Aldermere: plants in the CRM (Reseller).");
        found.PartnerText!.ShouldNotContain("Vantora");
        found.Own.ShouldBeFalse("told with the decision at the earliest");

        var own = Direct with { Attributed = [new("Kestrel Quay", null, Own: true)] };
        Finding(Of(Clear with { Opportunities = [own] }), FindingCodes.Attribution).Severity.ShouldBe(Severity.Info);
    }

    [Fact]
    public void The_same_facts_give_the_same_assessment() =>
        Platform
            .Jobs.Json.Write(Of(Clear with { Candidates = [Sure] }))
            .ShouldBe(Platform.Jobs.Json.Write(Of(Clear with { Candidates = [Sure] })));

    [Fact]
    public void A_company_another_partner_protects_is_blocked_and_declined()
    {
        var assessed = Of(Clear with { Registrations = [Rival] });

        Finding(assessed, FindingCodes.Registration).Severity.ShouldBe(Severity.Block);
        assessed.Suggestion.ShouldBe(Suggestion.Decline);
    }

    [Theory]
    [InlineData(AccountStanding.KeptDirect)]
    [InlineData(AccountStanding.Blocked)]
    [InlineData(AccountStanding.OtherPartners)]
    public void An_account_on_the_vendors_list_is_declined(AccountStanding standing) =>
        Of(Clear with { Partner = Clear.Partner with { Named = standing } }).Suggestion.ShouldBe(Suggestion.Decline);

    [Fact]
    public void A_claim_another_partner_made_first_warns_until_somebody_rules() =>
        Finding(
            Of(Clear with { Registrations = [Rival with { State = RegistrationState.InReview, Protection = ProtectionState.None }] }),
            FindingCodes.Registration
        )
            .Severity.ShouldBe(Severity.Warn);

    [Fact]
    public void An_ended_claim_of_another_partner_no_longer_counts()
    {
        var ended = Rival with { State = RegistrationState.Withdrawn, Protection = ProtectionState.Released };

        Of(Clear with { Registrations = [ended] }).IsClear.ShouldBeTrue();
    }

    [Fact]
    public void An_open_opportunity_blocks_on_the_same_company_and_warns_on_a_likely_one()
    {
        var likely = Sure with { Certain = false, Score = 87 };

        Finding(Of(Clear with { Candidates = [Sure], Opportunities = [Direct] }), FindingCodes.Opportunity)
            .Severity.ShouldBe(Severity.Block);
        Finding(Of(Clear with { Candidates = [likely], Opportunities = [Direct] }), FindingCodes.Opportunity)
            .Severity.ShouldBe(Severity.Warn);
    }

    [Fact]
    public void Outside_the_territory_warns_unless_the_policy_sets_none()
    {
        var abroad = Clear with { Claim = Claim with { Country = "FR" }, Partner = Clear.Partner with { Inside = false } };

        Finding(Of(abroad), FindingCodes.Territory).Severity.ShouldBe(Severity.Warn);
        Finding(Of(abroad, Policy.Default with { TerritoryMatters = false }), FindingCodes.Territory).Severity.ShouldBe(Severity.Info);
    }

    [Fact]
    public void Only_the_claims_own_input_is_refused()
    {
        Of(Clear with { Candidates = [Sure with { IsCustomer = true }], Opportunities = [Direct], Registrations = [Rival] })
            .OwnFault.ShouldBeNull();
        Of(Clear with { Claim = Claim with { Consent = false } }).OwnFault!.Fields!.Keys.ShouldBe(["consent"]);
        Of(Clear with { Claim = Claim with { Amount = null, Problem = null } })
            .OwnFault!.Fields!.Keys.ShouldBe(["problem", "amount"], ignoreOrder: true);
    }

    [Fact]
    public void A_partner_whose_own_claim_still_waits_is_told_its_number()
    {
        var own = Rival with { PartnerId = Us, Number = "DR-0042", State = RegistrationState.InReview, Protection = ProtectionState.None };

        Of(Clear with { Registrations = [own] }).OwnFault!.Message.ShouldContain("DR-0042");
    }

    [Fact]
    public void A_lead_needs_less_than_a_deal() =>
        Of(Clear with { Claim = Claim with { Kind = RegistrationKind.Lead, Amount = null, Problem = null, CloseDate = null } })
            .OwnFault.ShouldBeNull();

    [Fact]
    public void What_may_be_told_before_the_decision_does_not_depend_on_the_vendors_data()
    {
        var known = Clear with { Candidates = [Sure with { IsCustomer = true }], Opportunities = [Direct], Registrations = [Rival] };

        Platform
            .Jobs.Json.Write(Of(known).ForPartnerBeforeDecision.ToList())
            .ShouldBe(Platform.Jobs.Json.Write(Of(Clear).ForPartnerBeforeDecision.ToList()));
    }

    [Fact]
    public void No_sentence_for_partners_names_another_partner_or_the_vendors_data()
    {
        var known = Clear with { Candidates = [Sure with { IsCustomer = true }], Opportunities = [Direct], Registrations = [Rival] };
        var told = string.Join(' ', ClaimWords.WithDecision(Of(known).Findings));

        told.ShouldNotBeEmpty();
        foreach (var secret in new[] { "Vantora", "DR-0001", "Priya", "Discovery", "60", "Aldermere", "plc" })
            told.ShouldNotContain(secret);
    }

    private static Assessment Of(ClaimFacts facts, Policy? policy = null) =>
        Assessment.Of(facts, Terms.Of(7, policy ?? Policy.Default, "Europe/London"), Now);

    private static Finding Finding(Assessment assessment, string code) => assessment.Findings.Single(f => f.Code == code);
}
