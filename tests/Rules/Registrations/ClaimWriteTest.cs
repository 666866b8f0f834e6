using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Crm;
using Entente.Registrations.Mails;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Ui;

namespace Entente.Rules.Registrations;

public sealed partial class ClaimWriteTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly Terms Terms = Terms.Of(1, Policy.Default, "Europe/Berlin");
    private static readonly PartnerOnDeal Kestrel = new(
        "Kestrel Quay",
        "Reseller",
        "Select",
        "Reseller",
        new Dictionary<string, string?> { [EntenteFields.CertificationLevel] = "Engineer", [EntenteFields.CertifiedUntil] = "2026-09-30" }
    );
    private static readonly WriteInto Nothing = new(null, null, null, "Europe/Berlin");

    [Fact]
    public void An_approval_writes_company_contact_deal_and_note_in_that_order_each_linked_to_what_came_before()
    {
        var write = ClaimWrite.Of(Approved(), Kestrel, Nothing);

        write.Steps.Select(s => s.Kind).ShouldBe([CrmObject.Account, CrmObject.Contact, CrmObject.Deal, CrmObject.Note]);
        for (var i = 0; i < write.Steps.Count; i++)
            write.Steps[i].Links.ShouldAllBe(l => write.Steps.Take(i).Any(s => s.EntenteId == l.EntenteId));
    }

    [Fact]
    public void Written_twice_it_names_the_same_records()
    {
        var registration = Approved();

        var ids = ClaimWrite.Of(registration, Kestrel, Nothing).Steps.Select(s => s.EntenteId).ToList();

        ids.ShouldBe(ClaimWrite.Of(registration, Kestrel, Nothing).Steps.Select(s => s.EntenteId));
        ids.Distinct().Count().ShouldBe(4);
        ids.ShouldAllBe(id => id.Length <= 64);
    }

    [Fact]
    public void The_deal_carries_the_number_the_partner_and_the_last_protected_day_in_the_workspaces_zone()
    {
        var deal = ClaimWrite.Of(Approved(), Kestrel, Nothing).Steps.Single(s => s.Kind is CrmObject.Deal).Fields;

        deal[EntenteFields.RegistrationNumber].ShouldBe("DR-0001");
        deal[EntenteFields.Partner].ShouldBe("Kestrel Quay");
        deal[EntenteFields.ProtectedUntil].ShouldBe("2026-06-10");
        deal[EntenteFields.ProtectedFrom].ShouldBe("2026-03-12");
        deal[EntenteFields.LastPartnerActivity].ShouldNotBeNull();
        deal[CrmFields.Amount].ShouldBe("84000");
    }

    [Fact]
    public void A_won_deal_keeps_its_last_protected_day_and_a_lost_one_has_none_each_with_its_own_note()
    {
        var (won, lost) = (Approved(), Approved());
        won.Convert("501", null, Now);
        won.Win(Now.AddDays(5));
        lost.Convert("502", null, Now);
        lost.Lose(Now.AddDays(5));

        var ends = new[] { won, lost }.Select(r => ClaimWrite.End(r, "Kestrel Quay", "Europe/Berlin", Now.AddDays(5)).Steps).ToList();

        ends[0][1].Fields.ShouldBe(new Dictionary<string, string?> { [EntenteFields.RegistrationStatus] = "Won" });
        ends[0][0].EntenteId.ShouldBe($"note-{won.Id.Value:N}-won");
        ends[0][0].Fields[CrmFields.Body].ShouldBe("The deal with Aldermere Foods is won. It stays attributed to Kestrel Quay.");
        ends[1][1].Fields[EntenteFields.RegistrationStatus].ShouldBe("Lost");
        ends[1][1].Fields.ShouldContain(new KeyValuePair<string, string?>(EntenteFields.ProtectedUntil, null));
        ends[1][0].EntenteId.ShouldBe($"note-{lost.Id.Value:N}-lost");
    }

    [Fact]
    public void A_company_and_a_contact_that_are_known_are_linked_and_not_changed()
    {
        var steps = ClaimWrite.Of(Approved(), Kestrel, Nothing with { AccountId = "77", ContactId = "88" }).Steps;

        (steps[0].CrmId, steps[0].Fields.Count).ShouldBe(("77", 0));
        (steps[1].CrmId, steps[1].Fields.Count).ShouldBe(("88", 0));
    }

    [Fact]
    public void The_deal_carries_everything_that_is_known_of_the_partner_and_of_others_who_want_it()
    {
        var into = Nothing with { Standing = new(Incumbent: true, ConflictStatus.Resolved) };
        var deal = ClaimWrite.Of(Approved(), Kestrel, into).Steps.Single(s => s.Kind is CrmObject.Deal).Fields;

        deal[EntenteFields.PartnerType].ShouldBe("Reseller");
        deal[EntenteFields.Tier].ShouldBe("Select");
        deal[EntenteFields.Motion].ShouldBe("Reseller");
        (deal[EntenteFields.Attribution], deal[EntenteFields.Share]).ShouldBe(("Sourced", "100"));
        (deal[EntenteFields.Incumbent], deal[EntenteFields.ConflictStatus]).ShouldBe(("Yes", "resolved"));
        (deal[EntenteFields.CertificationLevel], deal[EntenteFields.CertifiedUntil]).ShouldBe(("Engineer", "2026-09-30"));
        foreach (var unknown in (string[])[EntenteFields.OnboardedOn, EntenteFields.TrainedOn])
            deal.ContainsKey(unknown).ShouldBeFalse(unknown);

        var onboarded = Kestrel with { OnboardedOn = new(2026, 2, 3) };
        ClaimWrite
            .Of(Approved(), onboarded, into)
            .Steps.Single(s => s.Kind is CrmObject.Deal)
            .Fields[EntenteFields.OnboardedOn]
            .ShouldBe("2026-02-03");
    }

    [Fact]
    public void Every_field_of_ours_on_a_deal_is_written_or_said_to_be_unknown()
    {
        string[] unknown =
        [
            EntenteFields.Id,
            // Written by the room of conflicts, where there is one.
            EntenteFields.ConflictNote,
            EntenteFields.TrainedOn,
        ];
        var deal = ClaimWrite
            .Of(Approved(Priced), Kestrel with { OnboardedOn = new(2026, 2, 3) }, Nothing)
            .Steps.Single(s => s.Kind is CrmObject.Deal)
            .Fields;

        EntenteFields.Of(CrmObject.Deal).Select(f => f.Name).Except(deal.Keys).ShouldBe(unknown, ignoreOrder: true);
    }

    [Fact]
    public void What_was_granted_of_prices_stands_on_the_deal_and_its_last_day_goes_when_the_claim_is_given_back()
    {
        var registration = Approved(Priced);
        var deal = ClaimWrite.Of(registration, Kestrel, Nothing).Steps.Single(s => s.Kind is CrmObject.Deal).Fields;
        (deal[EntenteFields.DiscountBand], deal[EntenteFields.PriceList], deal[EntenteFields.PricesUntil]).ShouldBe(
            ("5 % to 15 %", "2026", "2026-04-11")
        );

        registration.Withdraw(null, "Not any more", Now.AddDays(1));

        ClaimWrite
            .End(registration, "Kestrel Quay", "Europe/Berlin", Now.AddDays(1))
            .Steps[1]
            .Fields.ShouldContain(new KeyValuePair<string, string?>(EntenteFields.PricesUntil, null));
    }

    [Fact]
    public void What_is_written_to_a_field_of_few_words_is_one_of_them()
    {
        foreach (var type in Enum.GetValues<PartnerType>())
        foreach (var tier in Enum.GetValues<PartnerTier>())
        foreach (var conflict in (string[])[ConflictStatus.None, ConflictStatus.Open, ConflictStatus.Resolved])
        {
            var partner = Kestrel with { Type = type.Words(), Tier = tier.Words(), Motion = type.Motion().Words() };
            var into = Nothing with { Standing = new(type is PartnerType.Isv, conflict) };
            var deal = ClaimWrite.Of(Approved(), partner, into).Steps.Single(s => s.Kind is CrmObject.Deal).Fields;
            foreach (var field in EntenteFields.Of(CrmObject.Deal).Where(f => f.Values.Count > 0))
                field.Values.ShouldContain(deal[field.Name], field.Name);
        }
    }

    [Fact]
    public void A_mail_stands_on_the_deals_timeline_once_without_a_way_in()
    {
        var registration = Approved();
        var mail = MailCopy.Of(MailTexts.Approved(registration, "Europe/Berlin"), "ines@kestrel.example", Now);
        var steps = ClaimWrite.Of(registration, Kestrel, Nothing with { Mail = mail }).Steps;
        var reminder = MailCopy.Of(MailTexts.ProtectionEnds(registration, 14, "Europe/Berlin"), "ines@kestrel.example", Now);
        var over = MailCopy.Of(MailTexts.ProtectionEnded(registration), "ines@kestrel.example", Now);

        steps[^1].Kind.ShouldBe(CrmObject.Email);
        steps[^1].Links.ShouldContain(l => l.To == CrmObject.Deal && l.EntenteId == ClaimWrite.DealKey(registration.Id));
        steps[^1].Fields[CrmFields.To].ShouldBe("ines@kestrel.example");
        steps[^1].Fields[CrmFields.Body]!.ShouldStartWith("Approved. Aldermere Foods is yours until");
        steps[^1].Fields.Values.ShouldAllBe(v => v == null || !v.Contains("http"));
        string[] ids =
        [
            steps[^1].EntenteId,
            ClaimWrite.Of(registration, reminder).Steps.Single().EntenteId,
            ClaimWrite.End(Released(), "Kestrel Quay", "Europe/Berlin", Now.AddDays(20), over).Steps[^1].EntenteId,
        ];
        ids.ShouldAllBe(id => id.Length <= 64);
        ids.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void What_was_asked_and_answered_before_the_approval_stands_in_its_note_and_counts_as_activity()
    {
        var registration = Submitted();
        registration.Ask(InfoTopic.ProofOfEngagement, "Who did you meet?", null, Terms, Now.AddHours(1));
        registration.Answer("The head of data, on Tuesday.", null, Terms, Now.AddHours(30));
        registration.Approve(90, null, null, null, Terms, Now.AddHours(40));

        var steps = ClaimWrite.Of(registration, Kestrel, Nothing).Steps;

        steps[^1].Fields[CrmFields.Body]!.ShouldContain(
            "We asked: Who did you meet?\nKestrel Quay answered: The head of data, on Tuesday."
        );
        steps.Single(s => s.Kind is CrmObject.Deal).Fields[EntenteFields.LastPartnerActivity].ShouldBe(Canonical.Instant(Now.AddHours(30)));
    }

    [Fact]
    public void A_first_meeting_is_a_note_and_the_partners_last_activity_and_nobody_waits_for_it()
    {
        var registration = Approved();
        registration.MeetFirst(null, "First meeting", Terms, Now.AddDays(2));

        var write = ClaimWrite.Met(registration, "Kestrel Quay", "Europe/Berlin", Now.AddDays(2));

        write.Quiet.ShouldBeTrue();
        write.Steps.Select(s => s.Kind).ShouldBe([CrmObject.Note, CrmObject.Deal]);
        write
            .Steps[1]
            .Fields.ShouldBe(new Dictionary<string, string?> { [EntenteFields.LastPartnerActivity] = Canonical.Instant(Now.AddDays(2)) });
    }

    private static readonly Terms Priced = Terms
        .Of(
            2,
            Policy.Default with
            {
                Rules = [new("Deals", Scope.Any) { Band = new(500, 1500), Prices = new(30, "2026") }],
            },
            "Europe/Berlin"
        )
        .For(new Segment(RegistrationKind.Deal));

    private static Registration Approved(Terms? terms = null)
    {
        var registration = Submitted();
        registration.Approve(90, null, null, null, terms ?? Terms, Now);
        return registration;
    }

    private static Registration Submitted()
    {
        var claim = Claims.Whole() with { ContactName = "Rose Ashdown", ContactRole = "Head of data", Stage = null };
        return Registration.Submit("DR-0001", Ids.New<PartnerId>(Now), null, "s", claim, Terms, "EUR", Now);
    }
}
