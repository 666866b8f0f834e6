using Entente.Access;
using Entente.Crm.Port;
using Entente.Partners.Links;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.CrmForms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>A form of HubSpot with a partner's hidden field becomes a registration of that partner, once.</summary>
public sealed class CrmFormTest(PanelHouse house) : CrmFormStory(house), IClassFixture<PanelHouse>
{
    [Fact]
    public async Task A_contact_with_a_partners_token_becomes_a_lead_of_that_partner_once_however_often_it_changes()
    {
        var story = await RegistrationStory.In(Web.House);
        var token = await Token(story);

        var contact = await House.FormSent("Formed Once", token, consent: "Yes");

        var lead = (await Claims(story.Kestrel)).ShouldHaveSingleItem();
        (lead.Kind, lead.Company, lead.Domain, lead.SubmittedBy).ShouldBe(
            (RegistrationKind.Lead, "Formed Once", "formedonce.example", story.Ines.Person)
        );
        (lead.ContactName, lead.ContactEmail, lead.Consent).ShouldBe(("Rose Ashdown", "r.ashdown@formedonce.example", true));
        await House.ContactChanges(contact, "Head of quality");
        (await Claims(story.Kestrel)).ShouldHaveSingleItem();
        (await Claims(story.Vantora)).ShouldBeEmpty();
        var staff = await Web.Staff(StaffRole.PartnerManager, $"f{story.Kestrel.Short()}@corvane.example");
        (await staff.Open($"/w/corvane/registrations/{lead.Number}")).Words.ShouldContain(
            $"A form in HubSpot with the partner’s hidden field left it on contact {contact}"
        );
    }

    [Fact]
    public async Task A_token_of_nobody_and_a_claim_without_consent_stand_in_the_queue_with_their_reason()
    {
        var story = await RegistrationStory.In(Web.House);
        var (good, revoked) = (await Token(story), await Token(story, revoke: true));
        await House.FormSent("Forged Form", "not-a-token", consent: "yes");
        await House.FormSent("Revoked Form", revoked, consent: "yes");
        var unasked = await House.FormSent("Unasked Form", good, consent: null);
        (await Claims(story.Kestrel)).ShouldBeEmpty();

        var staff = await Web.Staff(StaffRole.PartnerManager, $"q{story.Kestrel.Short()}@corvane.example");
        var page = await staff.Open("/w/corvane/registrations/crm-forms");

        page.Words.ShouldContain("Forged Form");
        page.Words.ShouldContain("The hidden field holds no token of ours");
        page.Words.ShouldContain("The personal link behind the hidden field was revoked.");
        page.Words.ShouldContain("We cannot protect a deal without it.");
        (await staff.Open("/w/corvane/today")).Words.ShouldContain("Forms that became no registration");
        await House.ContactChanges(unasked, "Head of quality", consent: "yes");
        (await Claims(story.Kestrel)).ShouldHaveSingleItem().Company.ShouldBe("Unasked Form");
        (await staff.Open("/w/corvane/registrations/crm-forms")).Words.ShouldNotContain("Unasked Form", Case.Sensitive, "it is mended");
        (await Waiting("Forged Form")).SettledAt.ShouldBeNull();
        var forged = await Waiting("Forged Form");
        (await staff.Submit("/w/corvane/registrations/crm-forms", ("_handler", $"settle-{forged.Id.Value:N}"))).Status.ShouldBe(303);
        (await staff.Open("/w/corvane/registrations/crm-forms")).Words.ShouldNotContain("Forged Form");
    }
}
