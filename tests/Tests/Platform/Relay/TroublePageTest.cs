using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Platform.Relay;

/// <summary>What did not arrive is seen where staff look, and goes out again by one click.</summary>
public sealed class TroublePageTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Theory]
    [InlineData(MailState.Unanswered, "No answer", "It may have arrived")]
    [InlineData(MailState.Refused, "Not taken", "It was not taken")]
    [InlineData(MailState.CameBack, "Came back", "It came back")]
    public async Task A_mail_in_trouble_says_what_happened_and_is_sent_again_once(MailState state, string badge, string title)
    {
        using var maren = await web.Staff();
        var id = await Write($"In trouble: {state}");
        await Set(id, state, "550 5.1.1 no such user");

        (await maren.Open("/w/corvane/settings"))
            .Document.QuerySelector("a.tile[href='/w/corvane/mail'] .count")!
            .TextContent.ShouldBe("1");
        var list = await maren.Open("/w/corvane/mail?stuck=1");
        list.Words.ShouldContain($"In trouble: {state}");
        list.Words.ShouldContain(badge);
        list.Words.ShouldNotContain("Not in trouble");
        var page = await maren.Open($"/w/corvane/mail/{id:N}");
        page.Words.ShouldContain(title);
        page.Words.ShouldContain("550 5.1.1 no such user");

        (await maren.Submit(page)).Status.ShouldBe(303);
        await web.House.Work();
        var sent = await maren.Open($"/w/corvane/mail/{id:N}");
        sent.Words.ShouldContain("Sent");
        sent.Words.ShouldNotContain("Send it again");
        // The page of before, once more: nothing is sent twice.
        var stale = await maren.Submit(page);
        stale.Status.ShouldBe(409);
        stale.Words.ShouldContain("This mail has left, or is about to. Nothing was sent again.");
        (await maren.Open("/w/corvane/mail?stuck=1")).Words.ShouldContain("Every mail that left has arrived");
    }

    [Fact]
    public async Task A_mail_that_waits_says_when_it_is_tried_again()
    {
        using var maren = await web.Staff();
        var id = await Write("Later");
        await Set(id, MailState.Queued, "450 4.2.1 greylisted", web.Clock.GetUtcNow().AddMinutes(5));
        var page = await maren.Open($"/w/corvane/mail/{id:N}");
        page.Words.ShouldContain("It has not left yet");
        page.Words.ShouldContain("It is tried again");
        page.Words.ShouldNotContain("Send it again");
        await Set(id, MailState.Sent, "");
    }

    private async Task<Guid> Write(string subject)
    {
        await using var scope = web.House.As(web.House.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var about = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await scope
            .ServiceProvider.GetRequiredService<MailQueue>()
            .Stage(
                new(
                    about.ToString(),
                    new("registration", about),
                    null,
                    "ines@kestrelquay.example",
                    "Ines",
                    subject,
                    subject,
                    ["Words."],
                    [],
                    null,
                    "Because."
                ),
                TestContext.Current.CancellationToken
            );
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await web.House.Work();
        return await db.Set<MailMessage>()
            .Where(m => m.AboutId == about)
            .Select(m => m.Id)
            .SingleAsync(TestContext.Current.CancellationToken);
    }

    private async Task Set(Guid id, MailState state, string answer, DateTimeOffset? next = null)
    {
        await using var scope = web.House.As(web.House.Corvane);
        await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Database.ExecuteSqlAsync(
                $"update mail_message set state = {state.ToString()}, answer = {answer}, next_at = {next} where id = {id}",
                TestContext.Current.CancellationToken
            );
    }
}
