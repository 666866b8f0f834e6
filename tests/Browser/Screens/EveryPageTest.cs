using System.Text.RegularExpressions;
using Entente.Browser.Support;
using Microsoft.Playwright;

namespace Entente.Browser.Screens;

/// <summary>
/// Every page that somebody gets to by following links, one of each kind, over the demo's data: it answers, is accessible, has no fault in the console and
/// nothing sideways from 320 to 1920 px. A page that is new is in it as soon as a link leads there.
/// </summary>
public sealed partial class EveryPageTest(Chrome chrome, OnHubSpot entente)
{
    private const string Start = "/w/corvane/";

    [Theory]
    [InlineData("staff", "today", 110)]
    [InlineData("partner", "portal", 25)]
    public async Task Every_page_that_links_lead_to_is_accessible_and_fits(string who, string first, int atLeast)
    {
        var page = await chrome.Desktop();
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.Enter(entente.Door(who));
        var faults = page.WatchForFaults();
        var (seen, waiting, wrong) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>([Start + first]), new List<string>());
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(Kind(path)))
                continue;
            try
            {
                await page.See(entente.Url + path);
                await page.ShouldBeAccessible();
                await page.ShouldFitInto(320, 768, 1920);
            }
            catch (Exception e) when (e is ShouldAssertException or PlaywrightException)
            {
                wrong.Add($"{path}: {e.Message}");
                continue;
            }
            wrong.AddRange(faults.Select(f => $"{path}: {f}"));
            faults.Clear();
            foreach (var link in await page.EvaluateAsync<string[]>(Links))
                waiting.Enqueue(link);
        }
        wrong.ShouldBeEmpty();
        seen.Count.ShouldBeGreaterThanOrEqualTo(atLeast, string.Join(", ", seen));
    }

    // Ways out, files and what a link does by itself are not pages. A mail shows another document in a frame without scripts, where axe has no way in.
    private const string Links = """
        () => [...document.querySelectorAll("a[href]:not([download])")]
          .map((a) => new URL(a.href))
          .filter((u) => u.origin === location.origin && u.pathname.startsWith("/w/corvane/"))
          .map((u) => u.pathname + u.search)
          .filter((p) => !/\.(csv|ics|json|txt|zip|eml)(\?|$)|\/(export|original|download|file|print)(\/|\?|$)|sign-out|view-as|CfDJ|\/mail\/./.test(p))
        """;

    // Records of one kind are one page, and so are the five motions and the types of partners.
    private static string Kind(string path) => Choice().Replace(Id().Replace(path.Split('?')[0], "/*"), "$1/*");

    [GeneratedRegex("/(?=[^/]*[0-9])[^/]+")]
    private static partial Regex Id();

    [GeneratedRegex("(/settings/(?:motions|credit|plans|tiers|onboarding))/[^/*]+")]
    private static partial Regex Choice();
}
