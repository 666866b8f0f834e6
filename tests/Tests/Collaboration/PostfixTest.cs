using System.Net;
using Entente.Collaboration.Intake;
using Entente.Collaboration.Intake.Smtp;
using Entente.Collaboration.Model;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Tests.Collaboration;

/// <summary>With a real Postfix in front, set up as docs/mail.md says, and mails that a real client hands to it.</summary>
public sealed class PostfixTest(House house) : IClassFixture<House>
{
    private const string Register = $"register+corvane@{House.MailDomain}";

    private static CancellationToken Ct => TalkStory.Ct;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proven_answer_is_filed_and_an_unproven_one_waits(bool lmtp)
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "When do you meet?")).Problem.ShouldBeNull();
        await house.Work();
        var (ines, to) = (story.People.InesEmail, await story.ReplyTo(story.People.InesEmail));
        await using var entente = await Listener.Start(house, lmtp);
        await using var postfix = await PostfixInFront.Start(House.MailDomain, entente.Port, lmtp, [ines], Ct);

        var subject = $"Re: through Postfix {lmtp}";
        await Swaks.Send(postfix.Port, ines, to, subject, "--body", "On Tuesday, at ten.");
        var kept = await Arrived(story, postfix, subject);
        kept.Outcome.ShouldBe(MailOutcome.Filed, kept.Why);
        (await story.See(story.People.Ines))!.Lines[^1].Text.ShouldBe("On Tuesday, at ten.");

        var forged = $"Claim by nobody {lmtp}";
        await Swaks.Send(
            postfix.Port,
            "anna@elsewhere.example",
            Register,
            forged,
            "--h-From",
            ines,
            "--add-header",
            $"Authentication-Results: {House.Relay}; dmarc=pass header.from=forged.example forged"
        );
        (await Arrived(story, postfix, forged)).IsQuarantined.ShouldBeTrue();
        postfix.Log.ShouldContain("Untrusted TLS connection established to 127.0.0.1", customMessage: "to Entente it speaks TLS only");
    }

    [Fact]
    public async Task What_we_cannot_take_now_stays_with_Postfix_and_comes_when_we_can()
    {
        var story = await TalkStory.In(house);
        var away = true;
        await using var entente = await Listener.Start(
            house,
            lmtp: false,
            keep => keep with { Keep = (mail, ct) => away ? throw new TimeoutException("the database is away") : keep.Keep(mail, ct) }
        );
        await using var postfix = await PostfixInFront.Start(House.MailDomain, entente.Port, false, [], Ct);
        await Swaks.Send(postfix.Port, story.People.InesEmail, Register, "Patience", "--body", "Company: X");
        await Until(() => Task.FromResult(postfix.Log.Contains("status=deferred", StringComparison.Ordinal)), postfix);
        (await story.AllKept("Patience")).ShouldBeEmpty();
        away = false;
        (await Arrived(story, postfix, "Patience")).FromAddress.ShouldBe(story.People.InesEmail);
    }

    private async Task<InboundMail> Arrived(TalkStory story, PostfixInFront postfix, string subject)
    {
        await Until(async () => (await story.AllKept(subject)).Count > 0, postfix);
        await house.Work();
        return await story.Kept(subject);
    }

    private static async Task Until(Func<Task<bool>> done, PostfixInFront postfix)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (await done())
                return;
            await Task.Delay(50, Ct);
        }
        throw new TimeoutException(postfix.Log);
    }

    private sealed record Listener(SmtpServer Server, int Port, string Certificate) : IAsyncDisposable
    {
        public static async Task<Listener> Start(House house, bool lmtp, Func<MailDoor, MailDoor>? with = null)
        {
            var file = Path.GetTempFileName();
            await File.WriteAllTextAsync(file, Pem.Of("in.corvane.example"), Ct);
            var door = house.Services.GetRequiredService<KeepInbound>().Door;
            var server = new SmtpServer(
                new(IPAddress.Loopback, 0, "in.corvane.example", [House.MailDomain], new RenewedCertificate(file), lmtp),
                with?.Invoke(door) ?? door,
                TimeProvider.System,
                NullLogger<SmtpServer>.Instance
            );
            await server.StartAsync(Ct);
            return new(server, await server.Port, file);
        }

        public async ValueTask DisposeAsync()
        {
            await Server.StopAsync(CancellationToken.None);
            Server.Dispose();
            File.Delete(Certificate);
        }
    }
}
