using System.Security.Cryptography;
using Entente.Browser.Support;
using Entente.Tests.Access.Factors;
using Microsoft.Playwright;

namespace Entente.Browser.Journeys;

/// <summary>
/// Second factors by hand, on a desktop and on a phone: somebody adds a passkey, signs out, signs in by it alone; without script the mailed link stays
/// the way; an authenticator app is scanned or typed; settings ask anew.
/// </summary>
public sealed class FactorsTest(Chrome chrome, OnHubSpot entente)
{
    private string Root => entente.Url + "/w/corvane";

    [Theory]
    [InlineData("staff", false)]
    [InlineData("partner", true)]
    public async Task A_passkey_is_added_used_to_sign_in_and_removed(string door, bool onPhone)
    {
        var page = await (onPhone ? chrome.Phone() : chrome.Desktop());
        var faults = page.WatchForFaults();
        var key = await VirtualKey.In(page);
        await page.Enter(entente.Door(door));
        await page.See(Root + "/me");
        await page.ShouldBeAccessible();
        await page.ClickAsync("#factors a.btn");
        await page.ShouldBeAccessible();
        await page.ClickAsync("a:has-text('Add a passkey')");
        await page.ShouldBeAccessible();
        await page.Picture($"factors-{door}-add");

        // Who does not unlock it gets no key.
        await key.Unlocks(false);
        await page.ClickAsync("[data-passkey] button");
        await page.WaitForSelectorAsync("[data-passkey] [role=alert]:visible");
        (await key.Count()).ShouldBe(0);
        await key.Unlocks(true);
        await page.FillAsync("[name=Name]", "Test device");
        await page.ClickAsync("[data-passkey] button");
        await page.WaitForSelectorAsync("ol.codes");
        (await page.Locator("ol.codes li").CountAsync()).ShouldBe(10);
        (await key.Count()).ShouldBe(1);
        await page.ShouldBeAccessible();
        await page.Picture($"factors-{door}-codes");
        await page.ClickAsync("#codes a.btn-primary");
        (await page.InnerTextAsync("main")).ShouldContain("Test device");
        await page.ShouldBeAccessible();
        await page.Picture($"factors-{door}-list");

        await page.See(Root + "/me");
        await page.ClickAsync("button:has-text('Sign out') >> nth=0");
        await page.WaitForURLAsync("**/sign-in");
        await page.ShouldBeAccessible();
        await page.Picture($"factors-{door}-sign-in");
        await page.ClickAsync("[data-passkey] button");
        await page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal));
        await page.See(Root + "/me");
        (await page.InnerTextAsync("#sessions")).ShouldContain("by passkey");
        await page.Picture($"factors-{door}-me");

        await page.See(Root + "/me/factors");
        await page.ClickAsync("button:has-text('Remove')");
        await page.WaitForSelectorAsync("text=No second factor yet");
        await page.See(Root + "/me");
        await page.ClickAsync("button:has-text('Sign out') >> nth=0");
        await page.WaitForURLAsync("**/sign-in");
        await page.ClickAsync("[data-passkey] button");
        (await page.InnerTextAsync("[data-passkey] [role=alert]:visible")).ShouldContain("did not let you in");
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_app_is_set_up_by_its_typed_key_and_asked_for_after_the_mailed_link()
    {
        var page = await chrome.Desktop();
        var faults = page.WatchForFaults();
        await page.Enter(entente.Door("partner"));
        await page.See(Root + "/factor/app");
        await page.ShouldBeAccessible();
        await page.Picture("factors-app");
        var secret = Base32.Decode(await page.InputValueAsync("input[aria-label='The key to type']"));
        await page.FillAsync("[name=Code]", "000000");
        await page.ClickAsync("main form button[type=submit]");
        (await page.InnerTextAsync("main")).ShouldContain("That is not the code");
        await page.ShouldBeAccessible();
        await page.FillAsync("[name=Code]", Code(secret));
        await page.ClickAsync("main form button[type=submit]");
        var codes = await page.Locator("ol.codes code").AllInnerTextsAsync();
        codes.Count.ShouldBe(10);
        try
        {
            await page.See(Root + "/factor");
            await page.ShouldBeAccessible();
            await page.Picture("factors-confirm");
            await page.FillAsync("[name=Code]", codes[0]);
            await page.ClickAsync("main form button[type=submit]");
            await page.WaitForURLAsync(url => !url.EndsWith("/factor", StringComparison.Ordinal));
        }
        finally
        {
            await page.See(Root + "/me/factors");
            await page.ClickAsync("button:has-text('Remove')");
            await page.WaitForSelectorAsync("text=No second factor yet");
        }
        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_script_the_mailed_link_is_the_way_and_the_page_says_what_else_works()
    {
        var page = await chrome.Phone(script: false);
        await page.See(Root + "/sign-in");
        (await page.Locator("[data-passkey]").First.IsVisibleAsync()).ShouldBeFalse();
        (await page.Locator("button:has-text('Mail me a link')").IsVisibleAsync()).ShouldBeTrue();
        await page.Enter(entente.Door("partner"));
        await page.See(Root + "/factor/passkey");
        (await page.InnerTextAsync("main")).ShouldContain("Set up an authenticator app");
    }

    // RFC 6238, written a second time on purpose: an app is not our code.
    private static string Code(byte[] secret)
    {
        var counter = BitConverter.GetBytes(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
        Array.Reverse(counter);
#pragma warning disable CA5350 // As apps do it.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var at = hash[^1] & 15;
        var number = ((hash[at] & 127) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return (number % 1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
    }
}
