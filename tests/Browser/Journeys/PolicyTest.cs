using System.Text.RegularExpressions;
using Entente.Browser.Support;
using Microsoft.Playwright;

namespace Entente.Browser.Journeys;

/// <summary>
/// RevOps prepares the next policy: a draft, a rule in it that contradicts another, what it would have changed in the past year, a version;
/// and the partner reads what now runs. The rule is for a place where nobody else's journey goes.
/// </summary>
public sealed partial class PolicyTest(Chrome chrome, OnHubSpot entente)
{
    private string Root => entente.Url + "/w/corvane/settings/policy";

    [Fact]
    public async Task A_policy_is_drafted_tried_out_on_the_past_year_published_and_read_by_the_partner()
    {
        var desk = await chrome.Desktop();
        var faults = desk.WatchForFaults();
        await desk.Enter(entente.Door("staff"));
        await desk.See(Root + "/draft");
        await desk.ClickAsync("button:has-text('Begin a draft')");
        await desk.GetByText("The draft is begun.").First.WaitForAsync();

        await Rule(desk, "Polar deals", "120");
        await Rule(desk, "Polar twins", "30");
        (await desk.InnerTextAsync("#rules")).ShouldContain("says otherwise: protected for 120 days");
        await Look(desk, "draft");
        await desk.ClickAsync("button:has-text('Publish version')");
        await desk.Locator("main [role=alert]:has-text('does not hold together')").First.WaitForAsync();
        await desk.ClickAsync("#rules li:has-text('Polar twins') button[value=remove]");
        await desk.GetByText("The rule is removed.").First.WaitForAsync();

        await desk.ClickAsync("main a:has-text('Polar deals')");
        await Look(desk, "rule");
        await desk.FillAsync("[name='Input.Countries']", "");
        await desk.ClickAsync("button:has-text('Keep the rule')");
        await desk.GetByText("is kept in the draft").First.WaitForAsync();
        await desk.ClickAsync("main a:has-text('What would differ')");
        await desk.GetByText("A person’s decision is not replayed").WaitForAsync(); // The end of a long page.
        (await desk.InnerTextAsync("main")).ShouldContain("would have gone otherwise");
        (await desk.InnerTextAsync("main")).ShouldContain("reproduced exactly");
        (await desk.InnerTextAsync("main")).ShouldNotContain("cannot be reproduced");
        (await desk.Locator("table[aria-label='What would differ'] tbody tr").CountAsync()).ShouldBeGreaterThan(10);
        await Look(desk, "what-if");

        await desk.See(Root + "/draft/rule?name=Polar%20deals");
        await desk.FillAsync("[name='Input.Countries']", "AQ");
        await desk.ClickAsync("button:has-text('Keep the rule')");
        await desk.GetByText("is kept in the draft").First.WaitForAsync();
        await desk.ClickAsync("button:has-text('Publish version')");
        await desk.WaitForURLAsync("**/settings/policy/history");
        var history = await desk.InnerTextAsync("main");
        history.ShouldContain("for customers in Antarctica: protected for 120 days.");
        await Look(desk, "history");

        var phone = await chrome.Phone();
        var faultsOfPhone = phone.WatchForFaults();
        await phone.See(entente.Door("register"));
        await phone.ClickAsync("main a:has-text('The rules, version')");
        await phone.WaitForURLAsync("**/rules");
        var rules = await phone.InnerTextAsync("main");
        rules.ShouldContain("for customers in Antarctica: protected for 120 days.");
        Version().Match(rules).Value.ShouldBe(Version().Match(history).Value, "the page names the version that runs");
        await Look(phone, "rules");
        faults.ShouldBeEmpty();
        faultsOfPhone.ShouldBeEmpty();
    }

    private async Task Rule(IPage desk, string name, string days)
    {
        await desk.See(Root + "/draft/rule");
        await desk.FillAsync("[name='Input.Name']", name);
        await desk.SelectOptionAsync("[name='Input.Kind']", "Deal");
        await desk.FillAsync("[name='Input.Countries']", "AQ");
        await desk.FillAsync("[name='Input.WindowDays']", days);
        await desk.ClickAsync("button:has-text('Keep the rule')");
        await desk.GetByText("is kept in the draft").First.WaitForAsync();
    }

    private static async Task Look(IPage page, string name)
    {
        await page.Picture("policy-" + name);
        await page.ShouldBeAccessible();
    }

    [GeneratedRegex("(?<=[Vv]ersion )[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Version();
}
