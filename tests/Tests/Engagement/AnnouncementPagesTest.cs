using Entente.Access;
using Entente.Engagement.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Engagement;

public sealed class AnnouncementPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string List = "/w/corvane/announcements";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_written_looked_at_published_read_followed_confirmed_and_counted()
    {
        var partner = await web.House.Made(web.Corvane, "Paged News");
        var ines = await web.PartnerPerson(partner, email: "ines@paged-news.example");
        var maren = await web.Owner();
        var due = web.Corvane.DayOf(web.Clock.Now).AddDays(10);

        var wrong = await maren.Submit(
            List + "/new",
            ("Input.Texts[0].Title", "New prices"),
            ("Input.Texts[0].Language", "English"),
            ("Input.ExpiresAt", "soon")
        );
        wrong.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        wrong.Words.ShouldContain("Write a language code");
        wrong.Words.ShouldContain("Write a day and a time");
        wrong.Text.ShouldContain("New prices");

        var kept = await maren.Submit(
            List + "/new",
            ("Input.Texts[0].Title", "New prices"),
            ("Input.Texts[0].Body", "They change.\n\n- <b>Look</b> at [the list](https://corvane.example/list)\n- Ask us"),
            ("Input.Groups[0].Partners", partner.Short()),
            ("Input.AcknowledgeBy", due.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
        );
        kept.Status.ShouldBe(303, kept.Words);
        var page = kept.Location!;
        var draft = await maren.Open(page);
        draft.Words.ShouldContain("1 person at 1 partner");
        draft.Words.ShouldContain("<b>Look</b> at the list (corvane.example)");
        (await maren.Open(page + "/audience?q=ines")).Words.ShouldContain("Paged News is named.");
        var editor = await maren.Open(page + "/edit");
        editor.Text.ShouldContain("New prices");
        (await maren.Submit(page, ("Out.Do", "publish"))).Status.ShouldBe(303);
        var stale = await maren.Submit(draft, ("Out.Do", "publish"));
        stale.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        stale.Words.ShouldContain("Somebody changed or published it meanwhile");
        var typed = await maren.Submit(editor, ("Input.Texts[0].Title", "Typed too late"));
        typed.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        typed.Text.ShouldContain("Typed too late");
        await web.Work();

        (await ines.Open("/w/corvane/portal")).Words.ShouldContain("Read and confirm “New prices”");
        (await ines.Open("/w/corvane/portal/news")).Words.ShouldContain("New prices");
        var news = $"/w/corvane/portal/news/{page.Split('/')[^1]}";
        var opened = await ines.Open(news);
        opened.Words.ShouldContain("<b>Look</b>");
        var link = opened.Document.QuerySelector("main a[href^='/w/corvane/news/']")!.GetAttribute("href")!;
        var followed = await ines.Get(link);
        (followed.Status, followed.Location).ShouldBe((303, "https://corvane.example/list"));
        (await ines.Submit(news, ("_handler", "confirm"))).Status.ShouldBe(303);
        (await ines.Open(news)).Words.ShouldContain("You confirmed this");

        var results = await maren.Open(page);
        results.Words.ShouldContain("Confirmed1");
        results.Words.ShouldContain("By home region");
        (await maren.Open(List)).Words.ShouldContain("1 of 1");
        (await maren.Open(List + "?view=live")).Words.ShouldContain("New prices");
        (await maren.Open(page + "/audience?open=true")).Words.ShouldNotContain("Ines Calder");
        (await maren.Submit(page + "/correct", ("Input.Texts[0].Title", ""), ("Input.Why", ""))).Status.ShouldBe(422);
        (await maren.Submit(page + "/correct", ("Input.Texts[0].Title", "Newer prices"), ("Input.Why", "They are newer"))).Status.ShouldBe(
            303
        );
        (await ines.Open(news)).Words.ShouldContain("They are newer");
        (await maren.Open(page)).Words.ShouldContain("Version 1");
        (await maren.Submit(page, ("Out.Why", " "), ("Out.Do", "end"))).Status.ShouldBe(422);
        (await maren.Submit(page, ("Out.Why", "Wrong list"), ("Out.Do", "end"))).Status.ShouldBe(303);
        (await ines.Get(news)).Status.ShouldBe(404);
        (await ines.Get(link)).Status.ShouldBe(404, "what was ended leads nowhere");
        (await maren.Open(page)).Words.ShouldContain("Wrong list");
    }

    [Fact]
    public async Task A_link_to_an_address_in_another_script_is_followed()
    {
        var partner = await web.House.Made(web.Corvane, "Umlaut News");
        using var ines = await web.PartnerPerson(partner, email: "ines@umlaut-news.example");
        var story = new NewsStory(web.House);
        var id = await story.Out(
            NewsStory.Sheet(NewsStory.Named(partner)) with
            {
                Texts = [new("en", "Over there", "Look at [the list](https://münchen.example/preise?für=alle#ä) please.")],
            }
        );
        var page = await ines.Open($"/w/corvane/portal/news/{id.Value:N}");
        var followed = await ines.Get(page.Document.QuerySelector("main a[href^='/w/corvane/news/']")!.GetAttribute("href")!);
        (followed.Status, followed.Location).ShouldBe((303, "https://xn--mnchen-3ya.example/preise?f%C3%BCr=alle#%C3%A4"));
    }

    [Fact]
    public async Task Who_got_it_is_in_with_the_reason_of_then_though_the_facts_changed()
    {
        var partner = await web.House.Made(web.Corvane, "Was Reached");
        using var ines = await web.PartnerPerson(partner, email: "ines@was-reached.example");
        var story = new NewsStory(web.House);
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(partner), new AudienceRule(Facet.Region, ["UK & Ireland"])));
        await web.Work();
        await web.House.Act<EntenteDb, int>(
            Actor.System(web.Corvane.Id),
            db => db.Write("update partner set region = 'DACH' where partner_id = $1", Ct, partner.Value)
        );
        using var maren = await web.Owner();
        var found = (await maren.Open($"/w/corvane/announcements/{id.Value:N}/audience?q=was-reached")).Document.QuerySelector("#sought")!;
        found.TextContent.ShouldContain("is at home in UK & Ireland");
        found.TextContent.ShouldContain("Got it on");
        found.QuerySelector(".badge")!.TextContent.Trim().ShouldBe("In");
        var later = await web.PartnerPerson(partner, email: "later@was-reached.example");
        later.ShouldNotBeNull();
        (await maren.Open($"/w/corvane/announcements/{id.Value:N}/audience?q=later@was-reached"))
            .Document.QuerySelector("#sought")!
            .TextContent.ShouldContain("Not in");
    }

    [Fact]
    public async Task A_link_leads_only_to_what_the_text_links_and_leaves_a_trace_of_its_reader_alone()
    {
        var partner = await web.House.Made(web.Corvane, "Linked News");
        var story = new NewsStory(web.House);
        var ines = await web.PartnerPerson(partner, email: "ines@linked-news.example");
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(partner)));
        await web.Work();
        var mail = await Mail("ines@linked-news.example");
        var link = new Uri(
            mail.Split('\n').Select(l => l.Trim().Split(' ')[^1]).First(l => l.Contains("/w/corvane/news/", StringComparison.Ordinal))
        ).PathAndQuery;
        using var guest = web.Guest();
        var maren = await web.Owner();

        (await guest.Get(link[..^3] + "AAA")).Status.ShouldBe(404);
        (await guest.Get("/w/corvane/news/https:%2F%2Fevil.example")).Status.ShouldBe(404);
        (await guest.Get(link.Replace("/w/corvane/", "/w/halden/", StringComparison.Ordinal))).Status.ShouldBe(404, "another workspace");
        (await guest.Get(link, ("Sec-Purpose", "prefetch"))).Status.ShouldBe(503);
        (await maren.Get(link)).Status.ShouldBe(303);
        (await story.Recipients(id)).Single().ClickedAt.ShouldBeNull("somebody else followed it");
        (await guest.Get(link)).Location.ShouldBe("https://corvane.example/list");
        (await story.Recipients(id)).Single().ClickedAt.ShouldNotBeNull();
        (await story.Recipients(id)).Single().OpenedAt.ShouldBeNull("its page was not opened");
        ines.ShouldNotBeNull();
    }

    [Fact]
    public async Task Of_another_partner_nothing_opens_and_staff_without_the_permission_stay_out()
    {
        var (mine, theirs) = (await web.House.Made(web.Corvane, "Own News"), await web.House.Made(web.Corvane, "Other News"));
        var story = new NewsStory(web.House);
        var ines = await web.PartnerPerson(mine, email: "ines@own-news.example");
        var other = await web.PartnerPerson(theirs, email: "jonah@other-news.example");
        var id = (await story.Out(NewsStory.Sheet(NewsStory.Named(mine)))).Short();
        var sal = await web.Staff(StaffRole.Sales, "sal.news@corvane.example", "Sal News");
        var mila = await web.Staff(StaffRole.Marketing, "mila.news@corvane.example", "Mila News");

        (await ines.Open($"/w/corvane/portal/news/{id}")).Heading.ShouldStartWith("Prices from June");
        (await other.Get($"/w/corvane/portal/news/{id}")).Status.ShouldBe(404);
        (await other.Open("/w/corvane/portal/news")).Words.ShouldContain("Nothing new");
        (await ines.Get($"{List}/{id}")).Status.ShouldBe(404);
        (await ines.Get($"{List}/{id}/results.csv")).Status.ShouldBe(404);
        (await sal.Get(List)).Status.ShouldBe(403);
        (await sal.Get($"{List}/{id}/results.csv")).Status.ShouldBe(403);
        (await mila.Get($"{List}/{id}")).Status.ShouldBe(200);
        (await mila.Get($"{List}/{id}/edit")).Status.ShouldBe(404, "it is out");
        (await mila.Get($"{List}/nobody")).Status.ShouldBe(404);
        (await mila.Get($"{List}/nobody/results.csv")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_colleague_who_is_not_among_its_readers_is_shown_nothing_of_it()
    {
        var story = new NewsStory(web.House);
        var (partner, seller) = await story.Partner();
        var engineer = await story.Person(partner, $"engineer@{partner.Short()}.example", PartnerRole.Technical);
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(partner), new(Facet.Role, [nameof(PartnerRole.Seller)])));
        await web.House.Work();

        (await story.News(seller)).ShouldContain(n => n.Id == id);
        (await story.News(engineer)).ShouldNotContain(n => n.Id == id);
        (await story.Open(engineer, id)).ShouldBeNull();
        (await story.Confirm(engineer, id)).Problem.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_file_holds_every_reader_and_no_formula()
    {
        var partner = await web.House.Made(web.Corvane, "Filed News");
        await web.AddPartnerPerson(partner, PartnerRole.Seller, "ines@filed-news.example", "=HYPERLINK(\"https://evil.example\")");
        var story = new NewsStory(web.House);
        var id = (await story.Out(NewsStory.Sheet(NewsStory.Named(partner)))).Short();
        var maren = await web.Owner();

        var file = await maren.Get($"{List}/{id}/results.csv");

        file.Headers["Content-Type"].ShouldStartWith("text/csv");
        file.Text.ShouldContain("\"'=HYPERLINK(");
        file.Text.ShouldContain("ines@filed-news.example");
        (await maren.Open("/w/corvane/audit")).Text.ShouldContain("announcement");
    }

    [Fact]
    public async Task Who_must_confirm_first_is_told_where_keeps_the_form_and_comes_back_to_it()
    {
        var claims = await RegistrationStory.In(web.House);
        var story = new NewsStory(web.House);
        var today = web.Corvane.DayOf(web.Clock.Now);
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(claims.Kestrel)) with { AcknowledgeBy = today });
        web.Clock.Advance(TimeSpan.FromDays(2));
        using var guest = web.Guest();
        var form = await RegistrationStory.Link(web.House, claims.Ines, LinkKind.Register);

        (await guest.Open(form)).Words.ShouldContain("Before your next registration, read and confirm “Prices from June”.");
        var refused = await guest.Submit(form, ("Input.Company", "Barred Foods"), ("Input.Consent", "true"));
        refused.Status.ShouldBe(StatusCodes.Status409Conflict);
        refused.Words.ShouldContain("What you typed is kept.");
        refused.Text.ShouldContain("Barred Foods");
        var way = refused.Document.QuerySelector("main a[href*='/news/']")!.GetAttribute("href")!;
        way.ShouldStartWith(form + "/news/" + id.Short());
        (await guest.Open(way)).Words.ShouldContain("Its day was");
        var confirmed = await guest.Submit(way, ("_handler", "confirm"));
        confirmed.Status.ShouldBe(303);
        var back = (await guest.Open(confirmed.Location!))
            .Document.QuerySelectorAll("main a")
            .Last(a => a.TextContent == "Back to your registration");
        var again = await guest.Open(back.GetAttribute("href")!);
        again.Text.ShouldContain("Barred Foods");
        again.Words.ShouldNotContain("Before your next registration");

        var jonah = await RegistrationStory.Link(web.House, claims.Jonah, LinkKind.Register);
        (await guest.Get(jonah + "/news/" + id.Short())).Status.ShouldBe(404, "another partner’s link");
    }

    [Fact]
    public async Task Staff_who_view_as_a_reader_leave_no_evidence()
    {
        var partner = await web.House.Made(web.Corvane, "Viewed News");
        var story = new NewsStory(web.House);
        var ines = await story.Person(partner, "ines@viewed-news.example");
        var id = await story.Out(NewsStory.Sheet(NewsStory.Named(partner)));
        var looking = ines with { ReadOnly = true, ViewedBy = Ids.New<PersonId>(web.Clock.Now) };

        (await story.Open(looking, id)).ShouldNotBeNull();
        await web.House.Act<Entente.Engagement.Portal.ReadNews, bool>(
            looking,
            async r =>
            {
                await r.Opened(id, Ct);
                await r.Shown([id], Ct);
                return true;
            }
        );

        (await story.Recipients(id)).Single().Evidence.Grade.ShouldBe(Entente.Engagement.Rules.Grade.None);
        await web.House.Act<Entente.Engagement.Portal.ReadNews, bool>(
            ines,
            async r =>
            {
                await r.Opened(id, Ct);
                return true;
            }
        );
        (await story.Recipients(id)).Single().Evidence.Grade.ShouldBe(Entente.Engagement.Rules.Grade.Opened);
    }

    private async Task<string> Mail(string to)
    {
        await using var scope = web.House.As(web.Corvane);
        var box = scope.ServiceProvider.GetRequiredService<Entente.Platform.Mail.MailBox>();
        foreach (var row in (await box.List(to, 0, 20, Ct)).Rows)
            if (row.Subject == "Prices from June")
                return (await box.Show(row.Id, Ct))!.Text;
        throw new InvalidOperationException("No such mail.");
    }
}
