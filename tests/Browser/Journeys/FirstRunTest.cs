using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Browser.Support;
using Microsoft.Playwright;

namespace Entente.Browser.Journeys;

/// <summary>
/// <c>./run --empty</c>, by hand: somebody who has just started the program makes their workspace, connects a CRM, takes up the first
/// partner, hands out a link, gets the first claim and decides it.
/// </summary>
public sealed partial class FirstRunTest(Chrome chrome, OnEmpty entente) : IClassFixture<OnEmpty>
{
    private const string Company = "Wrenfield Bearings";

    [Fact]
    public async Task From_an_empty_machine_to_the_first_decision_in_the_crm()
    {
        var desk = await chrome.Desktop();
        var faults = desk.WatchForFaults();
        await desk.See(entente.Url);
        (await desk.InnerTextAsync("main")).ShouldContain("Whoever started it finds the setup link");
        await desk.ShouldBeAccessible();
        await desk.Picture("first-run-locked");

        await SetUp(desk);
        await ConnectCrm(desk);
        var link = await FirstPartner(desk);
        var number = await Claim(link);
        await Decide(desk, number);

        await desk.EventuallyFollow($"{entente.SandboxUrl}/deals?q={Uri.EscapeDataString(Company)}", Company);
        await desk.Eventually($"{entente.Url}/w/corvane/registrations/{number}", "Converted");
        await desk.Eventually($"{entente.Url}/w/corvane/pipeline", Company);
        await desk.Picture("first-run-pipeline");
        (await desk.GotoAsync(entente.Door("setup")))!.Status.ShouldBe(200);
        desk.Url.ShouldNotContain("/setup", customMessage: "once there is a workspace the door is closed");
        faults.ShouldBeEmpty();
    }

    private async Task SetUp(IPage desk)
    {
        await desk.See(entente.Door("setup"));
        await desk.ShouldBeAccessible();
        await desk.Picture("first-run-setup");
        await desk.FillAsync("[name='Input.Company']", "Corvane");
        await desk.FillAsync("[name='Input.Name']", "Ada Lindqvist");
        await desk.FillAsync("[name='Input.Email']", "ada@corvane.example");
        await desk.ClickAsync("main form button[type=submit]");
        await desk.WaitForURLAsync("**/w/corvane/settings/crm");
        await desk.ShouldBeAccessible();
        await desk.Picture("first-run-crm");
        foreach (var page in (string[])["today", "registrations", "pipeline", "partners", "mail", "settings/territories"])
        {
            await desk.See($"{entente.Url}/w/corvane/{page}");
            await desk.ShouldBeAccessible();
            await desk.Picture("first-run-empty-" + page.Replace('/', '-'));
        }
    }

    private async Task ConnectCrm(IPage desk)
    {
        await desk.See(entente.Url + "/w/corvane/settings/crm");
        await desk.FillAsync("[name='HubSpot.Token']", entente.Key("hubspot", "token"));
        await desk.FillAsync("[name='HubSpot.AppSecret']", entente.Key("hubspot", "appSecret"));
        await desk.FillAsync("[name='HubSpot.Origin']", entente.SandboxUrl);
        await desk.ClickAsync("form:has([name='HubSpot.Token']) button.btn-primary");
        await desk.ClickAsync("button:has-text('Start the first load')");
        await desk.Eventually(entente.Url + "/w/corvane/settings/crm", "In sync");
        await desk.ShouldBeAccessible();
        await desk.Picture("first-run-crm-live");
    }

    private async Task<string> FirstPartner(IPage desk)
    {
        await desk.See(entente.Url + "/w/corvane/partners");
        await desk.Locator("main a[href$='/partners/new']").First.ClickAsync();
        await desk.FillAsync("[name='Input.Name']", "Kestrel Quay");
        await desk.FillAsync("[name='Input.Domains']", "kestrelquay.example");
        await desk.SelectOptionAsync("[name='Input.Status']", "Active");
        await desk.ClickAsync("main form button.btn-primary");
        await desk.WaitForURLAsync(url => PartnerPage().IsMatch(url));
        await desk.ClickAsync("summary:has-text('Add a person')");
        await desk.FillAsync("[name='Person.Name']", "Ines Calder");
        await desk.FillAsync("[name='Person.Email']", "ines.calder@kestrelquay.example");
        await desk.ClickAsync("button:has-text('Add person')");
        await desk.ClickAsync("button:has-text('Issue a link')");
        var field = desk.Locator("input[data-copy]").First;
        await field.WaitForAsync();
        await desk.ClickAsync("button:has-text('Copy')");
        await desk.Locator("button:has-text('Copied')").WaitForAsync();
        await desk.ShouldBeAccessible();
        await desk.Picture("first-run-partner");
        return await field.InputValueAsync();
    }

    private async Task<string> Claim(string link)
    {
        var phone = await chrome.Phone();
        var faults = phone.WatchForFaults();
        await phone.See(link);
        await phone.Fill(Company);
        await phone.Send();
        await phone.ShouldBeAccessible();
        await phone.Picture("first-run-receipt");
        faults.ShouldBeEmpty();
        return phone.Url.Split('/')[^1];
    }

    private async Task Decide(IPage desk, string number)
    {
        await desk.See(entente.Url + "/w/corvane/today");
        await desk.Picture("first-run-today");
        await desk.ClickAsync("main a:has-text('Decide next')");
        await desk.WaitForURLAsync($"**/registrations/{number}");
        await desk.Locator("form button[type=submit]:visible").First.ClickAsync();
        await desk.Locator("text=Your decision").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    [GeneratedRegex("/partners/[0-9a-f]{32}", RegexOptions.NonBacktracking)]
    private static partial Regex PartnerPage();
}
