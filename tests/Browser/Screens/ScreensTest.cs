using Entente.Browser.Support;
using Microsoft.Playwright;

namespace Entente.Browser.Screens;

/// <summary>Every screen over the demo's data: accessible, nothing sideways from 320 to 1920 px, no fault in the console; by day and by night.</summary>
public sealed class ScreensTest(Chrome chrome, OnHubSpot entente)
{
    private static readonly string[] Staff =
    [
        "today",
        "registrations",
        "pipeline",
        "partners",
        "settings/crm",
        "settings/policy",
        "settings/policy/draft",
        "settings/policy/history",
        "settings/policy/rules",
        "mail",
        "audit",
    ];

    [Theory]
    [InlineData("desktop", "light")]
    [InlineData("desktop", "dark")]
    [InlineData("phone", "light")]
    [InlineData("phone", "dark")]
    public async Task Staff_screens(string device, string mode)
    {
        var page = await Open(device, mode);
        var faults = page.WatchForFaults();
        await page.Enter(entente.Door("staff"));
        foreach (var path in Staff)
        {
            await page.See($"{entente.Url}/w/corvane/{path}");
            await Check(page, $"staff-{path.Replace('/', '-')}-{device}-{mode}");
        }
        await page.See(entente.Url + "/w/corvane/today");
        await page.Locator("main a[href*='/registrations/']").First.ClickAsync();
        await page.WaitForURLAsync("**/registrations/*");
        await Check(page, $"staff-review-{device}-{mode}");
        await page.See(entente.Url + "/w/corvane/partners");
        await page.Locator("main a[href*='/partners/']").Nth(1).ClickAsync();
        await page.WaitForURLAsync("**/partners/*");
        await Check(page, $"staff-partner-{device}-{mode}");
        faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("desktop", "light")]
    [InlineData("phone", "light")]
    [InlineData("phone", "dark")]
    public async Task Partner_screens(string device, string mode)
    {
        var page = await Open(device, mode);
        var faults = page.WatchForFaults();
        await page.Enter(entente.Door("partner"));
        await page.See(entente.Url + "/w/corvane/portal");
        await Check(page, $"portal-home-{device}-{mode}");
        await page.See(entente.Url + "/w/corvane/portal/register");
        await Check(page, $"portal-register-{device}-{mode}");
        await page.See(entente.Url + "/w/corvane/portal/rules");
        await Check(page, $"portal-rules-{device}-{mode}");
        await page.See(entente.Url + "/w/corvane/portal");
        await page.Locator("main a[href*='/portal/deals/']:not([href*='/messages'])").First.ClickAsync();
        await page.WaitForURLAsync("**/portal/deals/*");
        await Check(page, $"portal-deal-{device}-{mode}");
        faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("desktop", "light")]
    [InlineData("phone", "light")]
    [InlineData("phone", "dark")]
    public async Task Screens_without_signing_in(string device, string mode)
    {
        var page = await Open(device, mode);
        var faults = page.WatchForFaults();
        await page.See(entente.Url + "/w/corvane/sign-in");
        await Check(page, $"sign-in-{device}-{mode}");
        await page.See(entente.Door("register"));
        await Check(page, $"register-{device}-{mode}");
        await page.GotoAsync(entente.Url + "/w/corvane/nowhere");
        await Check(page, $"not-found-{device}-{mode}");
        await page.See(entente.SandboxUrl);
        await Check(page, $"sandbox-{device}-{mode}");
        faults.ShouldBeEmpty();
    }

    private async Task<IPage> Open(string device, string mode)
    {
        var page = device == "phone" ? await chrome.Phone() : await chrome.Desktop();
        await page.EmulateMediaAsync(
            new() { ColorScheme = mode == "dark" ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce }
        );
        return page;
    }

    private static async Task Check(IPage page, string name)
    {
        await page.Picture(name);
        await page.ShouldBeAccessible();
        // Colours change no widths: once for each screen is enough.
        if (name.EndsWith("-desktop-light", StringComparison.Ordinal))
            await page.ShouldFitInto(320, 768, 1920);
    }
}
