using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Entente.Collaboration.Intake;
using Entente.Collaboration.Intake.Smtp;
using Entente.Collaboration.Model;
using Entente.Collaboration.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Tests.Collaboration;

/// <summary>Mail handed over on a socket is in the database before the relay hears 250, or it stays with the relay.</summary>
public sealed class SmtpTest(House house) : IClassFixture<House>
{
    private const string Greeting = "EHLO relay.example\r\n";
    private const string Envelope = "MAIL FROM:<anna@kestrel.example>\r\nRCPT TO:<register+corvane@vendor.example>\r\n";

    [Fact]
    public async Task What_was_taken_with_250_is_kept_whole_and_judged()
    {
        await using var server = await Start();
        var said = await server.Say(
            $"{Greeting}{Envelope}DATA\r\nFrom: anna@kestrel.example\r\nTo: register+corvane@vendor.example\r\nSubject: Deal 1\r\n\r\nCompany: X\r\n..dot\r\n.\r\nQUIT\r\n"
        );

        said.ShouldContain("250 2.0.0 Kept");
        var mail = (await Kept("Deal 1")).ShouldHaveSingleItem();
        (mail.Kind, mail.IsQuarantined, mail.Recipients).ShouldBe((MailKind.Registration, true, "register+corvane@vendor.example"));
        var raw = await Original(mail.Id);
        raw.ShouldStartWith(
            "Return-Path: <anna@kestrel.example>\r\nReceived: from relay.example ([127.0.0.1]) by mx.vendor.example with ESMTP; "
        );
        raw.ShouldEndWith("\r\n\r\nCompany: X\r\n.dot\r\n");
    }

    [Fact]
    public async Task A_mail_of_several_megabytes_arrives_as_it_was_sent_and_once()
    {
        await using var server = await Start();
        var lines = string.Concat(Enumerable.Repeat(new string('a', 76) + "\r\n", 40_000));
        var talk = $"{Greeting}{Envelope}DATA\r\nSubject: Large\r\n\r\n{lines}.\r\nQUIT\r\n";

        (await server.Say(talk)).ShouldContain("250 2.0.0 Kept");
        (await server.Say(talk)).ShouldContain("250 2.0.0 Kept", customMessage: "a relay that did not hear us sends it again");

        (await Original((await Kept("Large")).ShouldHaveSingleItem().Id)).ShouldEndWith(lines);
    }

    [Fact]
    public async Task Mail_to_nobody_and_mail_to_pass_on_is_refused()
    {
        await using var server = await Start(o => o with { Domains = ["vendor.example"] });
        var said = await server.Say(
            $"{Greeting}MAIL FROM:<a@b.example>\r\nRCPT TO:<register+nobody@vendor.example>\r\nRCPT TO:<corvane@elsewhere.example>\r\nDATA\r\nQUIT\r\n"
        );

        said.ShouldContain("550 5.1.1");
        said.ShouldContain("550 5.7.1");
        said.ShouldContain("503 5.5.1");
    }

    [Fact]
    public async Task A_recipient_in_two_workspaces_is_kept_in_each_and_seen_only_there()
    {
        await using var server = await Start();
        await server.Say($"{Greeting}{Envelope}RCPT TO:<halden@vendor.example>\r\nDATA\r\nSubject: Both\r\n\r\nx\r\n.\r\nQUIT\r\n");

        (await Kept("Both")).ShouldHaveSingleItem().Recipients.ShouldBe("register+corvane@vendor.example");
        (await Kept("Both", house.Other)).ShouldHaveSingleItem().Recipients.ShouldBe("halden@vendor.example");
    }

