using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Entente.Browser.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chrome))]
[assembly: AssemblyFixture(typeof(OnHubSpot))]
[assembly: AssemblyFixture(typeof(OnSalesforce))]

namespace Entente.Browser.Support;

/// <summary>One Chromium for the run; every test gets a context of its own.</summary>
public sealed class Chrome : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;
    private IBrowser? strict;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await Launch();
    }

    private Task<IBrowser> Launch(params IEnumerable<string> more) =>
        playwright!.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = "/usr/bin/chromium",
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    .. more,
                ],
            }
        );

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        if (strict is not null)
            await strict.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>A page on a desktop, 1440 px wide.</summary>
    public Task<IPage> Desktop(bool script = true) => Open(browser!, 1440, 900, phone: false, script);

    /// <summary>A page on a phone, 390 px wide, with touch.</summary>
    public Task<IPage> Phone(bool script = true) => Open(browser!, 390, 844, phone: true, script);

    /// <summary>A page on a desktop whose browser keeps cookies back from frames of other sites, as browsers do or are about to.</summary>
    public async Task<IPage> WithoutThirdPartyCookies() =>
        await Open(strict ??= await Launch("--test-third-party-cookie-phaseout"), 1440, 900, phone: false, script: true);

    private static async Task<IPage> Open(IBrowser browser, int width, int height, bool phone, bool script)
    {
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = width, Height = height },
                HasTouch = phone,
                IsMobile = phone,
                JavaScriptEnabled = script,
                Locale = "en-GB",
                TimezoneId = "Europe/London",
            }
        );
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }
}

/// <summary>What every page must be, whoever looks at it.</summary>
internal static class PageChecks
{
    /// <summary>WCAG 2.2 AA by axe, and nothing scrolls sideways.</summary>
    public static async Task ShouldBeAccessible(this IPage page)
    {
        var result = await page.RunAxe(
            new AxeRunOptions
            {
                // What passes is not gathered, which takes most of the time of a long table.
                ResultTypes = [ResultType.Violations],
                RunOnly = new RunOnlyOptions
                {
                    Type = "tag",
                    Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
                },
            }
        );
        result
            .Violations.Select(v => $"{v.Id}: {v.Help} at {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}")
            .ShouldBeEmpty(page.Url);
        await page.ShouldNotScrollSideways();
    }

    /// <summary>The same page in windows of these widths, in pixels, one after the other; in the end it has the width it came with.</summary>
    public static async Task ShouldFitInto(this IPage page, params int[] widths)
    {
        var (width, height) = (page.ViewportSize!.Width, page.ViewportSize.Height);
        foreach (var other in widths)
        {
            await page.SetViewportSizeAsync(other, height);
            await page.ShouldNotScrollSideways();
        }
        await page.SetViewportSizeAsync(width, height);
    }

    private static async Task ShouldNotScrollSideways(this IPage page)
    {
        // Two frames later what a new width sets going has gone.
        var sideways = await page.EvaluateAsync<string[]>(
            """
            async () => {
              await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
              const { scrollWidth, clientWidth } = document.documentElement;
              if (scrollWidth <= clientWidth) return [];
              const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > clientWidth + 1);
              return [`${scrollWidth - clientWidth} px too wide`, ...wide.slice(-3).map((e) => e.outerHTML.slice(0, 160))];
            }
            """
        );
        sideways.ShouldBeEmpty($"{page.Url} scrolls sideways at {page.ViewportSize!.Width.ToString(CultureInfo.InvariantCulture)} px");
    }

    /// <summary>Collects what the content security policy refused and what the page threw; empty at the end.</summary>
    public static List<string> WatchForFaults(this IPage page)
    {
        var faults = new List<string>();
        page.Console += (_, message) =>
        {
            if (
                message.Type is "error"
                && !message.Text.Contains("status of 4", StringComparison.Ordinal)
                && !message.Text.Contains("ViewTransition", StringComparison.Ordinal)
            )
                faults.Add(message.Text);
        };
        page.PageError += (_, error) =>
        {
            // Going on before a transition has played is not a fault of the page.
            if (!error.Contains("ViewTransition", StringComparison.Ordinal))
                faults.Add(error);
        };
        return faults;
    }
}
