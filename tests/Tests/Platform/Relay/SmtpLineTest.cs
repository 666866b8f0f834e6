using System.Text;
using Entente.Platform.Mail.Relay;
using Entente.Tests.Support;

namespace Entente.Tests.Platform.Relay;

/// <summary>The line to the relay: kept from other eyes, signed in, and proof against whatever is answered.</summary>
public sealed class SmtpLineTest
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly byte[] Mail = "Subject: x\r\n\r\nHello\r\n"u8.ToArray();

    [Theory]
    [InlineData(RelayTls.Upgraded)]
    [InlineData(RelayTls.Implicit)]
    public async Task Name_and_password_are_told_by_tls_alone(RelayTls tls)
    {
        await using var relay = new RelayStandIn { Offers = ["STARTTLS", "AUTH PLAIN LOGIN"], Implicit = tls is RelayTls.Implicit };
        var settings = relay.Settings(tls) with { User = "entente", Password = "se cret" };
        (await Give(settings)).End.ShouldBe(HandoverEnd.Taken);

        var heard = relay.Heard.ToList();
        var signedIn = heard.FindIndex(c => c.StartsWith("AUTH PLAIN ", StringComparison.Ordinal));
        Encoding.UTF8.GetString(Convert.FromBase64String(heard[signedIn][11..])).ShouldBe("\0entente\0se cret");
        if (tls is RelayTls.Upgraded)
            heard.IndexOf("STARTTLS").ShouldBeInRange(0, signedIn - 1);
    }

    [Fact]
    public async Task Login_is_spoken_where_plain_is_not_offered()
    {
        await using var relay = new RelayStandIn { Offers = ["STARTTLS", "AUTH LOGIN"] };
        var asked = 0;
        relay.Says = c =>
            c == "AUTH LOGIN" ? "334 VXNlcm5hbWU6"
            : c == Convert.ToBase64String("entente"u8) ? "334 UGFzc3dvcmQ6"
            : c == Convert.ToBase64String("secret"u8) && ++asked == 1 ? "235 welcome"
            : null;
        (await Give(relay.Settings(RelayTls.Upgraded) with { User = "entente", Password = "secret" })).End.ShouldBe(HandoverEnd.Taken);
        asked.ShouldBe(1);
    }

    [Theory]
    [InlineData("no STARTTLS", "does not offer STARTTLS")]
    [InlineData("another certificate", "certificate that is not trusted")]
    [InlineData("wrong password", "does not let entente in: 535 5.7.8 no")]
    [InlineData("no way to sign in", "offers no way to sign in")]
    [InlineData("nobody there", "refused")]
    [InlineData("busy", "does not greet us: 421 busy")]
    [InlineData("another program", "something that is not SMTP")]
    [InlineData("endless line", "no end")]
    [InlineData("endless answer", "no end")]
    [InlineData("silent", "does not answer")]
    public async Task What_keeps_every_mail_back_is_said_in_words_and_no_password_was_told(string what, string words)
    {
        await using var relay = new RelayStandIn
        {
            Offers =
                what == "no STARTTLS" ? ["AUTH PLAIN"]
                : what == "no way to sign in" ? ["STARTTLS"]
                : ["STARTTLS", "AUTH PLAIN"],
        };
        var settings = relay.Settings(RelayTls.Upgraded) with { User = "entente", Password = "secret" };
        if (what == "another certificate")
            settings = settings with { Trusts = null };
        if (what == "silent")
            settings = settings with { Patience = TimeSpan.FromMilliseconds(300) };
        if (what == "nobody there")
            settings = settings with { Port = Ports.Free(1) };
        relay.Says = c =>
            what switch
            {
                "wrong password" when c.StartsWith("AUTH", StringComparison.Ordinal) => "535 5.7.8 no",
                "busy" when c.Length == 0 => "421 busy",
                "another program" when c.Length == 0 => "HTTP/1.1 400 Bad Request",
                "endless line" when c.Length == 0 => "220 " + new string('x', 100_000),
                "endless answer" when c.StartsWith("EHLO", StringComparison.Ordinal) => string.Join(
                    "\r\n",
                    Enumerable.Repeat("250-more", 500)
                ),
                _ => null,
            };

        if (what == "silent")
            relay.Thinks = _ => TimeSpan.FromSeconds(1);

        var shut = await Should.ThrowAsync<RelayShutException>(() => Give(settings));
        shut.Message.ShouldContain(words, Case.Insensitive);
        if (what != "wrong password")
            relay.Heard.ShouldNotContain(c => c.StartsWith("AUTH", StringComparison.Ordinal));
        relay.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_address_in_other_letters_needs_a_relay_that_takes_them()
    {
        await using var plain = new RelayStandIn();
        (await Give(plain.Settings(), "zoë@kestrel.example")).ShouldBe(
            new(HandoverEnd.Refused, "the relay takes no addresses in letters beyond ASCII")
        );
        await using var able = new RelayStandIn { Offers = ["SMTPUTF8"] };
        (await Give(able.Settings(), "zoë@kestrel.example")).End.ShouldBe(HandoverEnd.Taken);
        able.Heard.ShouldContain("MAIL FROM:<b@in.example> SMTPUTF8");
    }

    [Fact]
    public async Task Two_hundred_mails_go_over_four_lines_that_are_kept()
    {
        await using var relay = new RelayStandIn();
        await using var lines = new RelayLines(relay.Settings(), "entente.example", TimeProvider.System);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Ct },
            async (i, ct) =>
                (await lines.Give(new("b@in.example", $"p{i}@x.example"), Mail, _ => Task.CompletedTask, ct)).End.ShouldBe(
                    HandoverEnd.Taken
                )
        );
        relay.Taken.Select(m => m.To).Distinct(StringComparer.Ordinal).Count().ShouldBe(200);
        relay.Connections.ShouldBeLessThanOrEqualTo(8, "four at once, and each carries a hundred");
    }

    private static async Task<Handover> Give(RelaySettings settings, string to = "zoe@kestrel.example")
    {
        await using var line = await SmtpLine.Open(settings, "entente.example", Ct);
        return await line.Give(new("b@in.example", to), Mail, _ => Task.CompletedTask, Ct);
    }
}
