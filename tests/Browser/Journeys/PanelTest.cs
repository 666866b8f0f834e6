using System.Globalization;
using Entente.Browser.Support;
using Microsoft.Playwright;

namespace Entente.Browser.Journeys;

/// <summary>
/// The panel inside the CRM: somebody opens a record of the sandbox from another site than Entente's, with third-party cookies blocked, and
/// decides what waits in the frame beside it.
/// </summary>
public abstract class PanelJourney(Chrome chrome, RunningEntente entente)
{
    /// <summary>Decides registrations, and works in the CRM too.</summary>
    private const string Manager = "Edda Solberg";

    [Fact]
    public async Task A_waiting_registration_is_approved_from_the_panel_in_the_crm()
    {
        var name = $"Panelworth {Tag()}";
        var rep = await chrome.WithoutThirdPartyCookies();
        // A session of somebody else in the same browser: it must play no part.
        await rep.Enter(entente.Door("staff"));
        var faults = rep.WatchForFaults();
        var asked = new List<IRequest>();
        rep.Request += (_, request) => asked.Add(request);
        var number = await Register(await chrome.Phone(), name);
        var (_, deal) = await entente.AddDeal(name, ClaimForm.DomainOf(name));

        var panel = await Panel(rep, deal);
        await panel.GetByText("waits for a decision").WaitForAsync();
        (await panel.Locator("body").InnerTextAsync()).ShouldContain(number);
        await rep.ShouldBeAccessible();
        await rep.Picture($"panel-{entente.Crm}-record");
        await LookAlone(rep, deal);
        panel = await Panel(rep, deal);
        await panel.Locator("[name='Input.AcceptRuling']").CheckAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Approve and protect" }).ClickAsync();

        await panel.GetByText($"{number} is approved.").WaitForAsync();
        (await panel.EvaluateAsync<int>("innerWidth")).ShouldBeInRange(300, 480, "as wide as the CRM's column");
        await rep.Picture($"panel-{entente.Crm}-record-approved");
        await Leave(rep, panel, number);
        var framed = new List<string>();
        foreach (var request in asked.Where(r => r.Url.StartsWith(entente.Url + "/panel", StringComparison.Ordinal)))
        {
            var headers = await request.AllHeadersAsync();
            if (headers.GetValueOrDefault("sec-fetch-dest") != "iframe")
                continue;
            framed.Add(request.Url);
            if (request.Method == "GET")
                headers["sec-fetch-site"].ShouldBe("cross-site", request.Url);
            headers.Keys.ShouldNotContain("cookie", request.Url);
        }
        framed.Count.ShouldBeGreaterThanOrEqualTo(2, "it was opened, and decided in");
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_of_the_crm_who_is_not_in_Entente_reads_what_to_do()
    {
        var rep = await chrome.WithoutThirdPartyCookies();
        await rep.GotoAsync($"{Outside}/deals?q=DR-");
        await rep.Locator("main a[href^='/deals/']").First.ClickAsync();
        await LookAs(rep, "Maren Holt");

        await rep.GetByText("Ask an owner or admin there to add this address").WaitForAsync();
    }

    /// <summary>The panel by itself, as wide as the CRM makes it, by day and by night.</summary>
    [Theory]
    [InlineData(300, "light")]
    [InlineData(320, "light")]
    [InlineData(400, "light")]
    [InlineData(300, "dark")]
    [InlineData(320, "dark")]
    [InlineData(400, "dark")]
    [InlineData(480, "light")]
    public async Task It_is_accessible_at_every_width(int width, string mode)
    {
        var page = await chrome.WithoutThirdPartyCookies();
        await page.EmulateMediaAsync(
            new() { ColorScheme = mode == "dark" ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce }
        );
        await page.GotoAsync($"{Outside}/deals?q=DR-");
        await page.Locator("main a[href^='/deals/']").First.ClickAsync();
        await page.Locator("#as").WaitForAsync();
        var manager = await page.Locator("#as option", new() { HasText = Manager }).GetAttributeAsync("value");
        var deal = new Uri(page.Url).AbsolutePath;
        var company = (await page.Locator("main a[href^='/companies/']").First.GetAttributeAsync("href"))!;
        await page.SetViewportSizeAsync(width, 900);
        foreach (var (what, path) in new[] { ("deal", deal), ("account", company) })
        {
            // What the CRM puts into the frame, alone on the page.
            await page.GotoAsync($"{Outside}{path}/panel?as={manager}");
            await page.Locator("main.panel > footer").WaitForAsync();
            await page.ShouldBeAccessible();
            await page.Picture($"panel-{entente.Crm}-{what}-{width.ToString(CultureInfo.InvariantCulture)}-{mode}");
        }
    }

    /// <summary>The sandbox as another site sees it: another port of localhost would still send Entente's cookies.</summary>
    protected abstract string Outside { get; }

    /// <summary>The panel's frame as the CRM brings it up on the record's page; null while the app has none to show.</summary>
    protected abstract Task<IFrame?> Bring(IPage page);

    /// <summary>What the CRM makes of it once somebody has decided.</summary>
    protected abstract Task Leave(IPage page, IFrame panel, string number);

    protected static async Task<IFrame> Frame(IPage page) =>
        (await (await page.Locator("iframe.panel").ElementHandleAsync()).ContentFrameAsync())!;

    /// <summary>What waits, as narrow as a CRM makes it, by day and by night.</summary>
    private async Task LookAlone(IPage page, string path)
    {
        var frame = $"{path}/panel?as={await page.Locator("#as").InputValueAsync()}";
        foreach (var (width, mode) in new[] { (300, ColorScheme.Light), (400, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = mode, ReducedMotion = ReducedMotion.Reduce });
            await page.GotoAsync(Outside + frame);
            await page.GetByText("waits for a decision").WaitForAsync();
            await page.ShouldBeAccessible();
            await page.Picture($"panel-{entente.Crm}-waiting-{width.ToString(CultureInfo.InvariantCulture)}");
        }
        await page.SetViewportSizeAsync(1440, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.GotoAsync(Outside + path);
    }

    /// <summary>The record as the manager sees it, once the mirror holds it: a moment after the rep made it.</summary>
    private async Task<IFrame> Panel(IPage page, string path)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            await page.GotoAsync(Outside + path);
            await LookAs(page, Manager);
            if (await Bring(page) is { } frame)
            {
                await frame.WaitForLoadStateAsync();
                if (await frame.Locator("main.panel > footer").CountAsync() > 0)
                    return frame;
            }
            await Task.Delay(500);
        }
        throw new InvalidOperationException($"{path} has no panel after half a minute.");
    }

