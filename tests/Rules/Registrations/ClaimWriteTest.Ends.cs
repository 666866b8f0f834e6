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

// How a protection ends in the CRM, or holds less long.
public sealed partial class ClaimWriteTest
{
    [Fact]
    public void A_withdrawn_claim_clears_its_protection_and_leaves_one_note_that_cannot_stand_without_its_deal()
    {
        var registration = Approved();
        registration.Withdraw(null, "Withdrawn by the partner", Now.AddDays(3));

        var steps = ClaimWrite.End(registration, "Kestrel Quay", "Europe/Berlin", Now.AddDays(3)).Steps;

        steps.Select(s => s.Kind).ShouldBe([CrmObject.Note, CrmObject.Deal]);
        steps[0].Links.ShouldContain(l => l.EntenteId == ClaimWrite.DealKey(registration.Id));
        steps[0].Fields[CrmFields.Body].ShouldBe("Kestrel Quay withdrew DR-0001. Aldermere Foods is no longer protected.");
        steps[1].EntenteId.ShouldBe(ClaimWrite.DealKey(registration.Id));
        steps[1].Fields[EntenteFields.RegistrationStatus].ShouldBe("Withdrawn");
        steps[1].Fields.ShouldContain(new KeyValuePair<string, string?>(EntenteFields.ProtectedUntil, null));
    }

    [Fact]
    public void A_protection_without_a_first_meeting_is_released_in_the_crm_too()
    {
        var registration = Approved();
        var late = registration.HoldBy!.Value.AddHours(1);
        registration.Look(Terms, late);

        var steps = ClaimWrite.End(registration, "Kestrel Quay", "Europe/Berlin", late).Steps;

        steps[1].Fields[EntenteFields.RegistrationStatus].ShouldBe("Released");
        steps[1].Fields.ShouldContain(new KeyValuePair<string, string?>(EntenteFields.ProtectedUntil, null));
        steps[0].Fields[CrmFields.Subject].ShouldBe("DR-0001: protection released");
    }

    [Fact]
    public void A_window_that_ended_keeps_its_last_day()
    {
        var registration = Approved();
        registration.Convert("501", null, Now);
        registration.MeetFirst(null, "First meeting", Terms, Now.AddDays(1));
        var over = registration.ProtectedUntil!.Value;
        for (var day = 20; day < 90; day += 20)
            registration.Heard(Terms, Now.AddDays(day));
        registration.Look(Terms, over);

        var steps = ClaimWrite.End(registration, "Kestrel Quay", "Europe/Berlin", over).Steps;

        steps[1].Fields.ShouldBe(new Dictionary<string, string?> { [EntenteFields.RegistrationStatus] = "Expired" });
        steps[0].Fields[CrmFields.Body]!.ShouldEndWith("The deal runs on unprotected.");
        steps.Select(s => s.EntenteId).ShouldAllBe(id => id.Length <= 64);
    }

    [Fact]
    public void A_protection_that_ends_sooner_says_why_and_carries_its_new_last_day_once_for_each_day()
    {
        var decaying = Terms.Of(2, Policy.Default with { Decay = Policy.Default.Decay with { Rule = new(20, 15) } }, "Europe/Berlin");
        var registration = Approved(decaying);
        registration.MeetFirst(null, "First meeting", decaying, Now);
        registration.Look(decaying, registration.EvidenceBy!.Value.AddMinutes(5));

        var steps = ClaimWrite.Shortened(registration, "Kestrel Quay", "Europe/Berlin", Now.AddDays(21)).Steps;

        steps.Select(s => s.Kind).ShouldBe([CrmObject.Note, CrmObject.Deal]);
        steps[0]
            .Fields[CrmFields.Body]
            .ShouldBe(
                "The protection of Aldermere Foods for Kestrel Quay now holds until 26 May 2026: no evidence came on record in time."
            );
        steps[0].EntenteId.ShouldEndWith("-shortened-20260526");
        steps[1].Fields[EntenteFields.ProtectedUntil].ShouldBe("2026-05-26");
    }

    private static Registration Released()
    {
        var registration = Approved();
        registration.Look(Terms, registration.HoldBy!.Value.AddHours(1));
        return registration;
    }
}
