using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>People talk on the registration's pages, and staff sort mail that waits, without a script.</summary>
public sealed class TalkPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TalkStory.Ct;

    [Fact]
    public async Task Staff_and_partner_talk_on_the_registrations_pages()
    {
        var story = await TalkStory.In(web.House);
        using var staff = await web.Staff();
        using var ines = await web.SignIn(story.People.InesEmail);
        var (review, room) = ($"/w/corvane/registrations/{story.Number}", $"/w/corvane/portal/deals/{story.Number}");

        var page = await staff.Open(review);
        page.Words.ShouldContain("Only Corvane");
        var form = page
            .Document.QuerySelector($"form[action='{review}/messages']")
            .ShouldNotBeNull("the composer stands beside the record");
        form.QuerySelector("textarea").ShouldNotBeNull();
        (
            await staff.Submit(review + "/messages", ("MessageInput.Audience", "Internal"), ("MessageInput.Text", "Hush, margin."))
        ).Status.ShouldBe(303);
        (
            await staff.Submit(review + "/messages", ("MessageInput.Audience", story.Shared), ("MessageInput.Text", "Send us the plan."))
        ).Status.ShouldBe(303);

        foreach (var path in new[] { room, room + "/messages" })
        {
            var seen = await ines.Open(path);
            seen.Words.ShouldContain("Send us the plan.");
            seen.Text.ShouldNotContain("Hush");
            seen.Text.ShouldNotContain("Internal");
            seen.Words.ShouldContain("will read this");
        }
        (await ines.Submit(room + "/messages", ("MessageInput.Text", "Here is <b>the</b> plan."))).Status.ShouldBe(303);
        var both = await staff.Open(review);
        both.Words.ShouldContain("Here is <b>the</b> plan.");
        both.Text.ShouldNotContain("<b>the</b>");

        var refused = await ines.Submit(room + "/messages", ("MessageInput.Text", " "));
        (refused.Status, refused.Words.Contains("Write something first", StringComparison.Ordinal)).ShouldBe((422, true));
    }

    [Fact]
    public async Task Everything_one_has_to_do_stands_on_one_page_and_Today_holds_the_five_most_urgent()
    {
        var story = await TalkStory.In(web.House);
        using var staff = await web.SignIn(story.People.MarenEmail);
        (await staff.Open("/w/corvane/tasks")).Words.ShouldContain("Nothing to do");
        for (var n = 7; n > 0; n--)
            (
                await story.AddTask(story.People.Maren, $"Zeroth, number {8 - n}", story.People.Maren, story.Today.AddDays(n))
            ).Problem.ShouldBeNull();
        (await story.AddTask(story.People.Maren, "For Ines", story.People.Ines, story.Today)).Problem.ShouldBeNull();

        var today = (await staff.Open("/w/corvane/today")).Document.QuerySelector("#tasks").ShouldNotBeNull();
        today
            .QuerySelectorAll("li a.strong")
            .Select(a => a.TextContent)
            .ShouldBe(Enumerable.Range(1, 5).Select(n => $"Zeroth, number {8 - n}"));
        today.QuerySelector("a[href='/w/corvane/tasks']").ShouldNotBeNull();

        var page = await staff.Open("/w/corvane/tasks");
        page.Words.ShouldContain("7 tasks to do, 0 late.");
        page.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(7);
        var first = page.Document.QuerySelector("tbody button")!.GetAttribute("value")!;
        (await staff.Submit("/w/corvane/tasks", ("Task", first))).Status.ShouldBe(303);
        (await staff.Open("/w/corvane/tasks")).Words.ShouldNotContain("number 7");
        (await staff.Submit("/w/corvane/tasks", ("Task", first))).Status.ShouldBe(404, "it is done");
        var hers = (await story.See(story.People.Maren))!.Tasks.Single(t => t.Title == "For Ines").Id;
        (await staff.Submit("/w/corvane/tasks", ("Task", hers.ToString("N")))).Status.ShouldBe(404, "it is not on this list");
        using var ines = await web.SignIn(story.People.InesEmail);
        (await ines.Get("/w/corvane/tasks")).Status.ShouldBeOneOf(302, 303, 403, 404);
    }

    [Fact]
    public async Task By_the_mailed_link_one_reads_and_answers()
    {
        var story = await TalkStory.In(web.House);
        await story.Colleague("Quentin Quiet");
        (await story.Say(story.People.Maren, "By link, please.")).Problem.ShouldBeNull();
        await web.Work();
        var mail = (await story.Mails(story.People.InesEmail)).First(m => m.Text.Contains("By link, please.", StringComparison.Ordinal));
        var path = new Uri(WebHouse.LinkIn(mail.Text)!).PathAndQuery;
        path.ShouldEndWith("/messages");
        using var guest = web.Guest();
        var page = await guest.Open(path);
        page.Words.ShouldContain("By link, please.");
        page.Words.ShouldContain("your colleagues at");
        page.Words.ShouldNotContain("Quentin", Case.Sensitive, "a link may be in other hands");
        using var ines = await web.SignIn(story.People.InesEmail);
        (await ines.Open($"/w/corvane/portal/deals/{story.Number}/messages")).Words.ShouldContain("Quentin Quiet");
        (await guest.Submit(path, ("MessageInput.Text", "By link, gladly."))).Status.ShouldBe(303);
        (await story.See(story.People.Maren))!.Lines[^1].Text.ShouldBe("By link, gladly.");
    }

    [Fact]
    public async Task Mail_that_waits_is_read_as_text_and_put_where_it_belongs_by_who_may()
    {
        var story = await TalkStory.In(web.House);
        using var staff = await web.Staff();
        using var sales = await web.Staff(StaffRole.Sales, "sam@corvane.example", "Sam Sales");
        foreach (var subject in new[] { "Quarantined one", "Quarantined two", "Quarantined three" })
            await story.Comes(
                "who@out.example",
                $"corvane@{House.MailDomain}",
                TalkStory.Mail(
                    "who@out.example",
                    $"corvane@{House.MailDomain}",
                    subject,
                    "Hello <script>alert(1)</script> there.",
                    proven: false
                )
            );
        var list = await staff.Open("/w/corvane/mail-in");
        list.Words.ShouldContain("Quarantined one");
        list.Words.ShouldContain("neither an answer nor a claim");
        (await sales.Get("/w/corvane/mail-in")).Status.ShouldBe(403);

        var one = Path(await story.Kept("Quarantined one"));
        (await sales.Get(one)).Status.ShouldBe(403);
        var page = await staff.Open(one);
        page.Words.ShouldContain("<script>alert(1)</script>");
        page.Text.ShouldNotContain("<script>alert");

        (await staff.Submit(one, ("Attach.Number", "DR-9999"))).Status.ShouldBe(422);
        (await staff.Submit(one, ("Attach.Number", story.Number), ("Attach.Audience", "Internal"))).Status.ShouldBe(303);
        var line = (await story.See(story.People.Maren))!.Lines[^1];
        (line.Author, line.Internal, line.PlacedBy).ShouldBe(("who@out.example", true, "Maren Voss"));
        (await story.See(story.People.Ines))!.Total.ShouldBe(0);

        var two = Path(await story.Kept("Quarantined two"));
        (await staff.Submit(two, ("Dismiss.Reason", ""))).Status.ShouldBe(422);
        (await staff.Submit(two, ("Dismiss.Reason", "An advertisement"))).Status.ShouldBe(303);
        (await story.Kept("Quarantined two")).Outcome.ShouldBe(MailOutcome.Dismissed);

        var three = Path(await story.Kept("Quarantined three"));
        var refused = await staff.Submit(three, ("Register.Partner", story.People.Kestrel.Value.ToString()));
        refused.Status.ShouldBe(422, "what is missing is said, and nothing is lost");
        (await story.Kept("Quarantined three")).IsQuarantined.ShouldBeTrue();

        await using var scope = web.House.As(web.Corvane);
        var actions = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AuditEntry>()
            .Where(a => a.Action.StartsWith("mail_in."))
            .Select(a => a.Action)
            .ToListAsync(Ct);
        // The tests of a class share a database: another one registers.
        actions.Where(a => a != "mail_in.registered").Order().ShouldBe(["mail_in.attached", "mail_in.dismissed"]);
    }

    [Fact]
    public async Task A_claim_that_waits_is_registered_for_a_partner()
    {
        var story = await TalkStory.In(web.House);
        using var staff = await web.Staff();
        const string to = $"register+corvane@{House.MailDomain}";
        await story.Comes(
            "new@out.example",
            to,
            TalkStory.Mail(
                "new@out.example",
                to,
                "Deal registration Waiting Mills",
                "Company: Waiting Mills\nWebsite: waitingmills.example\nContact: Rowan Ashdown\nE-mail: rowan@waitingmills.example\nAmount: 48,000 EUR\n"
                    + "Close date: 2026-06-30\nProblem: They need to trace quality issues.\nStage: Evaluation\nCountry: GB\nConsent: yes",
                proven: false
            )
        );
        var done = await staff.Submit(
            Path(await story.Kept("Deal registration Waiting Mills")),
            ("Register.Partner", story.People.Kestrel.Value.ToString())
        );
        done.Status.ShouldBe(303, done.Words);
        (await story.Kept("Deal registration Waiting Mills")).Outcome.ShouldBe(MailOutcome.Registered);
    }

    private static string Path(InboundMail mail) => $"/w/corvane/mail-in/{mail.Id.Value:N}";
}
