using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>Nothing that came in is lost: what machines wrote is listed and may be treated as a person's, and every mail is given out as it came.</summary>
public sealed class SetAsideTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Machines = "/w/corvane/mail-in?show=machines";
    private const string Register = $"register+corvane@{House.MailDomain}";
    private const string Desk = $"corvane@{House.MailDomain}";

    private static CancellationToken Ct => TalkStory.Ct;

    [Fact]
    public async Task What_a_machine_wrote_is_listed_with_why_and_counted_and_leaves_the_list_by_a_decision()
    {
        var story = await TalkStory.In(web.House);
        using var staff = await web.Staff();
        using var sales = await web.Staff(StaffRole.Sales, "sol@corvane.example", "Sol Sales");
        var before = Counts(await staff.Open(Machines));
        await story.Comes("old@out.example", Desk, TalkStory.Mail("old@out.example", Desk, "Out of Office: older", "I am away."));
        web.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await story.Comes(
            "news@out.example",
            Desk,
            TalkStory.Mail("news@out.example", Desk, "A newsletter", "Buy now.", headers: "List-Id: <news.out.example>\r\n")
        );
        await story.Comes("who@out.example", Desk, TalkStory.Mail("who@out.example", Desk, "A person asks", "Hello?", proven: false));

        var waiting = await staff.Open("/w/corvane/mail-in");
        Counts(waiting).ShouldBe((before.Waits + 1, before.Machines + 2));
        waiting.Words.ShouldContain("A person asks");
        waiting.Words.ShouldNotContain("A newsletter");
        var list = await staff.Open(Machines);
        list.Words.ShouldContain("It came through a mailing list or to many at once.");
        list.Words.ShouldContain("news@out.example");
        list.Words.IndexOf("A newsletter", StringComparison.Ordinal)
            .ShouldBeLessThan(list.Words.IndexOf("Out of Office: older", StringComparison.Ordinal), "newest first");
        list.Words.ShouldNotContain("A person asks");
        Counts(list).ShouldBe((before.Waits + 1, before.Machines + 2));
        (await sales.Get(Machines)).Status.ShouldBe(403);

        var away = Path(await story.Kept("Out of Office: older"));
        (await staff.Open(away)).Words.ShouldContain("Somebody is away: its subject says so.");
        var left = await staff.Submit(away, ("Dismiss.Reason", "Back on Monday"));
        (left.Status, left.Location).ShouldBe((303, Machines));
        (await story.Kept("Out of Office: older")).Outcome.ShouldBe(MailOutcome.Dismissed);
        var news = Path(await story.Kept("A newsletter"));
        (await staff.Submit(news, ("Attach.Number", story.Number), ("Attach.Audience", "Internal"))).Status.ShouldBe(303);
        (await story.See(story.People.Maren))!.Lines[^1].Text.ShouldBe("Buy now.");
        Counts(await staff.Open(Machines)).ShouldBe((before.Waits + 1, before.Machines));
        (await staff.Open(news)).Document.QuerySelector("#attach").ShouldBeNull("it was dealt with");
    }

    [Fact]
    public async Task A_claim_of_a_partners_person_that_went_through_a_list_waits_and_nobody_elses_does()
    {
        var story = await TalkStory.In(web.House);
        using var staff = await web.Staff();
        var ines = story.People.InesEmail;
        const string list = "List-Id: <deals.partner.example>\r\nPrecedence: list\r\n";
        const string claim =
            "Company: Listed Mills\nWebsite: listedmills.example\nContact: Rowan Ashdown\nE-mail: rowan@listedmills.example\nAmount: 48,000 EUR\n"
            + "Close date: 2026-06-30\nProblem: They need to trace quality issues.\nStage: Evaluation\nCountry: GB\nConsent: yes";
        await story.Comes(ines, Register, TalkStory.Mail(ines, Register, "Listed, known", claim, headers: list));
        await story.Comes(ines, Register, TalkStory.Mail(ines, Register, "Listed, unproven", claim, proven: false, headers: list));
        await story.Comes(ines, Register, TalkStory.Mail(ines, Register, "Listed, no customer", "See you all on Friday.", headers: list));
        await story.Comes(ines, Desk, TalkStory.Mail(ines, Desk, "Listed, to the desk", claim, headers: list));
        await story.Comes("x@out.example", Register, TalkStory.Mail("x@out.example", Register, "Listed, unknown", claim, headers: list));

        var known = await story.Kept("Listed, known");
        known.IsQuarantined.ShouldBeTrue(known.Why);
        known.Why.ShouldContain("names a customer, Listed Mills");
        known.Why.ShouldContain("mailing list");
        foreach (var other in new[] { "unproven", "no customer", "to the desk", "unknown" })
            (await story.Kept("Listed, " + other)).Pile.ShouldBe(MailPile.Machine, other);
        (await story.Mails(ines)).ShouldNotContain(m => m.Text.Contains("Listed Mills"), "a list is answered by nobody");

        var done = await staff.Submit(
            Path(await story.Kept("Listed, unproven")),
            ("Register.Partner", story.People.Kestrel.Value.ToString())
        );
        done.Status.ShouldBe(303, done.Words);
        (await story.Kept("Listed, unproven")).Outcome.ShouldBe(MailOutcome.Registered);
    }

    [Fact]
    public async Task The_original_and_its_files_are_given_as_downloads_to_who_sorts_mail_and_are_on_record()
    {
        var story = await TalkStory.In(web.House);
        using var staff = await web.Staff();
        using var sales = await web.Staff(StaffRole.Sales, "sal@corvane.example", "Sal Sales");
        using var ines = await web.SignIn(story.People.InesEmail);
        var raw = TalkStory
            .Mail(
                "who@out.example",
                Desk,
                "With a page",
                "--b\nContent-Type: text/plain\n\nSee the page.\n--b\nContent-Type: text/html; name=\"page.html\"\n"
                    + "Content-Disposition: attachment; filename=\"page.html\"\n\n<script>alert(1)</script>\n--b--\n",
                proven: false
            )
            .Replace("text/plain; charset=utf-8", "multipart/mixed; boundary=b", StringComparison.Ordinal);
        await story.Comes("who@out.example", Desk, raw);
        var path = Path(await story.Kept("With a page"));

        var page = await staff.Open(path);
        var links = page.Document.QuerySelectorAll("a[download]").Select(a => a.GetAttribute("href")!).ToList();
        links.ShouldBe([path + "/original", path + "/files/0"]);
        var whole = await staff.Open(links[0]);
        whole.Text.ShouldBe(raw);
        var file = await staff.Open(links[1]);
        file.Text.Trim().ShouldBe("<script>alert(1)</script>");
        (whole.Headers["Content-Type"], file.Headers["Content-Type"]).ShouldBe(("message/rfc822", "application/octet-stream"));
        foreach (var given in new[] { whole, file })
        {
            given.Headers["Content-Disposition"].ShouldStartWith("attachment");
            given.Headers["X-Content-Type-Options"].ShouldBe("nosniff");
            given.Headers["Content-Security-Policy"].ShouldBe("default-src 'none'; sandbox");
            given.Headers["Cache-Control"].ShouldContain("no-store");
        }
        file.Headers["Content-Disposition"].ShouldContain("page.html");
        (await staff.Get(path + "/files/1")).Status.ShouldBe(404);
        foreach (var link in links)
        {
            (await sales.Get(link)).Status.ShouldBe(403);
            (await ines.Get(link)).Status.ShouldBeOneOf(403, 404);
        }
        const string elsewhere = $"halden@{House.MailDomain}";
        await story.Comes("who@out.example", elsewhere, raw.Replace("With a page", "With a page for Halden", StringComparison.Ordinal));
        await using (var other = web.House.As(web.Other))
        {
            var theirs = await other
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Set<InboundMail>()
                .SingleAsync(m => m.Subject == "With a page for Halden", Ct);
            foreach (var link in (string[])["", "/original", "/files/0"])
                (await staff.Get(Path(theirs) + link)).Status.ShouldBe(404, link);
        }

        await web.Services.GetRequiredService<ReadLog>().Flush(Ct);
        var id = (await story.Kept("With a page")).Id.Value;
        await using var scope = web.House.As(web.Corvane);
        (
            await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Set<AuditEntry>()
                .Where(a => a.SubjectId == id)
                .Select(a => a.Action)
                .ToListAsync(Ct)
        )
            .Order()
            .ShouldBe(["inbound_mail.read", "mail_in.file_taken", "mail_in.original_taken"]);
    }

    private static (int Waits, int Machines) Counts(WebPage page)
    {
        var tabs = page
            .Document.QuerySelectorAll(".tabs a")
            .Select(a => int.Parse(a.QuerySelector(".count")?.TextContent ?? "0", System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        return (tabs[0], tabs[1]);
    }

    private static string Path(InboundMail mail) => $"/w/corvane/mail-in/{mail.Id.Value:N}";
}
