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

/// <summary>
/// A form of Salesforce that left a lead with a partner's hidden field, alike. In a house of its own: the sandbox is one store, and a second CRM that is
/// connected sees the contacts of the first.
/// </summary>
public sealed class CrmLeadFormTest(PanelHouse house) : CrmFormStory(house), IClassFixture<PanelHouse>
{
    [Fact]
    public async Task A_web_to_lead_form_with_a_partners_token_becomes_a_lead_of_that_partner_once()
    {
        var story = await RegistrationStory.In(Web.House);
        var token = await Token(story);

        var left = await House.LeadFormSent("Webbed Once", token, consent: "Yes");

        var lead = (await Claims(story.Kestrel)).ShouldHaveSingleItem();
        (lead.Kind, lead.Company, lead.Domain, lead.SubmittedBy).ShouldBe(
            (RegistrationKind.Lead, "Webbed Once", "webbedonce.example", story.Ines.Person)
        );
        (lead.ContactName, lead.ContactEmail, lead.Consent).ShouldBe(("Rose Ashdown", "r.ashdown@webbedonce.example", true));
        await House.LeadChanges(left, "Head of quality");
        (await Claims(story.Kestrel)).ShouldHaveSingleItem();
        var staff = await Web.Staff(StaffRole.PartnerManager, $"l{story.Kestrel.Short()}@corvane.example");
        (await staff.Open($"/w/corvane/registrations/{lead.Number}")).Words.ShouldContain(
            $"A form in Salesforce with the partner’s hidden field left it on lead {left}"
        );

        await House.LeadFormSent("Webbed Unasked", token, consent: null);
        (await Claims(story.Kestrel)).ShouldHaveSingleItem();
        var page = await staff.Open("/w/corvane/registrations/crm-forms");
        page.Words.ShouldContain("Webbed Unasked");
        page.Words.ShouldContain("We cannot protect a deal without it.");

        // Converted in the CRM, the lead leaves a contact with the same token and address.
        await House.FormSent("Webbed Once", token, consent: "Yes");
        (await Claims(story.Kestrel)).ShouldHaveSingleItem("one form, one registration");

        Web.Clock.Advance(TimeSpan.FromDays(20));
        var again = await House.LeadFormSent("Webbed Once", token, consent: "Yes");
        (await Entry(again)).Reason!.ShouldContain($"already as {lead.Number}", Case.Sensitive, "a form of today is not the one of then");
    }
}
