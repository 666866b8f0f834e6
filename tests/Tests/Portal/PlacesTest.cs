using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Portal;

/// <summary>Today, the portal's home and the menu show what rooms contribute.</summary>
public sealed class PlacesTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task Today_is_sorted_by_clock_and_leads_to_what_ends_first()
    {
        using var maren = await web.Staff();
        (await maren.Open("/w/corvane/today")).Words.ShouldContain("Nothing waits for you");

        await Make(default, "today a", "today b", "today c");
        var page = await maren.Open("/w/corvane/today");
        page.Words.ShouldContain("Three toys wait for paint.");
        page.Document.QuerySelectorAll("table[data-queue] tbody th a")
            .Select(a => a.TextContent)
            .ShouldBe(["today c", "today b", "today a"]);
        page.Document.QuerySelector(".page-head .btn-primary")!.GetAttribute("href").ShouldBe("/toys/2");
        page.Document.QuerySelector(".clock b")!.TextContent.ShouldBe("8 h 00 m left");
    }

    [Fact]
    public async Task A_partner_s_home_shows_what_is_theirs_and_what_to_do_next()
    {
        var (kestrel, vantora) = (Ids.New<PartnerId>(web.Clock.Now), Ids.New<PartnerId>(web.Clock.Now));
        await Make(kestrel, "home of Kestrel");
        await Make(vantora, "home of Vantora");
        using var ines = await web.PartnerPerson(kestrel);
        var page = await ines.Open("/w/corvane/portal");

        page.Words.ShouldContain("home of Kestrel");
        page.Words.ShouldNotContain("Vantora");
        page.Words.ShouldContain("A toy needs you.");
        page.Document.QuerySelector("link[href^='/w/corvane/brand.css?h=']").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_menu_shows_each_side_and_role_its_own()
    {
        using var owner = await web.Staff();
        using var sales = await web.Staff(StaffRole.Sales, "sam@corvane.example", "Sam");
        using var ines = await web.PartnerPerson(Ids.New<PartnerId>(web.Clock.Now), email: "menu@kestrelquay.example");

        Links(await owner.Open("/w/corvane/today")).ShouldContain("/w/corvane/toys");
        Links(await sales.Open("/w/corvane/today")).ShouldNotContain("/w/corvane/toys");
        var partner = Links(await ines.Open("/w/corvane/portal"));
        partner.ShouldContain("/w/corvane/portal/toys");
        partner.ShouldNotContain("/w/corvane/today");
        (await owner.Open("/w/corvane/today"))
            .Document.QuerySelector("nav [aria-current=page]")!
            .GetAttribute("href")
            .ShouldBe("/w/corvane/today");
    }

    [Fact]
    public async Task Settings_are_one_page_that_shows_each_role_its_own_and_every_one_leads_back()
    {
        using var owner = await web.Staff();
        using var revOps = await web.Staff(StaffRole.RevOps, "rhea@corvane.example", "Rhea");
        using var sales = await web.Staff(StaffRole.Sales, "sol@corvane.example", "Sol");

        var page = await owner.Open("/w/corvane/settings");
        var tiles = page.Document.QuerySelectorAll("a.tile").ToList();
        tiles.Count.ShouldBeGreaterThan(10);
        tiles.ShouldAllBe(t => t.QuerySelector(".sub")!.TextContent.Length > 10);
        page.Document.QuerySelector("nav [aria-current=page]")!.TextContent.ShouldContain("Settings");
        Links(page).ShouldNotContain("/w/corvane/settings/people");
        foreach (var tile in tiles)
        {
            var address = tile.GetAttribute("href")!;
            var shown = await owner.Open(address);
            shown.Document.QuerySelector(".crumbs a")!.GetAttribute("href").ShouldBe("/w/corvane/settings", address);
            shown.Document.QuerySelector("nav [aria-current=page]")!.TextContent.ShouldContain("Settings", customMessage: address);
        }

        var hers = (await revOps.Open("/w/corvane/settings"))
            .Document.QuerySelectorAll("a.tile")
            .Select(t => t.GetAttribute("href"))
            .ToList();
        hers.ShouldContain("/w/corvane/settings/crm");
        hers.ShouldNotContain("/w/corvane/settings/people");
        foreach (var address in tiles.Select(t => t.GetAttribute("href")!))
            (await revOps.Get(address)).Status.ShouldBe(hers.Contains(address) ? 200 : 403, address);
        Links(await sales.Open("/w/corvane/today")).ShouldContain("/w/corvane/settings", "motions may be read");
    }

    [Fact]
    public async Task The_foot_of_the_menu_says_that_no_CRM_is_connected_to_whoever_can_connect_one()
    {
        using var owner = await web.Staff();
        using var sales = await web.Staff(StaffRole.Sales, "sid@corvane.example", "Sid");

        var foot = (await owner.Open("/w/corvane/today")).Document.QuerySelector(".foot a[href='/w/corvane/settings/crm']")!;
        foot.TextContent.ShouldContain("No CRM connected");
        Links(await sales.Open("/w/corvane/today")).ShouldNotContain("/w/corvane/settings/crm");
    }

    private static List<string?> Links(WebPage page) => [.. page.Document.QuerySelectorAll("nav a").Select(a => a.GetAttribute("href"))];

    private async Task Make(PartnerId partner, params string[] names)
    {
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        foreach (var name in names)
            db.Add(Toy.Make(name, Money.Zero("EUR"), web.Clock.Now, partner));
        await db.SaveChangesAsync();
    }
}
