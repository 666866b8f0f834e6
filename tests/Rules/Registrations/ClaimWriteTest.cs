using Entente.Crm.Port;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Crm;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Rules.Registrations;

public sealed class ClaimWriteTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly Terms Terms = Terms.Of(1, Policy.Default, "Europe/Berlin");
    private static readonly WriteInto Nothing = new(null, null, null, "Europe/Berlin");

    [Fact]
    public void An_approval_writes_company_contact_deal_and_note_in_that_order_each_linked_to_what_came_before()
    {
        var write = ClaimWrite.Of(Approved(), "Kestrel Quay", "Reseller", Nothing);

        write.Steps.Select(s => s.Kind).ShouldBe([CrmObject.Account, CrmObject.Contact, CrmObject.Deal, CrmObject.Note]);
        for (var i = 0; i < write.Steps.Count; i++)
            write.Steps[i].Links.ShouldAllBe(l => write.Steps.Take(i).Any(s => s.EntenteId == l.EntenteId));
    }

    [Fact]
    public void Written_twice_it_names_the_same_records()
    {
        var registration = Approved();

        var ids = ClaimWrite.Of(registration, "Kestrel Quay", "Reseller", Nothing).Steps.Select(s => s.EntenteId).ToList();

        ids.ShouldBe(ClaimWrite.Of(registration, "Kestrel Quay", "Reseller", Nothing).Steps.Select(s => s.EntenteId));
        ids.Distinct().Count().ShouldBe(4);
        ids.ShouldAllBe(id => id.Length <= 64);
    }

    [Fact]
    public void The_deal_carries_the_number_the_partner_and_the_last_protected_day_in_the_workspaces_zone()
    {
        var deal = ClaimWrite.Of(Approved(), "Kestrel Quay", "Reseller", Nothing).Steps.Single(s => s.Kind is CrmObject.Deal).Fields;

        deal[EntenteFields.RegistrationNumber].ShouldBe("DR-0001");
        deal[EntenteFields.Partner].ShouldBe("Kestrel Quay");
        deal[EntenteFields.ProtectedUntil].ShouldBe("2026-06-10");
        deal[EntenteFields.ProtectedFrom].ShouldBe("2026-03-12");
        deal[EntenteFields.LastPartnerActivity].ShouldNotBeNull();
        deal[CrmFields.Amount].ShouldBe("84000");
    }

    [Fact]
    public void A_change_of_status_writes_the_deal_and_one_line_each_status_its_own()
    {
        var id = Approved().Id;
        var write = StatusWrite.Of(id, "DR-0001", ClaimWrite.DealKey(id), "70012", "Withdrawn", Now);
        write.Subject.Kind.ShouldNotBe(RegistrationId.SubjectKind, "it binds nothing");
        (write.Steps[0].CrmId, write.Steps[0].Fields[EntenteFields.RegistrationStatus]).ShouldBe(("70012", "Withdrawn"));
        write.Steps[1].Fields[CrmFields.Body].ShouldBe("The registration DR-0001 is now withdrawn.");
        var again = StatusWrite.Of(id, "DR-0001", ClaimWrite.DealKey(id), "70012", "Withdrawn", Now);
        again.Steps[1].EntenteId.ShouldBe(write.Steps[1].EntenteId);
        StatusWrite.Of(id, "DR-0001", "k", "1", "Lost", Now).Steps[1].EntenteId.ShouldNotBe(write.Steps[1].EntenteId);
    }

    [Fact]
    public void A_company_and_a_contact_that_are_known_are_linked_and_not_changed()
    {
        var steps = ClaimWrite.Of(Approved(), "Kestrel Quay", "Reseller", Nothing with { AccountId = "77", ContactId = "88" }).Steps;

        (steps[0].CrmId, steps[0].Fields.Count).ShouldBe(("77", 0));
        (steps[1].CrmId, steps[1].Fields.Count).ShouldBe(("88", 0));
    }

    private static Registration Approved()
    {
        var claim = new Claim(
            RegistrationKind.Deal,
            "Aldermere Foods",
            "aldermere.example",
            "GB",
            "Rose Ashdown",
            "r.ashdown@aldermere.example",
            "Head of data",
            "Trace quality issues",
            null,
            new Money(84_000_00, "EUR"),
            new DateOnly(2026, 5, 29),
            null,
            Consent: true
        );
        var registration = Registration.Submit("DR-0001", Ids.New<PartnerId>(Now), null, "s", claim, Terms, "EUR", Now);
        registration.Approve(90, null, null, null, Terms, Now);
        return registration;
    }
}
