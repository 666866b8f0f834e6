using System.Globalization;
using System.Net.Http.Json;
using Entente.Browser.Support;
using Microsoft.Playwright;

namespace Entente.Browser.Journeys;

/// <summary>
/// RevOps at work: the CRM demands a field that nobody fills, what was approved is refused, waits in the error queue with its cause, is
/// inspected, and goes through once the CRM is mended; in the browser, on both protocols.
/// </summary>
public abstract class InspectJourney(Chrome chrome, RunningEntente entente)
{
    private const string Field = "entente_certified_until";

    private string Crm => entente.Url + "/w/corvane/settings/crm";

    [Fact]
    public async Task What_the_crm_refuses_is_inspected_and_sent_again_in_bulk_once_it_is_mended()
    {
        var (one, two) = ($"Grainford {Tag()}", $"Tolmead {Tag()}");
        string number;
        var desk = await chrome.Desktop();
        var faults = desk.WatchForFaults();
        await desk.Enter(entente.Door("staff"));
        await Demand(true);
        try
        {
            number = await Register(one);
            await Approve(desk, number);
            await Approve(desk, await Register(two));
            await desk.Eventually(Crm + "/errors", one);
            await desk.Eventually(Crm + "/errors", two);
            (await desk.InnerTextAsync("table[aria-label='Refused writes']")).ShouldContain("demands a value for");
            await Look(desk, Crm + "/errors", "errors");

            await desk.See(Crm + "/errors");
            await desk.ClickAsync($"tbody th a:has-text('{one}')");
            await desk.GetByText("has not reached").First.WaitForAsync();
            (await desk.InnerTextAsync("main")).ShouldContain("refused by the CRM");
            await desk.ClickAsync("summary:has-text('Sent and answered')");
            (await desk.InnerTextAsync("pre.wire >> nth=0")).ShouldContain(one);
            (await desk.ContentAsync()).ShouldNotContain(entente.HubSpotToken);
            await Look(desk, desk.Url, "unsent");
        }
        finally
        {
            await Demand(false);
        }
        await desk.See(Crm + "/errors");
        await desk.CheckAsync($"tr:has-text('{one}') input[type=checkbox]");
        await desk.CheckAsync($"tr:has-text('{two}') input[type=checkbox]");
        await desk.ClickAsync("#work button[value=retry]");
        await desk.GetByText("2 writes are being tried again").First.WaitForAsync();

        await desk.Eventually($"{entente.Url}/w/corvane/registrations/{number}", "Converted");
        await desk.ClickAsync(".page-head a:has-text('CRM sync')");
        await desk.Locator(".page-head .badge:has-text('In sync')").WaitForAsync();
        (await desk.InnerTextAsync("table[aria-label='Fields of the record']")).ShouldContain("Registration number");
        await Look(desk, desk.Url, "record");
        var opened = await desk.Locator(".page-head a:has-text('Open in')").GetAttributeAsync("href");
        await desk.See(opened!);
        (await desk.InnerTextAsync("main")).ShouldContain(one, customMessage: "the CRM's own page of it");
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_need_not_be_sent_is_let_be_without_scripts_and_the_pages_hold_at_every_width()
    {
        var company = $"Ambleside {Tag()}";
        var desk = await chrome.Desktop(script: false);
        await desk.Enter(entente.Door("staff"));
        await Demand(true);
        try
        {
            await Approve(desk, await Register(company));
            await desk.Eventually(Crm + "/errors", company);
            await desk.CheckAsync($"tr:has-text('{company}') input[type=checkbox]");
            await desk.ClickAsync("#work button[value=ignore]");
            await desk.GetByText("Say in a few words why they need not be sent").First.WaitForAsync();
            await desk.FillAsync("[name='Queue.Reason']", "Registered to try it out");
            await desk.ClickAsync("#work button[value=ignore]");
            await desk.GetByText("1 write will not be sent").First.WaitForAsync();
        }
        finally
        {
            await Demand(false);
        }
        var eyes = await chrome.Desktop();
        await eyes.Enter(entente.Door("staff"));
        foreach (var page in (string[])["conflicts", "inspect", "health"])
            await Look(eyes, $"{Crm}/{page}", page);
    }

    /// <summary>Accessible by day and by night from the narrowest to the widest, and a picture of each.</summary>
    private static async Task Look(IPage page, string address, string name)
    {
        foreach (
            var (width, mode) in new[]
            {
                (320, ColorScheme.Dark),
                (390, ColorScheme.Light),
                (1440, ColorScheme.Dark),
                (1920, ColorScheme.Light),
            }
        )
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = mode, ReducedMotion = ReducedMotion.Reduce });
            await page.See(address);
            await page.ShouldBeAccessible();
            await page.Picture($"sync-{name}-{width.ToString(CultureInfo.InvariantCulture)}");
        }
        await page.SetViewportSizeAsync(1440, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    // An admin of the CRM makes a field of companies required, or lets it be again.
    private async Task Demand(bool required)
    {
        using var http = new HttpClient { BaseAddress = new Uri(entente.SandboxUrl) };
        using var answer = await http.PostAsJsonAsync(
            "/sandbox/admin/fields",
            new
            {
                @object = "companies",
                field = Field,
                required,
            }
        );
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private async Task<string> Register(string company)
    {
        var phone = await chrome.Phone();
        await phone.See(entente.Door("register"));
        await phone.Fill(company);
        await phone.FillMore();
        await phone.Send();
        return new Uri(phone.Url).Segments[^1];
    }

    private async Task Approve(IPage desk, string number)
    {
        await desk.See($"{entente.Url}/w/corvane/registrations/{number}");
        await desk.Locator("form button:has-text('Approve'):visible").First.ClickAsync();
        await desk.Locator(".page-head .badge:has-text('Approved')").WaitForAsync();
    }

    private static string Tag() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture)[^6..];
}

/// <summary>What is demanded here is demanded of every claim in the same CRM: nobody else may be at work meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone in the CRM";
}

[Collection(Alone.Name)]
public sealed class InspectOnHubSpotTest(Chrome chrome, OnHubSpot entente) : InspectJourney(chrome, entente);

[Collection(Alone.Name)]
public sealed class InspectOnSalesforceTest(Chrome chrome, OnSalesforce entente) : InspectJourney(chrome, entente);
