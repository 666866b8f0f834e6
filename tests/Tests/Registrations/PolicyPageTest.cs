using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Tests.Support;

namespace Entente.Tests.Registrations;

/// <summary>The policy's page. In a house of its own: what is published here would change every other form.</summary>
public sealed class PolicyPageTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task A_published_policy_is_the_next_version_and_a_wrong_one_comes_back_filled_in()
    {
        var staff = await web.Staff(StaffRole.RevOps, "policy@corvane.example");
        var page = await staff.Open("/w/corvane/settings/policy");

        var wrong = await staff.Submit(
            page,
            ("Input.DealDays", "ninety"),
            ("Input.Holidays", "soon"),
            ("Input.RemindDays", ""),
            ("Input.Note", new string('x', 201))
        );
        wrong.Status.ShouldBe(422);
        Wrong(wrong).ShouldBe(["Input.DealDays", "Input.HoldDays", "Input.Holidays", "Input.RemindDays", "Input.Note"], ignoreOrder: true);
        wrong.Document.QuerySelector("[name='Input.DealDays']")!.GetAttribute("value").ShouldBe("ninety", "what was typed stays");
        (await staff.Submit(page, ("Input.DealDays", "91"), ("Input.Holidays", "2026-12-25"))).Status.ShouldBe(303);
        (await staff.Submit(page, ("Input.DealDays", "92"))).Status.ShouldBe(412);

        var after = await staff.Open("/w/corvane/settings/policy");
        after.Words.ShouldContain("Version 2 is in force");
        after.Document.QuerySelector("[name='Input.DealDays']")!.GetAttribute("value").ShouldBe("91");
        after.Document.QuerySelectorAll("[name='Input.RequiredOfDeals'][checked]").Length.ShouldBe(4, "the ticked fields survive");
        var none = WebPage
            .ValuesOf(after.FormFor([("Input.DealDays", "90")]))
            .Where(v => !v.Key.StartsWith("Input.Required", StringComparison.Ordinal));
        var undemanding = await staff.Post("/w/corvane/settings/policy", [.. none.Select(v => (v.Key, v.Value))]);
        undemanding.Status.ShouldBe(303, "a policy may demand nothing besides company and consent");
        (
            await staff.Submit("/w/corvane/settings/policy", ("Input.DealDays", "90"), ("Input.RequiredOfLeads", "ContactEmail"))
        ).Status.ShouldBe(303);
    }

    private static List<string> Wrong(WebPage page) =>
        [.. page.Document.QuerySelectorAll("main [aria-invalid=true]").Select(e => e.GetAttribute("name")!)];
}
