using Entente.Access;
using Entente.Pipeline;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Pipeline;

public sealed class PipelinePageTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task The_table_totals_filters_and_sorts_by_its_address()
    {
        var house = web.House;
        var connection = house.Connection();
        var (kestrel, vantora) = (await house.Made(web.Corvane, "Kestrel Quay"), await house.Made(web.Corvane, "Vantora"));
        await house.Apply(
            web.Corvane,
            connection,
            house.Deal("1", "Oakhaven Media") with
            {
                Stage = DealStory.Quote,
                NextStep = "Agree the margin",
            },
            house.Deal("2", "Aldermere Foods") with
            {
                Amount = new Money(84_000_00, "EUR"),
            },
            house.Deal("3", "Vellamo Ferries") with
            {
                Amount = new Money(20_000_00, "USD"),
                CloseDate = new(2026, 3, 1),
                Owner = new("8", "Noor Haddad"),
            },
            house.Deal("4", "Direct Deal"),
            house.Deal("5", "Won Deal") with
            {
                Stage = DealStory.Won,
            },
            house.Deal("6", "No amount") with
            {
                Amount = null,
            }
        );
        await house.Apply(web.Other, connection, house.Deal("1", "Theirs"));
        await house.Link(web.Corvane, new(connection, "1", "", null, null, kestrel, RegistrationNumber: "DR-0987", Motion: "reseller"));
        await house.Link(web.Corvane, new(connection, "2", "", null, null, kestrel, RegistrationNumber: "DR-1048", Motion: "reseller"));
        await house.Link(web.Corvane, new(connection, "3", "", null, null, vantora, Motion: "services"));
        await house.Link(web.Corvane, new(connection, "5", "", null, null, kestrel, Motion: "reseller"));
        await house.Link(web.Corvane, new(connection, "6", "", null, null, vantora, DealRole.Services));
        var maren = await web.Owner();

        var page = await maren.Open("/w/corvane/pipeline");

        page.Words.ShouldContain("4 open partner deals worth €146k + $20k.");
        Names(page).ShouldBe(["Oakhaven Media", "Aldermere Foods", "Vellamo Ferries", "No amount"], ignoreOrder: true);
        page.Document.QuerySelectorAll("tr.group").Length.ShouldBe(3, "by motion, and one without");
        page.Document.QuerySelector("tfoot .r")!.TextContent.ShouldBe("€145,500 + $20,000");
        page.Document.QuerySelectorAll("tr[data-tone=bad] th a, tr[data-tone=bad] th")
            .ShouldContain(e => e.TextContent.StartsWith("Vellamo Ferries"));

        Names(await maren.Open("/w/corvane/pipeline?sort=-amount"))
            .ShouldBe(["Aldermere Foods", "Oakhaven Media", "Vellamo Ferries", "No amount"]);
        Names(await maren.Open("/w/corvane/pipeline?motion=reseller&sort=name")).ShouldBe(["Aldermere Foods", "Oakhaven Media"]);
        Names(await maren.Open("/w/corvane/pipeline?motion=none")).ShouldBe(["No amount"]);
        Names(await maren.Open("/w/corvane/pipeline?scope=Direct")).ShouldBe(["Direct Deal"]);
        Names(await maren.Open("/w/corvane/pipeline?scope=all&q=oakhaven")).ShouldBe(["Oakhaven Media"]);
        Names(await maren.Open("/w/corvane/pipeline?state=won")).ShouldBe(["Won Deal"]);
        Names(await maren.Open($"/w/corvane/pipeline?partner={vantora.Short()}&owner=8")).ShouldBe(["Vellamo Ferries"]);
        Names(await maren.Open("/w/corvane/pipeline?stage=Configure%20%26%20Quote&page=0&sort=nonsense")).ShouldBe(["Oakhaven Media"]);
        (await maren.Open("/w/corvane/pipeline?q=nothing%20like%20it")).Words.ShouldContain("No deal matches");

        var shown = await maren.Open($"/w/corvane/partners/{kestrel.Short()}");
        Figures(shown).ShouldBe(["Open pipeline", "€146k", "2 deals", "Win rate", "100 %", "1 won, 0 lost"]);
        shown.Document.QuerySelectorAll("#deals tbody tr").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Only_staff_who_may_read_the_pipeline_see_it()
    {
        var partner = await web.House.Made(web.Corvane, "Outside");
        var ines = await web.PartnerPerson(partner, email: "ines@outside.example");
        var mia = await web.Staff(StaffRole.Marketing, "mia.okafor@corvane.example", "Mia Okafor");

        (await web.Guest().Get("/w/corvane/pipeline")).Status.ShouldBe(StatusCodes.Status303SeeOther);
        (await ines.Get("/w/corvane/pipeline")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await mia.Get("/w/corvane/pipeline")).Status.ShouldBe(StatusCodes.Status403Forbidden);
    }

    private static List<string> Figures(WebPage page) =>
        [.. page.Document.QuerySelectorAll(".kpi dt, .kpi .num, .kpi .note").Select(e => e.TextContent)];

    private static List<string> Names(WebPage page) =>
        [
            .. page
                .Document.QuerySelectorAll("tbody tr:not(.group) th")
                .Select(e => (e.QuerySelector("a")?.TextContent ?? e.FirstChild!.TextContent).Trim()),
        ];
}
