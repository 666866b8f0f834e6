using Entente.Access;
using Entente.Partners;
using Entente.Partners.DrawTerritories;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Partners;

/// <summary>Partners and territories are mended on their pages.</summary>
public sealed class EditPartnerTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_about_a_partner_is_changed_in_one_form()
    {
        await Draw("Edit DACH", "DE", "AT");
        var id = await web.House.Made(web.Corvane, "Mistyped Quay");
        var maren = await web.Owner();

        var saved = await maren.Submit(
            Address(id),
            ("Input.Name", "Well Typed Quay"),
            ("Input.Domains", "welltyped.example, www.mistyped-quay.example"),
            ("Input.Type", "Services"),
            ("Input.Region", "Nordics"),
            ("Input.Tier", "Elite"),
            ("Input.Status", "AtRisk"),
            ("Input.Manager", ""),
            ("Input.Territories", "Edit DACH"),
            ("Input.Reason", "Review of the year")
        );

        saved.Status.ShouldBe(303, saved.Text);
        var card = (await Card(id))!;
        (card.Name, card.Type, card.Region, card.Tier, card.Status, card.Manager).ShouldBe(
            ("Well Typed Quay", PartnerType.Services, "Nordics", PartnerTier.Elite, PartnerStatus.AtRisk, null)
        );
        card.Domains.ShouldBe(["mistyped-quay.example", "welltyped.example"]);
        var page = await maren.Open(PartnerLooks.PartnerHref("corvane", id));
        page.Words.ShouldContain("Review of the year");
        page.Words.ShouldContain("Edit DACH");
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_once_and_nothing_is_changed()
    {
        await web.House.Made(web.Corvane, "Domain Holder");
        var id = await web.House.Made(web.Corvane, "Wrongly Edited");
        var maren = await web.Owner();

        var refused = await maren.Submit(
            Address(id),
            ("Input.Name", ""),
            ("Input.Domains", "domain-holder.example"),
            ("Input.Tier", "Elite"),
            ("Input.Reason", "")
        );

        refused.Status.ShouldBe(422);
        foreach (var field in (string[])["name", "domains", "reason"])
            refused.Document.QuerySelector($"#input-{field}-error").ShouldNotBeNull(field);
        refused.Document.QuerySelector("#input-domains-error")!.TextContent.ShouldContain("belongs to Domain Holder");
        (await Card(id))!.Tier.ShouldBe(PartnerTier.Select);
    }

    [Fact]
    public async Task A_page_that_somebody_overtook_changes_nothing_and_no_other_workspace_is_reached()
    {
        var id = await web.House.Made(web.Corvane, "Overtaken");
        var theirs = await web.House.Made(web.Other, "Their Partner");
        var maren = await web.Owner();
        var page = await maren.Open(Address(id));

        (await maren.Submit(page, ("Input.Name", "First"))).Status.ShouldBe(303);
        var late = await maren.Submit(page, ("Input.Name", "Second"));

        late.Status.ShouldBe(412);
        (await Card(id))!.Name.ShouldBe("First");
        (await maren.Get(Address(theirs))).Status.ShouldBe(StatusCodes.Status404NotFound);
        var marketing = await web.Staff(StaffRole.Marketing, "edits.nothing@corvane.example", "Mia Okafor");
        (await marketing.Get(Address(id))).Status.ShouldBe(StatusCodes.Status403Forbidden);
    }

    [Fact]
    public async Task A_partner_that_is_ended_here_loses_its_access_like_anywhere()
    {
        var id = await web.House.Made(web.Corvane, "Leaving Now", PartnerStatus.Active);
        var ines = await web.PartnerPerson(id, email: "ines@leaving-now.example");
        var maren = await web.Owner();
        (await maren.Submit(Address(id), ("Input.Status", "Offboarding"), ("Input.Reason", "Contract ended"))).Status.ShouldBe(303);
        (await ines.Get("/w/corvane/portal")).Status.ShouldBe(200);

        (await maren.Submit(Address(id), ("Input.Status", "Ended"), ("Input.Reason", "Contract ended"))).Status.ShouldBe(303);

        (await ines.Get("/w/corvane/portal")).Status.ShouldBe(303);
    }

    [Fact]
    public async Task A_territory_is_drawn_renamed_redrawn_and_removed_once_nobody_is_bound_to_it()
    {
        var maren = await web.Owner();
        const string page = "/w/corvane/settings/territories";
        var wrong = await maren.Submit(page, ("_handler", "draw"), ("Input.Name", ""), ("Input.Countries", "Atlantis"));
        wrong.Status.ShouldBe(422);
        wrong.Document.QuerySelector("#input-name-error").ShouldNotBeNull();
        wrong.Document.QuerySelector("#input-countries-error")!.TextContent.ShouldContain("Atlantis");

        (await maren.Submit(page, ("_handler", "draw"), ("Input.Name", "Far North"), ("Input.Countries", "Norway, SE"))).Status.ShouldBe(
            303
        );
        var seen = await maren.Open(page);
        seen.Words.ShouldContain("Norway, Sweden");
        var twice = await maren.Submit(seen, ("_handler", "draw"), ("Input.Name", "Far North"), ("Input.Countries", "FI"));
        (twice.Status, twice.Words.Contains("already", StringComparison.Ordinal)).ShouldBe((422, true));
        var handler = seen
            .Document.QuerySelectorAll("main li")
            .First(l => l.TextContent.Contains("Far North"))
            .QuerySelector("input[name=_handler]")!
            .GetAttribute("value")!;
        (
            await maren.Submit(
                seen,
                ("_handler", handler),
                ("Input.Name", "Nordics"),
                ("Input.Countries", "NO, SE, FI"),
                ("Input.Do", "save")
            )
        ).Status.ShouldBe(303);
        (
            await maren.Submit(seen, ("_handler", handler), ("Input.Name", "Late"), ("Input.Countries", "NO"), ("Input.Do", "save"))
        ).Status.ShouldBe(412);
        var id = (
            await web.House.Create(web.Corvane, PartnerStory.Kestrel with { Name = "Bound", Domains = [], Territories = ["Nordics"] })
        ).Value;

        (await maren.Submit(seen, ("_handler", handler), ("Input.Do", "remove"))).Status.ShouldBe(409);
        (await maren.Submit(Address(id), [.. Unbound])).Status.ShouldBe(303);
        (await maren.Open(PartnerLooks.PartnerHref("corvane", id))).Words.ShouldContain("Every territory");
        (await maren.Submit(seen, ("_handler", handler), ("Input.Do", "remove"))).Status.ShouldBe(303);
        (await maren.Open(page)).Words.ShouldNotContain("Nordics");
    }

    // A box that is not ticked is not sent; nothing else is typed.
    private static (string, string)[] Unbound => [("Input.Territories", "")];

    private async Task Draw(string name, params string[] countries) =>
        (
            await web.House.Act<DefineTerritory, Result>(Actor.System(web.Corvane.Id), u => u.Run(name, countries, Ct))
        ).Problem.ShouldBeNull();

    private Task<PartnerCard?> Card(PartnerId id) => web.House.Ask(web.Corvane, p => p.Get(id, Ct));

    private static string Address(PartnerId id) => PartnerLooks.PartnerHref("corvane", id) + "/edit";
}