    private static async Task LookAs(IPage page, string name)
    {
        await page.SelectOptionAsync("#as", new SelectOptionValue { Label = name });
        await page.ClickAsync("form:has(#as) button");
        await page.WaitForURLAsync("**as=**");
    }

    private async Task<string> Register(IPage page, string company)
    {
        await page.See(entente.Door("register"));
        await page.Fill(company);
        await page.FillMore();
        await page.Send();
        return new Uri(page.Url).Segments[^1];
    }

    private static string Tag() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture)[^6..];
}

public sealed class PanelInHubSpotTest(Chrome chrome, OnHubSpot entente) : PanelJourney(chrome, entente)
{
    private readonly RunningEntente here = entente;

    protected override string Outside => here.SandboxUrl.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);

    /// <summary>A card beside the record, whose button opens the panel in a modal.</summary>
    protected override async Task<IFrame?> Bring(IPage page)
    {
        await page.Locator("[data-card-body] > :is(dl, .note-bad)").WaitForAsync();
        var open = page.GetByRole(AriaRole.Button, new() { Name = "Open the panel" });
        if (!await open.IsVisibleAsync())
            return null;
        await open.ClickAsync();
        await page.Locator("dialog.modal[open] iframe[src^='http']").WaitForAsync();
        return await Frame(page);
    }

    /// <summary>The panel says that it is done: the modal closes, and the card tells what was decided.</summary>
    protected override async Task Leave(IPage page, IFrame panel, string number)
    {
        await panel.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await page.Locator("dialog.modal").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await page.Locator("dialog.modal").EvaluateAsync<string>("d => d.returnValue")).ShouldBe("DONE");
        await page.Locator("[data-card-body] dl").GetByText($"Protection {number}").WaitForAsync();

        var again = (await Bring(page))!;
        await again.Locator("main.panel > footer").WaitForAsync();
        await again.WaitForLoadStateAsync();
        // Not pressed: the browser itself would close a dialog of its own, which HubSpot's modal is not.
        await again.EvaluateAsync("() => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))");
        await page.Locator("dialog.modal").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
        (await page.Locator("dialog.modal").EvaluateAsync<string>("d => d.returnValue")).ShouldBe("CANCEL");
    }
}

public sealed class PanelInSalesforceTest(Chrome chrome, OnSalesforce entente) : PanelJourney(chrome, entente)
{
    private readonly RunningEntente here = entente;

    protected override string Outside => here.SalesforceUrl.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);

    /// <summary>In Salesforce's element for apps of others, which says when it is ready.</summary>
    protected override async Task<IFrame?> Bring(IPage page)
    {
        await page.Locator("[data-state='ready'], [data-state='refused']").First.WaitForAsync();
        return await page.Locator("lightning-ui-embedding iframe").CountAsync() == 0 ? null : await Frame(page);
    }

    /// <summary>Nothing to close; and where the element is missing, Canvas shows the same.</summary>
    protected override async Task Leave(IPage page, IFrame panel, string number)
    {
        (await panel.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).CountAsync()).ShouldBe(0);
        using var http = new HttpClient { BaseAddress = new(here.SalesforceUrl) };
        using var without = await http.PutAsync("/sandbox/admin/salesforce/features", Features("false"));
        without.EnsureSuccessStatusCode();
        try
        {
            await page.ReloadAsync();
            await page.FrameLocator("section > iframe.panel").Locator("main.panel > footer").WaitForAsync();
        }
        finally
        {
            using var with = await http.PutAsync("/sandbox/admin/salesforce/features", Features("true"));
        }
        await page.RouteAsync(
            "**/card?as=*",
            route => route.FulfillAsync(new() { ContentType = "application/json", Body = """{"url":"/panel"}""" })
        );
        await page.ReloadAsync();
        await page.Locator("[data-state='canvas']").WaitForAsync();
        await page.FrameLocator("iframe.panel").Locator("main.panel > footer").WaitForAsync();
    }

    private static StringContent Features(string embedding) =>
        new($$"""{"uiEmbedding":{{embedding}}}""", System.Text.Encoding.UTF8, "application/json");
}