    [Theory]
    [InlineData("x\n.\nMAIL FROM:<evil@x.example>\r\n.\r\n")]
    [InlineData("x\n.\r\nMAIL FROM:<evil@x.example>\r\n.\r\n")]
    [InlineData("x\r.\r\nMAIL FROM:<evil@x.example>\r\n.\r\n")]
    [InlineData("x\r\n.\nMAIL FROM:<evil@x.example>\r\n.\r\n")]
    [InlineData("x\r\n.\rMAIL FROM:<evil@x.example>\r\n.\r\n")]
    public async Task A_second_mail_is_not_smuggled_in(string body)
    {
        await using var server = await Start();
        var said = await server.Say($"{Greeting}{Envelope}DATA\r\nSubject: Smuggled\r\n\r\n{body}QUIT\r\n");

        said.ShouldContain("554 5.6.0");
        said.ShouldNotContain("250 2.0.0 Kept");
        (await Kept("Smuggled")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_that_is_too_large_is_refused_by_its_announcement_and_by_its_bytes()
    {
        await using var server = await Start(o => o with { MostBytes = 2_000 });
        (await server.Say($"{Greeting}MAIL FROM:<a@b.example> SIZE=2001\r\nQUIT\r\n")).ShouldContain("552 5.3.4");
        var said = await server.Say(
            $"{Greeting}{Envelope}DATA\r\nSubject: Too large\r\n\r\n{new string('x', 3_000)}\r\n.\r\nNOOP\r\nQUIT\r\n"
        );

        said.ShouldContain("552 5.3.4");
        said.ShouldContain("250 2.0.0 Yes", customMessage: "the conversation goes on");
        (await Kept("Too large")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_kept_stays_with_the_relay()
    {
        await using var server = await Start(
            door: new MailDoor((_, _) => Task.FromResult(true), (_, _) => throw new TimeoutException("the database is away"))
        );
        var said = await server.Say($"{Greeting}{Envelope}DATA\r\nx\r\n.\r\nNOOP\r\nQUIT\r\n");

        said.ShouldContain("451 4.3.0");
        said.ShouldNotContain("250 2.0.0 Kept");
    }

    [Fact]
    public async Task Lmtp_answers_for_each_recipient()
    {
        await using var server = await Start(o => o with { IsLmtp = true });
        var said = await server.Say(
            $"LHLO relay\r\n{Envelope}RCPT TO:<corvane@vendor.example>\r\nDATA\r\nSubject: Lmtp\r\n\r\nx\r\n.\r\nEHLO x\r\nQUIT\r\n"
        );

        said.Split("250 2.0.0 Kept").Length.ShouldBe(3);
        said.ShouldContain("500 5.5.2", customMessage: "EHLO is SMTP's");
    }

    [Fact]
    public async Task Starttls_protects_what_follows_and_takes_nothing_that_came_before()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Pem.Of("mx.vendor.example"));
        await using var server = await Start(o => o with { Certificate = new RenewedCertificate(file) });

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        var plain = client.GetStream();
        await plain.WriteAsync("EHLO relay\r\nSTARTTLS\r\n"u8.ToArray());
        await Until(plain, "220 2.0.0");
        await using var tls = new SslStream(plain, false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("mx.vendor.example");
        await tls.WriteAsync(Encoding.ASCII.GetBytes($"{Greeting}{Envelope}DATA\r\nSubject: Secure\r\n\r\nx\r\n.\r\nQUIT\r\n"));
        (await Until(tls, "221 ")).ShouldContain("250 2.0.0 Kept");

        (await Original((await Kept("Secure")).ShouldHaveSingleItem().Id)).ShouldContain(" with ESMTPS; ");
        (await server.Say("EHLO relay\r\nSTARTTLS\r\nMAIL FROM:<evil@x.example>\r\n")).ShouldContain("501 5.5.1 Nothing may follow");
        File.Delete(file);
    }

    [Fact]
    public async Task Commands_out_of_order_and_without_sense_are_refused_and_end_the_conversation_in_time()
    {
        await using var server = await Start();
        var said = await server.Say(
            "MAIL FROM:<a@b.example>\r\nEHLO x\r\nRCPT TO:<a@b.example>\r\nBDAT 5 LAST\r\nMAIL FROM:<a b@c.example>\r\nMAIL FROM:<a@b.example> EVIL=1\r\nQUIT\r\n"
        );
        said.Split("\r\n").Count(l => l.StartsWith('5')).ShouldBe(5);

        (await server.Say(string.Concat(Enumerable.Repeat("NONSENSE\r\n", 40)))).ShouldContain("421 4.7.0");
        (await server.Say("NOOP\nQUIT\r\n")).ShouldContain("500 5.5.2 Lines end with CR LF");
        (await server.Say(new string('x', 10_000))).ShouldContain("500 5.5.2");
    }

    [Fact]
    public async Task When_all_lines_are_taken_further_clients_wait_until_one_is_free()
    {
        await using var server = await Start(o => o with { MostConnections = 1 });
        using var first = new TcpClient();
        await first.ConnectAsync(IPAddress.Loopback, server.Port);
        (await Until(first.GetStream(), "220 ")).ShouldContain("220 ");

        var second = server.Say($"{Greeting}QUIT\r\n");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        second.IsCompleted.ShouldBeFalse("the only line is taken");
        first.Close();
        (await second).ShouldContain("221 ");
    }

    [Fact]
    public async Task Swaks_hands_a_mail_over()
    {
        await using var server = await Start();
        await Swaks.Send(
            server.Port,
            "anna@kestrel.example",
            "register+corvane@vendor.example",
            "By swaks",
            "--attach",
            "@/etc/hostname",
            "--pipeline"
        );

        (await Kept("By swaks")).ShouldHaveSingleItem().FromAddress.ShouldBe("anna@kestrel.example");
    }

    private async Task<Running> Start(Func<SmtpOptions, SmtpOptions>? with = null, MailDoor? door = null)
    {
        var options = new SmtpOptions(IPAddress.Loopback, 0, "mx.vendor.example", [], Patience: TimeSpan.FromSeconds(20));
        var keep = house.Services.GetRequiredService<KeepInbound>();
        var server = new SmtpServer(
            with?.Invoke(options) ?? options,
            door ?? keep.Door,
            TimeProvider.System,
            NullLogger<SmtpServer>.Instance
        );
        await server.StartAsync(default);
        return new(server, await server.Port);
    }

    private async Task<List<InboundMail>> Kept(string subject, WorkspaceCard? workspace = null)
    {
        await using var scope = house.As(Actor.System((workspace ?? house.Corvane).Id));
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<InboundMail>()
            .Where(m => m.Subject == subject)
            .ToListAsync();
    }

    private async Task<string> Original(InboundMailId id)
    {
        await using var scope = house.As(Actor.System(house.Corvane.Id));
        var pieces = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<InboundPiece>()
            .Where(p => p.MailId == id)
            .OrderBy(p => p.No)
            .Select(p => p.Bytes)
            .ToListAsync();
        return Encoding.UTF8.GetString([.. pieces.SelectMany(p => p)]);
    }

    private static async Task<string> Until(Stream stream, string wanted)
    {
        var said = new StringBuilder();
        var buffer = new byte[4_096];
        while (!said.ToString().Contains(wanted, StringComparison.Ordinal) && await stream.ReadAsync(buffer) is > 0 and var n)
            said.Append(Encoding.ASCII.GetString(buffer, 0, n));
        return said.ToString();
    }

    private sealed record Running(SmtpServer Server, int Port) : IAsyncDisposable
    {
        /// <summary>Sends everything at once, as a client that pipelines, and returns all answers.</summary>
        public async Task<string> Say(string talk)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            var stream = client.GetStream();
            var sending = stream.WriteAsync(Encoding.UTF8.GetBytes(talk)).AsTask();
            var answers = new StringBuilder();
            var buffer = new byte[4_096];
            try
            {
                while (await stream.ReadAsync(buffer) is > 0 and var n)
                    answers.Append(Encoding.ASCII.GetString(buffer, 0, n));
                await sending;
            }
            catch (IOException)
            {
                // Hung up on, with words of ours still unread.
            }
            return answers.ToString();
        }

        public async ValueTask DisposeAsync()
        {
            await Server.StopAsync(default);
            Server.Dispose();
        }
    }
}
