using Entente.Access;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Pipeline;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Reviews;

public sealed class MeetingPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Calendar = "/w/corvane/cadence";
    private const string Settings = "/w/corvane/settings/cadence";
    private const string Portal = "/w/corvane/portal/meetings";

    private readonly ReviewStory story = new(web.House);

    [Fact]
    public async Task A_rule_fills_the_calendar_and_a_meeting_is_opened_moved_written_held_and_read_by_its_partner()
    {
        var maren = await web.Owner();
        var partner = await web.House.Made(web.Corvane, "Meeting Pages");
        var ines = await web.PartnerPerson(partner, PartnerRole.Admin, "ines@meeting-pages.example", "Ines Meetings");
        await story.Deal(partner, DealStory.Quote, story.Today.AddDays(-3), name: "Harbour Foods");
        (await ines.Open(Portal)).Words.ShouldContain("No meeting yet");
        (await maren.Open(Calendar)).Words.ShouldContain("No meeting yet");

        var wrong = await maren.Submit(Settings, ("Input.Rules[0].Every", "Week"), ("Input.Rules[0].Minutes", "ages"));
        wrong.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        wrong.Words.ShouldContain("Write a number of minutes");
        wrong.Text.ShouldContain("ages");
        var old = await maren.Open(Settings);
        (await maren.Submit(Settings, ("Input.Rules[0].Every", "Week"))).Status.ShouldBe(303);
        var stale = await maren.Submit(old, ("Input.Rules[0].Every", "Month"));
        stale.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        stale.Words.ShouldContain("was published meanwhile");
        await web.Work();

        var calendar = await maren.Open(Calendar);
        var page = calendar
            .Document.QuerySelectorAll("a[href^='/w/corvane/cadence/']")
            .First(a => a.TextContent.Contains("Meeting Pages"))
            .GetAttribute("href")!;
        (await maren.Open(Calendar + "?mine=true&from=2026-xx")).Words.ShouldContain("Nothing is planned.");
        var shown = await maren.Open(page);
        foreach (var there in (string[])["Harbour Foods", "Past its close date", "Nobody yet", "sees it, and its part of the agenda"])
            shown.Words.ShouldContain(there);

        var when = await Send(maren, page, "move", ("Input.Planned", "2020-01-01"), ("Input.Time", "noon"));
        when.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        foreach (var there in (string[])["Give a day that is not over.", "Give the time, such as 10:00."])
            when.Words.ShouldContain(there);
        var before = await maren.Open(page);
        (
            await Send(maren, page, "move", ("Input.Planned", story.Today.AddDays(3).ToString("yyyy-MM-dd", null)), ("Input.Time", "15:30"))
        ).Status.ShouldBe(303);
        (await maren.Open(page)).Words.ShouldContain("15:30");
        var late = await Send(maren, before, "write", ("Input.Summary", "Typed on an old page"));
        late.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        late.Text.ShouldContain("Typed on an old page");
        (await Send(maren, page, "write", ("Input.Summary", "We talked it over"), ("Input.Note", "Ask about their rival"))).Status.ShouldBe(
            303
        );
        var nobody = await Send(maren, page, "add-decision", ("Input.Words", "Ask for the date"), ("Input.Due", "2020-01-01"));
        nobody.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        nobody.Words.ShouldContain("Choose who does it.");
        nobody.Text.ShouldContain("Ask for the date");
        (
            await Send(
                maren,
                page,
                "add-decision",
                ("Input.Words", "Ask for the date"),
                ("Input.Owner", await Option(maren, page, "#owner-new-decision", "Ines Meetings")),
                ("Input.About", await Option(maren, page, "#about-new", "Harbour Foods")),
                ("Input.Due", story.Today.AddDays(20).ToString("yyyy-MM-dd", null))
            )
        ).Status.ShouldBe(303);
        (await maren.Open(page)).Words.ShouldContain("Harbour Foods: Ines Meetings");

        var id = page.Split('/')[^1];
        (await ines.Open(Portal)).Text.ShouldContain(id);
        var own = await ines.Open($"{Portal}/{id}");
        foreach (var there in (string[])["Harbour Foods", "We talked it over", "Ask for the date"])
            own.Words.ShouldContain(there);
        own.Text.ShouldNotContain("rival");
        (await ines.Get(page)).Status.ShouldBe(StatusCodes.Status404NotFound);
        foreach (var (who, root) in new[] { (maren, Calendar), (ines, Portal) })
        {
            var file = await who.Get($"{root}/{id}.ics");
            (file.Status, file.Text.Contains("BEGIN:VEVENT"), file.Text.Contains("Harbour"), file.Text.Contains("rival")).ShouldBe(
                (200, true, false, false)
            );
            (await who.Get($"{root}/{Guid.Empty:N}.ics")).Status.ShouldBe(StatusCodes.Status404NotFound);
            (await who.Get($"{root}/{Guid.Empty:N}")).Status.ShouldBe(StatusCodes.Status404NotFound);
        }

        (await Send(maren, page, "hold")).Status.ShouldBe(303);
        var held = await maren.Open(page);
        held.Words.ShouldContain("As it was when the meeting was held.");
        held.Document.QuerySelectorAll("form input[name='Input.Form']").ShouldBeEmpty("nothing of it changes any more");
        (await ines.Open($"{Portal}/{id}")).Words.ShouldContain("Each is a task in your conversation.");
    }

    [Fact]
    public async Task Who_only_reads_partners_sees_the_calendar_and_changes_nothing_and_partners_find_no_settings()
    {
        await web.Owner();
        var partner = await web.House.Made(web.Corvane, "Meeting Readers");
        var ines = await web.PartnerPerson(partner, PartnerRole.Admin, "ines@meeting-readers.example", "Ines Reads");
        using var sales = await web.Staff(StaffRole.Sales, "sid.meets@corvane.example", "Sid Sales");

        (await sales.Open(Calendar)).Text.ShouldNotContain(Settings);
        (await sales.Get(Settings)).Status.ShouldBe(StatusCodes.Status403Forbidden);
        (await ines.Get(Calendar)).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await ines.Get(Settings)).Status.ShouldBe(StatusCodes.Status404NotFound);
    }

    private static async Task<string> Option(WebVisitor who, string page, string select, string words) =>
        (await who.Open(page))
            .Document.QuerySelectorAll(select + " option")
            .Single(o => o.TextContent.Contains(words))
            .GetAttribute("value")!;

    private static async Task<WebPage> Send(WebVisitor who, string page, string form, params (string Name, string Value)[] fields) =>
        await Send(who, await who.Open(page), form, fields);

    private static Task<WebPage> Send(WebVisitor who, WebPage page, string form, params (string Name, string Value)[] fields) =>
        who.Submit(page, [.. fields, ("Input.Form", form), ("Input.Do", form)]);
}
