using Microsoft.Playwright;

namespace Entente.Browser.Support;

/// <summary>A decider at the review page.</summary>
internal static class Deciding
{
    /// <summary>Approves by keyboard the registration whose review is open, and sees that it was taken.</summary>
    public static async Task Approve(this IPage desk)
    {
        await desk.Keyboard.PressAsync("a");
        (await desk.IsCheckedAsync("[name='Input.Act'][value=approve]")).ShouldBeTrue();
        var answer = await desk.RunAndWaitForResponseAsync(
            () => desk.Locator("form:has([name='Input.Act']) button[type=submit]:visible").First.ClickAsync(),
            r => r.Request is { Method: "POST", IsNavigationRequest: true }
        );
        answer.Status.ShouldBe(303, "the decision was taken");
        await desk.Locator("text=Your decision").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }
}
