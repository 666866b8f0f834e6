using System.Globalization;
using Entente.Browser.Support;
using Microsoft.Playwright;

namespace Entente.Browser.Journeys;

/// <summary>A decider works the queue by keyboard: J and K go along the rows, A, I and D choose, the list stays where it is.</summary>
public sealed class SplitViewTest(Chrome chrome, OnHubSpot entente)
{
    [Fact]
    public async Task The_queue_is_worked_by_keyboard_beside_the_list()
    {
        var mark = "Orrery " + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture)[^6..];
        var partner = await chrome.Phone();
        foreach (var name in (string[])["Brass", "Copper", "Zinc"])
        {
            await partner.See(entente.Door("register"));
            await partner.Fill($"{mark} {name}");
            await partner.Send();
        }
        var desk = await chrome.Desktop();
        var faults = desk.WatchForFaults();
        await desk.Enter(entente.Door("staff"));
        await desk.See($"{entente.Url}/w/corvane/registrations?view=waiting&q={Uri.EscapeDataString(mark)}");

        // Without a record beside it J only goes to the row; Enter opens it.
        await desk.Keyboard.PressAsync("j");
        await Follow(desk, () => desk.Keyboard.PressAsync("Enter"));
        await Beside(desk, $"{mark} Brass");
        await desk.ShouldBeAccessible();
        await desk.Picture("journey-split-view");

        await Follow(desk, () => desk.Keyboard.PressAsync("j"));
        await Beside(desk, $"{mark} Copper");
        await Follow(desk, () => desk.Keyboard.PressAsync("k"));
        await Beside(desk, $"{mark} Brass");

        await desk.Keyboard.PressAsync("a");
        (await Chosen(desk)).ShouldBe("approve");
        await Follow(desk, () => desk.Locator(".desk-record form button[type=submit]:visible").First.ClickAsync());
        await Beside(desk, $"{mark} Copper");
        (await desk.InnerTextAsync("main")).ShouldContain("nobody has heard of yet");
        (await Rows(desk)).ShouldBe(2);
        // Z undoes what was decided a moment ago, and the row is back.
        await Follow(desk, () => desk.Keyboard.PressAsync("z"));
        (await Rows(desk)).ShouldBe(3);

        await Beside(desk, $"{mark} Copper");
        await desk.Keyboard.PressAsync("i");
        (await Chosen(desk)).ShouldBe("ask");
        await desk.FillAsync(".desk-record [name='Input.Question']", "Which of the two plants?");
        await Follow(desk, () => desk.Locator(".desk-record form button[type=submit]:visible").First.ClickAsync());
        await Beside(desk, $"{mark} Zinc");

        await desk.Keyboard.PressAsync("d");
        (await Chosen(desk)).ShouldBe("decline");
        await desk.SelectOptionAsync(".desk-record [name='Input.Reason']", "NotQualified");
        await Follow(desk, () => desk.Locator(".desk-record form button[type=submit]:visible").First.ClickAsync());
        await Beside(desk, $"{mark} Brass");
        (await Rows(desk)).ShouldBe(1);
        desk.Url.ShouldContain("view=waiting");
        faults.ShouldBeEmpty();
    }

    private static async Task Follow(IPage page, Func<Task> act)
    {
        var before = await page.EvaluateAsync<double>("performance.timeOrigin");
        await act();
        await page.WaitForFunctionAsync(
            "before => performance.timeOrigin !== before && document.readyState === 'complete'",
            before,
            new() { Timeout = 15_000 }
        );
    }

    private static async Task Beside(IPage page, string company) =>
        (await page.InnerTextAsync(".desk-record h2 >> nth=0")).ShouldStartWith(company);

    private static Task<string> Chosen(IPage page) => page.InputValueAsync(".desk-record [name='Input.Act']:checked");

    private static Task<int> Rows(IPage page) => page.Locator("main [data-queue] tbody tr").CountAsync();
}
