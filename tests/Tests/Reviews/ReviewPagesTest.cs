using Entente.Access;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Pipeline;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Reviews;

public sealed class ReviewPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Reviews = "/w/corvane/reviews";
    private const string Portal = "/w/corvane/portal/reviews";

    private readonly ReviewStory story = new(web.House);

    [Fact]
    public async Task A_review_is_made_with_one_click_on_the_partners_page_filled_shared_read_held_and_taken_as_data()
    {
        var maren = await web.Owner();
        var partner = await web.House.Made(web.Corvane, "Review Pages");
        var ines = await web.PartnerPerson(partner, PartnerRole.Admin, "ines@review-pages.example", "Ines Reviews");
        await story.Deal(partner, DealStory.Won, story.Today.AddDays(-3), new(12_000_00, "EUR"), "Harbour Foods");
        (await ines.Open(Portal)).Words.ShouldContain("No review yet");

        var made = await Press(maren, $"/w/corvane/partners/{partner.Short()}");
        made.Status.ShouldBe(303, made.Words);
        var page = made.Location!;
        var number = page.Split('/')[^1];
        (await Press(maren, $"/w/corvane/partners/{partner.Short()}")).Location.ShouldBe(page, "the second click opens the first one's");
        var draft = await maren.Open(page);
        foreach (var there in (string[])["A draft: the partner does not see it yet.", "Harbour Foods", "€12,000", "Win rate", "Prepared"])
            draft.Words.ShouldContain(there);
        draft.Document.QuerySelector(".print-only")!.TextContent.ShouldContain(" and Corvane. Prepared ");
        (await ines.Get($"{Portal}/{number}")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await ines.Get(page)).Status.ShouldBe(StatusCodes.Status404NotFound);

        var wrong = await Send(maren, page, "add-goal", ("Input.Words", "Five deals"), ("Input.Target", "a few"), ("Input.Unit", "deals"));
        wrong.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        wrong.Words.ShouldContain("Write a number");
        wrong.Text.ShouldContain("Five deals");
        (
            await Send(maren, page, "add-goal", ("Input.Words", "Five deals"), ("Input.Target", "5"), ("Input.Unit", "deals"))
        ).Status.ShouldBe(303);
        var nobody = await Send(maren, page, "add-decision", ("Input.Words", "Train two people"), ("Input.Due", "2020-01-01"));
        nobody.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        nobody.Words.ShouldContain("Choose who does it.");
        nobody.Words.ShouldContain("today or later");
        nobody.Text.ShouldContain("Train two people");
        var owner = (await maren.Open(page))
            .Document.QuerySelectorAll("#owner-new-decision option")
            .Single(o => o.TextContent.Contains("Ines Reviews"));
        (
            await Send(
                maren,
                page,
                "add-decision",
                ("Input.Words", "Train two people"),
                ("Input.Owner", owner.GetAttribute("value")!),
                ("Input.Due", story.Today.AddDays(20).ToString("yyyy-MM-dd", null))
            )
        ).Status.ShouldBe(303);

        var old = await maren.Open(page);
        (await Send(maren, page, "open", ("Input.Summary", "A strong quarter"), ("Input.Note", "Ask about their rival"))).Status.ShouldBe(
            303
        );
        var stale = await Send(maren, old, "open", ("Input.Summary", "Typed on an old page"));
        stale.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        stale.Words.ShouldContain("Somebody changed this meanwhile");
        stale.Text.ShouldContain("Typed on an old page");
        (await Send(maren, old, "share")).Status.ShouldBe(StatusCodes.Status412PreconditionFailed, "nobody shares what they have not seen");
        (await Send(maren, page, "share")).Status.ShouldBe(303);

        var own = await ines.Open($"{Portal}/{number}");
        foreach (var there in (string[])["A strong quarter", "Harbour Foods", "Five deals", "Train two people", "Ines Reviews"])
            own.Words.ShouldContain(there);
        foreach (
            var shown in new[]
            {
                own,
                await ines.Open(Portal),
                await ines.Open("/w/corvane/notifications"),
                await ines.Open("/w/corvane/portal"),
            }
        )
            shown.Text.ShouldNotContain("rival");
        (await ines.Open(Portal)).Text.ShouldContain(number);
        (await ines.Open("/w/corvane/portal")).Words.ShouldContain("Read the review of your ");

        (await Send(maren, page, "refresh")).Status.ShouldBe(303);
        var held = await Send(maren, page, "hold");
        held.Status.ShouldBe(303, held.Words);
        var frozen = await maren.Open(page);
        frozen.Words.ShouldContain("Held and frozen");
        frozen.Document.QuerySelectorAll("form input[name='Input.Form']").ShouldBeEmpty("nothing of it changes any more");
        frozen.Words.ShouldContain("Ask about their rival");
        (await ines.Open($"{Portal}/{number}")).Words.ShouldContain("it stays as it was then");
        (await maren.Open($"/w/corvane/messages/partner/{partner.Short()}")).Words.ShouldContain("Train two people");
        (await maren.Open(Reviews + "?state=held")).Text.ShouldContain(number);
        (await maren.Open(Reviews + "?state=dropped&mine=true&page=x")).Words.ShouldContain("None right now.");
        (await maren.Open($"/w/corvane/partners/{partner.Short()}")).Text.ShouldContain(number);

        var csv = await maren.Get(page + ".csv");
        (csv.Status, csv.Text.Contains("Harbour Foods"), csv.Text.Contains("rival")).ShouldBe((200, true, false));
        csv.Text.ShouldContain("\"Pipeline\",\"\",\"Won amount\",\"\",\"12000\",\"EUR\"");
        var json = await maren.Get(page + ".json");
        (json.Status, json.Text.Contains("\"quarter\":"), json.Text.Contains("rival")).ShouldBe((200, true, false));
        (await ines.Get(page + ".json")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await maren.Get(Reviews + "/QBR-999.csv")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await story.Sql("select count(*) from audit_entry where action = 'review.exported'")).ShouldBe(2);
    }

    [Fact]
    public async Task The_page_for_a_new_one_asks_for_a_partner_and_a_quarter_that_has_begun()
    {
        var maren = await web.Owner();
        var partner = await web.House.Made(web.Corvane, "New Review Page");

        var unfit = await maren.Submit(Reviews + "/new", ("Input.Partner", ""));
        unfit.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        unfit.Words.ShouldContain("Choose a partner.");
        var quarter = await maren.Submit($"{Reviews}/new?partner={partner.Short()}", ("Input.Quarter", "2099-Q1"));
        quarter.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        quarter.Words.ShouldContain("Choose the quarter that runs");
        var made = await maren.Submit($"{Reviews}/new?partner={partner.Short()}");
        made.Status.ShouldBe(303, made.Words);
        (await maren.Open(made.Location!)).Words.ShouldContain("New Review Page");
        using var sales = await web.Staff(StaffRole.Sales, "sid@corvane.example", "Sid Sales");
        (await sales.Get(Reviews + "/new")).Status.ShouldBe(StatusCodes.Status403Forbidden);
        var seen = await sales.Open(made.Location!);
        seen.Words.ShouldNotContain("Share it with");
        (await sales.Open($"/w/corvane/partners/{partner.Short()}"))
            .Document.QuerySelectorAll("form[action$='/reviews/new']")
            .ShouldBeEmpty();
        (await maren.Get(Reviews + "/QBR-999")).Status.ShouldBe(StatusCodes.Status404NotFound);
    }

    // The button at the head of a partner's page.
    private static async Task<WebPage> Press(WebVisitor who, string page)
    {
        var form = (await who.Open(page)).Document.QuerySelector("form[action$='/reviews/new']").ShouldNotBeNull();
        return await who.Post(
            form.GetAttribute("action")!,
            [.. form.QuerySelectorAll("input").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value") ?? ""))]
        );
    }

    private static async Task<WebPage> Send(WebVisitor who, string page, string form, params (string Name, string Value)[] fields) =>
        await Send(who, await who.Open(page), form, fields);

    private static Task<WebPage> Send(WebVisitor who, WebPage page, string form, params (string Name, string Value)[] fields)
    {
        var key = page
            .Document.QuerySelectorAll("input[name='Input.Form']")
            .Select(i => i.GetAttribute("value")!)
            .First(v => v == form || v.StartsWith(form + "-", StringComparison.Ordinal));
        return who.Submit(
            page,
            [.. fields, ("Input.Form", key), .. fields.Any(f => f.Name == "Input.Do") ? [] : new[] { ("Input.Do", form) }]
        );
    }
}
