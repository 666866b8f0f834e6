using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Entente.Access;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Partners;

public sealed class PartnerPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task The_list_is_searched_filtered_and_sorted_by_its_address()
    {
        await web.House.Made(web.Corvane, "Listed Reseller");
        await web.House.Create(web.Corvane, PartnerStory.Ardentane with { Name = "Listed Referrer", Domains = ["referrer.example"] });
        await web.House.Made(web.Other, "Listed Elsewhere");
        var maren = await web.Owner();

        Names(await maren.Open("/w/corvane/partners?q=listed")).ShouldBe(["Listed Referrer", "Listed Reseller"]);
        Names(await maren.Open("/w/corvane/partners?q=listed&sort=-name")).ShouldBe(["Listed Reseller", "Listed Referrer"]);
        Names(await maren.Open("/w/corvane/partners?q=LISTED&type=Referral")).ShouldBe(["Listed Referrer"]);
        Names(await maren.Open("/w/corvane/partners?q=referrer.ex")).ShouldBe(["Listed Referrer"]);
        Names(await maren.Open("/w/corvane/partners?q=listed&tier=Select&status=nonsense&page=x")).ShouldBe(["Listed Reseller"]);
        (await maren.Open("/w/corvane/partners?q=%25")).Words.ShouldContain("No partner matches");
        (await maren.Open("/w/corvane/partners?q=%3Cscript%3E")).Text.ShouldNotContain("<script>");
    }

    [Fact]
    public async Task Nobody_outside_sees_partners_and_marketing_may_look_but_not_change()
    {
        var id = await web.House.Made(web.Corvane, "Looked At");
        var address = PartnerLooks.PartnerHref("corvane", id);
        var partner = await web.PartnerPerson(id, email: "ines@looked-at.example");
        var marketing = await web.Staff(StaffRole.Marketing, "mia@corvane.example", "Mia Okafor");

        (await web.Guest().Get("/w/corvane/partners")).Status.ShouldBe(StatusCodes.Status303SeeOther);
        (await partner.Get("/w/corvane/partners")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await partner.Get(address)).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await marketing.Get("/w/corvane/partners/new")).Status.ShouldBe(StatusCodes.Status403Forbidden);
        var page = await marketing.Open(address);
        // Talking with the partner is all that is left to them, on the conversation's own page.
        page.Document.QuerySelectorAll("main form")
            .Select(f => f.GetAttribute("action"))
            .ShouldAllBe(a => a != null && a.Contains("/messages/"));
        page.Words.ShouldNotContain("Open pipeline", customMessage: "marketing's role does not read the pipeline");
    }

    [Fact]
    public async Task Another_workspaces_partner_and_a_mistyped_one_are_nowhere()
    {
        var theirs = await web.House.Made(web.Other, "Their Own");
        var maren = await web.Owner();

        (await maren.Get(PartnerLooks.PartnerHref("corvane", theirs))).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await maren.Get("/w/corvane/partners/nonsense")).Status.ShouldBe(StatusCodes.Status404NotFound);
    }

    [Fact]
    public async Task A_partner_is_entered_once_however_often_the_form_is_sent()
    {
        var maren = await web.Owner();
        var form = await maren.Open("/w/corvane/partners/new");
        (string, string)[] fields = [("Input.Name", "Entered Twice"), ("Input.Region", "Nordics")];

        var first = await maren.Submit(form, fields);
        var second = await maren.Submit(form, fields);

        first.Status.ShouldBe(303, first.Text);
        second.Location.ShouldBe(first.Location);
        var page = await maren.Open(first.Location!);
        page.Heading.ShouldStartWith("Entered Twice");
        page.Words.ShouldContain("Reseller, Nordics.");
    }

    [Fact]
    public async Task A_wrong_form_comes_back_filled_in_with_the_reason_beside_the_field()
    {
        var maren = await web.Owner();

        var refused = await maren.Submit(
            "/w/corvane/partners/new",
            ("Input.Name", ""),
            ("Input.Domains", "gmail.com"),
            ("Input.Region", "Nordics")
        );

        refused.Status.ShouldBe(422);
        refused
            .Document.QuerySelector("#input-name-error")
            .ShouldNotBeNull()
            .TextContent.ShouldContain("Give the company’s name".Replace('’', '\''));
        refused.Document.QuerySelector("#input-domains-error").ShouldNotBeNull().TextContent.ShouldContain("gmail.com");
        ((IHtmlInputElement)refused.Document.QuerySelector("#input-region")!).Value.ShouldBe("Nordics");
    }

    [Fact]
    public async Task A_link_is_issued_shown_to_hand_out_opened_and_taken_back()
    {
        var id = await web.House.Made(web.Corvane, "Linked");
        var address = PartnerLooks.PartnerHref("corvane", id);
        var maren = await web.Owner();

        (
            await maren.Submit(address, ("Person.Name", "Jonah Pryce"), ("Person.Email", "jonah@linked.example"), ("Person.Role", "Seller"))
        ).Status.ShouldBe(303);
        var page = await maren.Open(address);
        page.Words.ShouldContain("Jonah Pryce");
        (await maren.Submit(page, ("Link.Days", "30"))).Status.ShouldBe(303);
        (await maren.Submit(page, ("Link.Days", "30"))).Status.ShouldBe(303);

        page = await maren.Open(address);
        IReadOnlyList<string> Links() =>
            [
                .. page
                    .Document.QuerySelectorAll<IHtmlInputElement>("input[data-copy]")
                    .Select(i => i.Value)
                    .Where(v => v.Contains("/r/", StringComparison.Ordinal)),
            ];
        Links().ShouldHaveSingleItem("sent twice, it is issued once").ShouldContain("/r/corvane.");

        var sales = await web.Staff(StaffRole.Sales, "sal@corvane.example", "Sal Brandt");
        (await sales.Open(address)).Text.ShouldNotContain("/r/corvane.");

        (
            await maren.Submit(page, ("Link.Id", page.Document.QuerySelector("input[name='Link.Id']")!.GetAttribute("value")!))
        ).Status.ShouldBe(303);
        page = await maren.Open(address);
        Links().ShouldBeEmpty();
        page.Words.ShouldContain("Revoked");
    }

    [Fact]
    public async Task Status_and_tier_change_with_a_reason_and_a_stale_page_is_told_so()
    {
        var id = await web.House.Made(web.Corvane, "Changing");
        var address = PartnerLooks.PartnerHref("corvane", id);
        var maren = await web.Owner();
        var page = await maren.Open(address);

        var noReason = await maren.Submit(page, ("_handler", "change-status"), ("Step.To", "AtRisk"), ("Step.Reason", ""));
        var done = await maren.Submit(
            page,
            ("_handler", "change-status"),
            ("Step.To", "AtRisk"),
            ("Step.Reason", "No pipeline for a quarter")
        );
        var stale = await maren.Submit(page, ("_handler", "change-status"), ("Step.To", "Suspended"), ("Step.Reason", "Unpaid"));
        var tier = await maren.Submit(page, ("_handler", "change-tier"), ("Step.To", "Elite"), ("Step.Reason", "All criteria met"));

        noReason.Status.ShouldBe(422);
        noReason.Document.QuerySelector("#step-status-reason-error").ShouldNotBeNull();
        done.Status.ShouldBe(303);
        stale.Status.ShouldBe(412);
        stale.Words.ShouldContain("Look again");
        stale.Words.ShouldContain("No pipeline for a quarter", customMessage: "the newer state is shown");
        tier.Status.ShouldBe(303);
        (await web.House.Ask(web.Corvane, p => p.Get(id, TestContext.Current.CancellationToken)))!.Tier.ShouldBe(PartnerTier.Elite);
    }

    [Fact]
    public async Task A_person_without_name_and_address_hears_both_at_once()
    {
        var id = await web.House.Made(web.Corvane, "Nameless");
        var maren = await web.Owner();

        var refused = await maren.Submit(PartnerLooks.PartnerHref("corvane", id), ("Person.Name", " "), ("Person.Email", "no address"));

        refused.Status.ShouldBe(422);
        refused.Document.QuerySelector("#person-name-error").ShouldNotBeNull();
        refused.Document.QuerySelector("#person-email-error").ShouldNotBeNull();
    }

    private static List<string> Names(WebPage page) =>
        [.. page.Document.QuerySelectorAll("tbody th .who a").Select(e => e.TextContent.Trim())];
}
