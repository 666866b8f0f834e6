using Entente.Crm.Port;
using Entente.Crm.Rules;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>A company is named by what a person copies from the CRM.</summary>
public sealed class AccountAddressTests
{
    private const string HubSpot = "https://app.hubspot.com/contacts/4711/record/0-2/0";
    private const string Salesforce = "https://corvane.my.salesforce.com/lightning/r/Account/0/view";
    private const string Id = "0015g00000AbCdEAAV";

    [Theory]
    [InlineData(" 987654 ", "987654")]
    [InlineData("https://app.hubspot.com/contacts/4711/record/0-2/987654", "987654")]
    [InlineData("app-eu1.hubspot.com/contacts/4711/company/987654/?interaction=note", "987654")]
    [InlineData("https://app.hubspot.com/contacts/4712/record/0-2/987654", null)]
    [InlineData("https://app.hubspot.com/contacts/4711/record/0-1/987654", null)]
    [InlineData("https://app.hubspot.com/contacts/4711/record/0-2/", null)]
    [InlineData("Kestrel Quay", null)]
    [InlineData("https://", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void In_HubSpot_by_its_number_or_the_address_of_its_page_in_the_same_account(string? typed, string? id) =>
        AccountAddress.IdIn(CrmKind.HubSpot, HubSpot, typed).ShouldBe(id);

    [Theory]
    [InlineData("0015g00000AbCdE", Id)]
    [InlineData(Id, Id)]
    [InlineData("https://corvane.lightning.force.com/lightning/r/Account/" + Id + "/view", Id)]
    [InlineData("https://corvane.my.salesforce.com/0015g00000AbCdE", Id)]
    [InlineData("https://corvane.lightning.force.com/lightning/r/Contact/0035g00000AbCdEAAV/view", null)]
    [InlineData("987654", null)]
    public void In_Salesforce_by_the_id_of_an_account_wherever_it_stands(string typed, string? id) =>
        AccountAddress.IdIn(CrmKind.Salesforce, Salesforce, typed).ShouldBe(id);
}
