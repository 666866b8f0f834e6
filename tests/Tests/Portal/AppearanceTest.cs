using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Appearance;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Portal;

/// <summary>What partners see of the vendor is set on one page. In a house of its own: the name stands on every page.</summary>
public sealed class AppearanceTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Page = "/w/corvane/settings/appearance";

    [Fact]
    public async Task A_new_name_and_hue_are_on_the_partners_pages_at_once_and_in_the_audit()
    {
        var maren = await web.Owner();
        var partner = await web.House.Made(web.Corvane, "Kestrel Quay");
        var ines = await web.PartnerPerson(partner, email: "ines@appearance.example");

        (await maren.Submit(Page, ("Input.Name", "Corvane & Söhne"), ("Input.Hue", "140"))).Status.ShouldBe(303);

        var home = await ines.Open("/w/corvane/portal");
        var sheet = home.Document.QuerySelector("link[href*='brand.css']")!.GetAttribute("href")!;
        sheet.ShouldEndWith("h=140", customMessage: "a browser that has the old one asks for the new one");
        (await ines.Get(sheet)).Text.ShouldContain("--brand-h: 140");
        home.Document.Title!.ShouldContain("Corvane & Söhne");
        (await maren.Open("/w/corvane/audit")).Words.ShouldContain("Corvane & Söhne");
        (await maren.Open(Page)).Document.QuerySelector("input[name='Input.Hue'][checked]")!.GetAttribute("value").ShouldBe("140");

        (await maren.Submit(Page, ("Input.Name", "Corvane"), ("Input.Hue", "other"), ("Input.Exact", "271"))).Status.ShouldBe(303);
        (await maren.Open(Page)).Document.QuerySelector("input[name='Input.Exact']")!.GetAttribute("value").ShouldBe("271");
    }

    [Theory]
    [InlineData("Corvane", "other", "361", "from 0 to 360")]
    [InlineData("Corvane", "other", "blue", "from 0 to 360")]
    [InlineData("Corvane", "-1", "", "from 0 to 360")]
    [InlineData("  ", "140", "", "Give the company's name")]
    public async Task What_is_no_hue_or_no_name_is_said_beside_the_field_and_changes_nothing(
        string name,
        string hue,
        string exact,
        string words
    )
    {
        var maren = await web.Owner();
        var before = await web.Services.GetRequiredService<Workspaces>().Get(web.Corvane.Id, TestContext.Current.CancellationToken);

        var refused = await maren.Submit(Page, ("Input.Name", name), ("Input.Hue", hue), ("Input.Exact", exact));

        (refused.Status, refused.Words.Contains(words, StringComparison.Ordinal)).ShouldBe((422, true), refused.Words);
        (await web.Services.GetRequiredService<Workspaces>().Get(web.Corvane.Id, TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Fact]
    public async Task Only_whoever_may_set_it_finds_the_page()
    {
        var rita = await web.Staff(StaffRole.RevOps, "rita.look@corvane.example");
        (await rita.Get(Page)).Status.ShouldBe(403);
        (
            await web.House.Act<SetAppearance, Result>(
                new(web.Corvane.Id, ActorKind.Staff, Channel.Web, Ids.New<PersonId>(web.House.Clock.Now)),
                a => a.Run(new() { Name = "Mine", Hue = "20" }, TestContext.Current.CancellationToken)
            )
        ).Problem!.Code.ShouldBe("workspace.may_not");
    }
}
