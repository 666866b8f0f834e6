using Entente.Access;
using Entente.Access.Http;
using Entente.Access.Mail;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Access;

/// <summary>The outbox: what was written to whom, shown without running anything of it.</summary>
public sealed class MailPageTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task It_lists_searches_and_opens_a_mail_as_text_and_as_it_looks()
    {
        using var maren = await web.Staff();
        await Write("We have your registration DR-1048", "ines@kestrelquay.example", "<script>alert(1)</script>");
        await Write("Something else", "other@kestrelquay.example", "Nothing");

        (await maren.Open("/w/corvane/mail")).Words.ShouldContain("Something else");
        var found = await maren.Open("/w/corvane/mail?q=dr-1048");
        found.Words.ShouldContain("1 mail found.");
        found.Words.ShouldNotContain("Something else");
        (await maren.Open("/w/corvane/mail?q=nobody")).Words.ShouldContain("No mail matches");

        var mail = await maren.Open(found.Document.QuerySelector("tbody a")!.GetAttribute("href")!);
        mail.Heading.ShouldStartWith("We have your registration DR-1048");
        mail.Document.QuerySelectorAll("main script").ShouldBeEmpty();
        mail.Document.QuerySelector(".mail-text a")!.GetAttribute("href").ShouldBe("https://app.example/s/corvane.x");
        mail.Headers["Content-Security-Policy"].ShouldEndWith("frame-src 'self'");

        var frame = mail.Document.QuerySelector("iframe")!;
        frame.GetAttribute("sandbox").ShouldBe("");
        var body = await maren.Open(frame.GetAttribute("src")!);
        body.Headers["Content-Security-Policy"].ShouldBe(MailBody.Policy);
        body.Text.ShouldContain("&lt;script&gt;");
    }

    [Fact]
    public async Task Opening_a_mail_is_recorded_once_an_hour_and_never_for_a_browser_that_asks_ahead()
    {
        using var maren = await web.Staff();
        var id = await Write("Recorded", "rec@kestrelquay.example", "Words");
        var address = $"/w/corvane/mail/{id:N}";
        (await maren.Get(address, ("Sec-Purpose", "prefetch"))).Status.ShouldBe(503);
        (await Openings(id)).ShouldBe(0);
        await maren.Open(address);
        await maren.Open(address + "/body");
        (await Openings(id)).ShouldBe(1);
        web.Clock.Advance(TimeSpan.FromMinutes(61));
        await maren.Open(address);
        (await Openings(id)).ShouldBe(2);
    }

    [Fact]
    public async Task A_mail_of_another_workspace_is_not_found()
    {
        using var maren = await web.Staff();
        var id = await Write("Here", "here@kestrelquay.example", "Words");
        await using (var scope = web.House.As(web.Other))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().AddStaff("maren.voss@corvane.example", "Maren", StaffRole.Owner);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        }
        (await maren.Get($"/w/corvane/mail/{id:N}")).Status.ShouldBe(200);
        var there = await maren.Get($"/w/halden/mail/{id:N}");
        (there.Status, there.Heading).ShouldBe((404, "Nothing here"));
        (await maren.Get($"/w/halden/mail/{id:N}/body")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_sign_in_link_is_for_its_receiver_alone_unless_this_page_is_the_mailbox()
    {
        using var maren = await web.Staff(email: "reads.mail@corvane.example");
        await web.AddStaff(StaffRole.Owner, "owner@corvane.example", "Olive Tran");
        using (var guest = web.Guest())
            (await guest.Submit("/w/corvane/sign-in", ("Input.Email", "owner@corvane.example"))).Status.ShouldBe(303);
        await web.Work();
        var token = new Uri(await web.MailedLink("owner@corvane.example")).AbsolutePath.Split('.')[^1];
        var list = await maren.Open("/w/corvane/mail?q=owner@corvane");
        var address = list.Document.QuerySelector("tbody a")!.GetAttribute("href")!;

        var page = await maren.Open(address);
        page.Words.ShouldContain("The link is hidden");
        page.Text.ShouldNotContain(token);
        page.Words.ShouldContain("/in/corvane.hidden");
        (await maren.Open(address + "/body")).Text.ShouldNotContain(token);

        await using var trial = new OneWebHouse(web.House.AppConnection, web.Clock, outboxIsMailbox: true);
        using var there = new WebVisitor(new(await trial.Start()));
        there.Cookies.Add(
            new Uri(trial.App.Urls.First()),
            new System.Net.Cookie(SessionCookie.Name, maren.Cookies.GetCookies(new Uri(web.Url))[SessionCookie.Name]!.Value)
        );
        (await there.Open(address)).Text.ShouldContain(token);
    }

    [Fact]
    public async Task Asking_for_the_head_of_a_mail_records_no_opening()
    {
        using var maren = await web.Staff(email: "heads@corvane.example");
        var id = await Write("Only the head", "head@kestrelquay.example", "Words");

        (await maren.Send(HttpMethod.Head, $"/w/corvane/mail/{id:N}", null)).Status.ShouldBe(200);

        (await Openings(id)).ShouldBe(0);
    }

    private async Task<int> Openings(Guid id)
    {
        await using var scope = web.House.As(web.Corvane);
        return (
            await scope.ServiceProvider.GetRequiredService<AuditReader>().List(new("mail", id, Action: OpenMail.Action), 0, 1, default)
        ).Total;
    }

    private async Task<Guid> Write(string subject, string to, string paragraph)
    {
        await using var scope = web.House.As(web.Corvane);
        await scope
            .ServiceProvider.GetRequiredService<MailQueue>()
            .Stage(
                new(
                    subject,
                    new("toy", Guid.Empty),
                    null,
                    to,
                    "Ines Calder",
                    subject,
                    subject,
                    [paragraph],
                    [("Number", "DR-1048")],
                    ("Follow it", "https://app.example/s/corvane.x"),
                    "A test."
                ),
                default
            );
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
        return (await scope.ServiceProvider.GetRequiredService<MailBox>().List(to, 0, 1, default)).Rows[0].Id;
    }
}
