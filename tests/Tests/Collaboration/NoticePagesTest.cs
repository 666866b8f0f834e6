using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>People choose how they are told, read what they were told, and stop it by one click, without a script.</summary>
public sealed class NoticePagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Choices = "/w/corvane/me/notifications";
    private const string Page = "/w/corvane/notifications";

    private static (string Name, string Value) OneClick => ("List-Unsubscribe", "One-Click");

    [Fact]
    public async Task Staff_choose_for_each_event_and_see_it_again_and_what_cannot_be_switched_off_says_so()
    {
        using var staff = await web.Staff();
        var page = await staff.Open(Choices);
        page.Words.ShouldContain("so it cannot be switched off");
        page.Text.ShouldNotContain("reach.decision.due");
        page.Text.ShouldNotContain("registration.received", Case.Sensitive, "what partners are told");
        var saved = await staff.Submit(
            page,
            ("reach.message", "Own"),
            ("cadence.message", "Weekly"),
            ("QuietFrom", "22:00"),
            ("QuietTo", "07:00"),
            ("Zone", "Asia/Tokyo")
        );
        (saved.Status, saved.Location).ShouldBe((303, Choices), saved.Text);
        var again = await staff.Open(Choices);
        Chosen(again, "reach.message").ShouldBe("Own");
        Chosen(again, "cadence.message").ShouldBe("Weekly");
        Chosen(again, "cadence.probing").ShouldBe("Instant");
        again.Document.QuerySelector("[name=QuietFrom]")!.GetAttribute("value").ShouldBe("22:00");
        Chosen(again, "Zone").ShouldBe("Asia/Tokyo");
    }

    [Fact]
    public async Task What_is_wrong_comes_back_filled_in_with_the_reason_beside_it()
    {
        using var staff = await web.Staff(email: "ada.quist@corvane.example", name: "Ada Quist");
        var refused = await staff.Submit(Choices, ("QuietFrom", "25:99"), ("QuietTo", ""), ("cadence.message", "Daily"));
        refused.Status.ShouldBe(422);
        refused.Words.ShouldContain("Say from when, such as 22:00.");
        refused.Words.ShouldContain("Say until when, such as 07:00.");
        Chosen(refused, "cadence.message").ShouldBe("Daily");
        refused.Document.QuerySelector("[name=QuietFrom]")!.GetAttribute("value").ShouldBe("25:99");
        (await staff.Submit(Choices, ("QuietFrom", "07:00"), ("QuietTo", "07:00"))).Status.ShouldBe(422);
        var page = await staff.Open(Choices);
        var forged = await staff.Post(
            Choices,
            Forged(page, ("Zone", "Mars/Olympus"), ("reach.decision.due", "Off"), ("cadence.decision.late", "Weekly"))
        );
        (forged.Status, forged.Words.Contains("Choose a time zone of the list.", StringComparison.Ordinal)).ShouldBe((422, true));
        (
            await staff.Post(
                Choices,
                Forged(page, ("reach.decision.due", "Off"), ("reach.message", "Nonsense"), ("channel.decision.late", "Inbox"))
            )
        ).Status.ShouldBe(303);
        var story = await NoticeStory.In(web.House);
        (await story.Inbox(story.People.Maren)).ShouldBeEmpty();
        Chosen(await staff.Open(Choices), "channel.decision.late").ShouldBe("Both", "what must be answered comes by mail");
    }

    [Fact]
    public async Task The_bell_counts_and_the_page_leads_on_and_is_read_away()
    {
        var story = await NoticeStory.In(web.House);
        var (one, two) = (NoticeStory.Occurrence(), NoticeStory.Occurrence());
        using var ines = await web.SignIn(story.People.InesEmail);
        using var jonah = await web.SignIn(await EmailOf(story, story.People.Jonah));
        (await ines.Open("/w/corvane/portal"))
            .Document.QuerySelector($"a[href='{Page}']")!
            .GetAttribute("aria-label")
            .ShouldBe("Notifications");
        await story.Tell(NoticeEvents.Message, story.Ines, one, "<script>alert(1)</script>");
        await story.Tell(NoticeEvents.Message, story.Ines, two);

        (await ines.Open("/w/corvane/portal"))
            .Document.QuerySelector($"a[href='{Page}']")!
            .GetAttribute("aria-label")
            .ShouldBe("Notifications, 2 new");
        var page = await ines.Open(Page);
        page.Words.ShouldContain($"Headline of {one}");
        page.Words.ShouldContain("You get this because of the story.");
        page.Text.ShouldNotContain("<script>alert");
        var link = page
            .Document.QuerySelectorAll("main .items a")
            .First(a => a.TextContent.EndsWith(one, StringComparison.Ordinal))
            .GetAttribute("href")!;
        (await jonah.Get(link)).Status.ShouldBe(404, "another’s");
        using var maren = await web.SignIn(story.Maren.Email);
        (await maren.Get(link)).Status.ShouldBe(404, "nor does who may see every partner read what others were told");
        (await maren.Open(Page)).Text.ShouldNotContain(one);
        (await jonah.Open(Page)).Text.ShouldNotContain(one);
        (await ines.Get(link, ("Sec-Purpose", "prefetch"))).Status.ShouldBe(503, "looking ahead reads nothing");
        (await ines.Open(Page)).Words.ShouldContain("2 notifications you have not read");
        var followed = await ines.Get(link);
        (followed.Status, followed.Location).ShouldBe((303, "/w/corvane/today"));
        (await ines.Open(Page)).Words.ShouldContain("1 notification you have not read");
        (await ines.Open(Page + "?show=new")).Text.ShouldNotContain($"Headline of {one}");

        (await ines.Submit(Page, ("_handler", "read-all"))).Status.ShouldBe(303);
        (await ines.Open(Page)).Words.ShouldContain("Nothing new.");
        (await ines.Open(Page)).Words.ShouldContain($"Headline of {two}");
    }

    [Fact]
    public async Task A_mail_program_stops_one_kind_for_one_person_by_one_post_without_cookies()
    {
        var story = await NoticeStory.In(web.House);
        var (once, after, other) = (NoticeStory.Occurrence(), NoticeStory.Occurrence(), NoticeStory.Occurrence());
        await story.Tell(NoticeEvents.Message, story.Ines, once);
        var mail = (await story.Mails(story.Ines, once)).ShouldHaveSingleItem();
        mail.Header(UnsubscribeKeys.PostHeader).ShouldBe("List-Unsubscribe=One-Click");
        var way = NoticeStory.Way(mail);
        using var guest = web.Guest();

        var look = await guest.Open(way);
        look.Words.ShouldContain("Somebody writes to you");
        await story.Tell(NoticeEvents.Message, story.Ines, other);
        (await story.Mails(story.Ines, other)).Count.ShouldBe(1, "looking changes nothing");
        (await guest.Post(way)).Status.ShouldBe(422, "and so does a post that is not the one click");
        var before = await Audited();
        var done = await guest.Post(way, OneClick);
        (done.Status, done.Location).ShouldBe((200, null), "RFC 8058: no redirect");
        guest.Cookies.Count.ShouldBe(
            guest.Cookies.GetAllCookies().Count(c => c.Name.Contains("ntiforgery", StringComparison.Ordinal)),
            "nobody is signed in by it"
        );
        (await guest.Post(way, OneClick)).Status.ShouldBe(200, "twice is once");

        await story.Tell(NoticeEvents.Message, story.Ines, after);
        await story.Tell(NoticeEvents.Message, story.Maren, after);
        await story.Tell(NoticeEvents.Asked, story.Ines, after);
        (await story.Mails(story.Ines, after)).ShouldHaveSingleItem("only what is another kind");
        (await story.Mails(story.Maren, after)).Count.ShouldBe(1, "another person");
        (await guest.Open(way)).Words.ShouldContain("It is so");
        (await Audited() - before).ShouldBe(1);
    }

    [Fact]
    public async Task The_page_behind_a_mails_link_has_a_button_that_stops_it()
    {
        var story = await NoticeStory.In(web.House);
        var (once, slow) = (NoticeStory.Occurrence(), NoticeStory.Occurrence());
        await story.Tell(NoticeEvents.Asked, story.Ines, once);
        var way = NoticeStory.Way((await story.Mails(story.Ines, once)).Single());
        using var guest = web.Guest();
        var page = await guest.Open(way);
        page.Words.ShouldContain("cannot be switched off. They come once a day instead.");
        var pressed = await guest.Submit(page);
        (pressed.Status, pressed.Location).ShouldBe((303, way));
        await story.Tell(NoticeEvents.Asked, story.Ines, slow);
        (await story.Mails(story.Ines, slow)).ShouldBeEmpty("once a day now");
    }

    [Fact]
    public async Task An_address_of_another_workspace_or_changed_by_a_letter_opens_nothing()
    {
        var story = await NoticeStory.In(web.House);
        var once = NoticeStory.Occurrence();
        await story.Tell(NoticeEvents.Message, story.Ines, once);
        var way = NoticeStory.Way((await story.Mails(story.Ines, once)).Single());
        using var guest = web.Guest();
        var last = way[^8];
        string[] wrong =
        [
            way.Replace("/w/corvane/", "/w/halden/", StringComparison.Ordinal),
            way[..^8] + (last == 'A' ? 'B' : 'A') + way[^7..],
            way[..^9],
            "/w/corvane/unsubscribe/x",
        ];
        foreach (var path in wrong)
        {
            (await guest.Get(path)).Status.ShouldBe(404, path);
            (await guest.Post(path, OneClick)).Status.ShouldBe(404, path);
        }
        var after = NoticeStory.Occurrence();
        await story.Tell(NoticeEvents.Message, story.Ines, after);
        (await story.Mails(story.Ines, after)).Count.ShouldBe(1);
        await using var scope = web.House.As(web.Other);
        (await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<NoticeProfile>().CountAsync(NoticeStory.Ct)).ShouldBe(0);
    }

    [Fact]
    public async Task Whose_access_is_at_stake_is_told_without_a_way_to_stop_it()
    {
        var story = await NoticeStory.In(web.House);
        var once = NoticeStory.Occurrence();
        await story.Tell(NoticeEvents.AccessLapses, story.Ines, once);
        (await story.Mails(story.Ines, once)).Single().Header(UnsubscribeKeys.Header).ShouldBeNull();
    }

    [Fact]
    public async Task Owners_set_what_roles_are_told_and_others_may_not()
    {
        using var owner = await web.Staff(email: "owner.one@corvane.example", name: "Orla One");
        const string Path = "/w/corvane/settings/notifications";
        (await owner.Open(Path)).Words.ShouldContain("Save for Owner");
        var saved = await owner.Submit(Path + "?role=partner.Seller", ("cadence.protection.ending", "Daily"));
        (saved.Status, saved.Location).ShouldBe((303, Path + "?role=partner.Seller"), saved.Text);
        Chosen(await owner.Open(Path + "?role=partner.Seller"), "cadence.protection.ending").ShouldBe("Daily");
        (await owner.Get(Path + "?role=staff.Nobody")).Status.ShouldBe(404);
        using var sales = await web.Staff(StaffRole.Sales, "sales.one@corvane.example", "Sal One");
        (await sales.Get(Path)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Nobody_and_who_only_looks_as_somebody_else_chooses_nothing()
    {
        var story = await NoticeStory.In(web.House);
        using var guest = web.Guest();
        foreach (var path in new[] { Choices, Page })
            (await guest.Get(path)).Status.ShouldBe(303, path);
        var looking = story.People.Ines with { ViewedBy = story.Maren.Id, ReadOnly = true };
        (await story.Choose(looking, NoticeEvents.Message, NoticeChoice.Usual)).Problem!.Code.ShouldBe("notices.nobody");
        (await story.Choose(Actor.Guest(web.Corvane.Id), NoticeEvents.Message, NoticeChoice.Usual)).Problem!.Code.ShouldBe(
            "notices.nobody"
        );
    }

    private Task<int> Audited() =>
        web.House.Act<EntenteDb, int>(
            web.House.System(),
            db => db.Set<AuditEntry>().CountAsync(a => a.Reason == "Unsubscribed by the link in a mail", NoticeStory.Ct)
        );

    private static string? Chosen(WebPage page, string name) =>
        page.Document.QuerySelector($"select[name='{name}'] option[selected]")?.GetAttribute("value");

    // What the page does not offer, sent all the same.
    private static (string Name, string Value)[] Forged(WebPage page, params (string Name, string Value)[] fields) =>
        [
            .. WebPage
                .ValuesOf(page.FormFor([("QuietFrom", "")]))
                .Where(v => !fields.Any(f => f.Name == v.Key))
                .Select(v => (v.Key, v.Value)),
            .. fields,
        ];

    private async Task<string> EmailOf(NoticeStory story, Actor who) =>
        (
            await web.House.Act<AccessApi, IReadOnlyDictionary<Entente.Platform.Values.PersonId, PersonCard>>(
                web.House.System(),
                a => a.People([who.Person!.Value], NoticeStory.Ct)
            )
        )[who.Person!.Value].Email;
}
