using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Browser.Support;
using Microsoft.Playwright;

namespace Entente.Browser.Journeys;

/// <summary>
/// The main job, end to end, by hand: a partner on a phone claims a deal by link, staff on a desktop decide, the CRM has it, a rep
/// moves it in the CRM, and the partner sees that. Once per protocol.
/// </summary>
public abstract partial class MainJob(Chrome chrome, RunningEntente entente)
{
    [Fact]
    public async Task A_claim_goes_from_the_partners_phone_into_the_crm_and_back()
    {
        var company =
            "Harrowgate Instruments "
            + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture)[^6..];
        var phone = await chrome.Phone();
        var faults = phone.WatchForFaults();

        var number = await Register(phone, company);

        var desk = await chrome.Desktop();
        await desk.Enter(entente.Door("staff"));
        var follow = await MailedLink(desk, number);
        await desk.GotoAsync($"{entente.Url}/w/corvane/registrations/{number}");
        await desk.ShouldBeAccessible();
        await desk.Picture($"journey-{entente.Crm}-review");
        await desk.Approve();

        await phone.Eventually(follow, "Protection");
        await phone.ShouldBeAccessible();
        await phone.Picture($"journey-{entente.Crm}-approved");

        var rep = await chrome.Desktop();
        await MoveInTheCrm(rep, company);
        // The same stage of the one store, by the name that each protocol gives it.
        var stage = entente.Crm == "salesforce" ? "Negotiation/Review" : "Contract Sent";
        await phone.Eventually(follow, stage);
        await desk.Eventually($"{entente.Url}/w/corvane/pipeline?q={Uri.EscapeDataString(company)}", stage);
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_works_without_script_too()
    {
        var company =
            "Plainwater Foods " + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture)[^6..];
        var phone = await chrome.Phone(script: false);

        var number = await Register(phone, company, script: false);

        number.ShouldMatch("^DR-[0-9]+$");
    }

    [Fact]
    public async Task A_form_with_errors_comes_back_filled_in_with_the_reason_beside_each_field()
    {
        var phone = await chrome.Phone();
        await phone.See(entente.Door("register"));
        await phone.FillAsync("[name='Input.Company']", "Halfway Ltd");
        await phone.FillAsync("[name='Input.ContactEmail']", "not an address");

        var answer = await phone.RunAndWaitForResponseAsync(
            () => phone.ClickAsync("form button[type=submit]"),
            r => r.Request is { Method: "POST", IsNavigationRequest: true } // and not the live check
        );

        // The browser's own check may hold the form back first; then nothing was posted and this would have timed out.
        answer.Status.ShouldBe(422);
        (await phone.InputValueAsync("[name='Input.Company']")).ShouldBe("Halfway Ltd");
        (await phone.Locator("[aria-invalid=true]").CountAsync()).ShouldBeGreaterThan(0);
        await phone.ShouldBeAccessible();
        await phone.Picture($"journey-{entente.Crm}-errors");
    }

    [Fact]
    public async Task What_is_typed_is_checked_and_the_answer_is_read_out_before_anything_is_sent()
    {
        var company =
            "Typed Slowly " + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture)[^6..];
        var phone = await chrome.Phone();
        var faults = phone.WatchForFaults();
        await phone.See(entente.Door("register"));
        var form = phone.Url;
        // What changes in a live region is read out to who cannot see it.
        var live = phone.Locator("[aria-live=polite] #live");
        (await live.InnerTextAsync()).ShouldContain("Checked as you type");

        await phone.Locator("[name='Input.Company']").PressSequentiallyAsync(company);
        await live.GetByText("Ready to be checked").WaitForAsync();
        await phone.Locator("[name='Input.ContactEmail']").PressSequentiallyAsync("not an address");
        await live.Locator("[data-tone=warn]").First.WaitForAsync();
        await phone.FillAsync("[name='Input.ContactEmail']", "");
        await phone.Locator("[name='Input.Domain']").PressSequentiallyAsync(ClaimForm.DomainOf(company));
        await live.GetByText("Website: " + ClaimForm.DomainOf(company)).WaitForAsync();
        (await live.Locator("[data-tone=warn]").CountAsync()).ShouldBe(0, await live.InnerTextAsync());

        phone.Url.ShouldBe(form);
        await phone.ShouldBeAccessible();
        faults.ShouldBeEmpty();
    }

    private async Task<string> Register(IPage page, string company, bool script = true)
    {
        await page.See(entente.Door("register"));
        await page.Fill(company);
        await page.FillMore();
        await page.Send();
        // Axe is a script itself.
        if (script)
            await page.ShouldBeAccessible();
        await page.Picture($"journey-{entente.Crm}-receipt-{(script ? "phone" : "plain")}");
        var number = CaseNumber().Match(await page.InnerTextAsync("main")).Value;
        number.ShouldNotBeEmpty();
        return number;
    }

    /// <summary>The link to follow the claim, out of the acknowledgment in the built-in outbox.</summary>
    private async Task<string> MailedLink(IPage desk, string number)
    {
        await desk.Eventually($"{entente.Url}/w/corvane/mail?q={number}", number);
        await desk.Locator($"main a:has-text('{number}')").First.ClickAsync();
        await desk.WaitForURLAsync("**/mail/*");
        var link = await desk.Locator("main a[href*='/s/']").First.GetAttributeAsync("href");
        return link!;
    }

    private async Task MoveInTheCrm(IPage rep, string company)
    {
        // The write to the CRM is a background job: the deal is there a moment after the approval.
        await rep.EventuallyFollow($"{entente.SandboxUrl}/deals?q={Uri.EscapeDataString(company)}", company);
        await rep.Picture($"journey-{entente.Crm}-sandbox-deal");
        await rep.SelectOptionAsync("select[name=dealstage]", "contractsent");
        await rep.Locator("form:has(select[name=dealstage]) button").First.ClickAsync();
        await rep.WaitForURLAsync("**saved**");
    }

    [GeneratedRegex("DR-[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex CaseNumber();
}

public sealed class MainJobOnHubSpotTest(Chrome chrome, OnHubSpot entente) : MainJob(chrome, entente);

public sealed class MainJobOnSalesforceTest(Chrome chrome, OnSalesforce entente) : MainJob(chrome, entente);
