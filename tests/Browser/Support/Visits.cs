using Microsoft.Playwright;

namespace Entente.Browser.Support;

/// <summary>How people come in.</summary>
internal static class Visits
{
    /// <summary>Through a ready-made door: the link's page and its one button.</summary>
    public static async Task Enter(this IPage page, string door)
    {
        await page.GotoAsync(door);
        await page.Locator("main form button[type=submit]").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/in/", StringComparison.Ordinal));
    }

    /// <summary>Goes to an address of the same place, and expects it to be there.</summary>
    public static async Task<IResponse> See(this IPage page, string path)
    {
        var answer = await page.GotoAsync(path);
        answer!.Status.ShouldBe(200, page.Url);
        return answer;
    }

    /// <summary>A picture for a person to look at, kept only when ENTENTE_SHOTS names a folder.</summary>
    public static async Task Picture(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("ENTENTE_SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
    }

    /// <summary>Reloads until the words are there; the promise is two seconds, a busy test machine gets more.</summary>
    public static async Task Eventually(this IPage page, string address, string words)
    {
        for (var tries = 0; tries < 60; tries++)
        {
            await page.GotoAsync(address);
            if ((await page.InnerTextAsync("main")).Contains(words, StringComparison.OrdinalIgnoreCase))
                return;
            await Task.Delay(500);
        }
        (await page.InnerTextAsync("main")).ShouldContain(words, Case.Insensitive, address);
    }

    /// <summary>The same for a link, and follows it: an empty list may repeat the words that were looked for.</summary>
    public static async Task EventuallyFollow(this IPage page, string address, string words)
    {
        var link = page.Locator($"main a:has-text('{words}')").First;
        for (var tries = 0; tries < 60; tries++)
        {
            await page.GotoAsync(address);
            if (await link.CountAsync() > 0)
                break;
            await Task.Delay(500);
        }
        await link.ClickAsync();
    }
}
