using System.Text;
using Entente.Collaboration.Mime;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Mail.Relay;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Platform.Relay;

/// <summary>What Entente writes leaves by a relay: every mail once, none lost, and what nobody knows is shown to people.</summary>
public sealed class DeliveryTest(RelayHouse house) : IClassFixture<RelayHouse>, IDisposable
{
    private static int number;
    private readonly string to = $"zoe{Interlocked.Increment(ref number)}@kestrel.example";

    // A relay of the next test says what relays usually say, and no pause of this one holds it up.
    public void Dispose()
    {
        house.Sink.Says = _ => null;
        house.Clock.Advance(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task A_mail_is_given_whole_with_its_envelope_its_thread_and_both_its_parts()
    {
        var id = await house.Write(
            to,
            "Łódź: your registration is protected until the 3rd of March and this subject is longer than one line"
        );
        await house.Work();

        var given = house.Sink.Taken.Single(m => m.To == to);
        given.From.ShouldMatch("^b\\+corvane\\.[a-z2-7]{13}@in\\.corvane\\.example$");
        var mail = await house.See(id);
        (mail.Row.State, mail.Answer).ShouldBe((MailState.Sent, "250 2.0.0 queued as 1"));
        var read = MimeReader.Read(Encoding.UTF8.GetBytes(given.Raw));
        read.Subject.ShouldBe(mail.Row.Subject);
        read.From.Single().ShouldBe(new("Corvane", "corvane@in.corvane.example"));
        read.Recipients.Single().ShouldBe(new("Zoë Ngô", to));
        read.MessageId.ShouldBe($"{id:N}@in.corvane.example");
        read.Headers["References"].ShouldStartWith("<thread-");
        read.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        Plain(read, "text/plain").ShouldBe(mail.Text);
        Plain(read, "text/html").ShouldBe(mail.Html);
        given.Raw.Split("\r\n").ShouldAllBe(l => l.Length <= 78 || !l.Contains(' ', StringComparison.Ordinal));
        given.Raw.All(c => c is >= ' ' and < '\u007f' or '\r' or '\n').ShouldBeTrue("nothing beyond ASCII is left to relays of old");
    }

    [Fact]
    public async Task Who_says_later_is_asked_again_later_and_after_four_days_no_more()
    {
        house.Sink.Says = c => c.StartsWith("RCPT", StringComparison.Ordinal) ? "450 4.2.1 greylisted" : null;
        var id = await house.Write(to);
        await house.Work();
        var waits = await house.See(id);
        (waits.Row.State, waits.Tries, waits.Answer).ShouldBe((MailState.Queued, 1, "450 4.2.1 greylisted"));
        waits.NextAt.ShouldBe(house.Clock.GetUtcNow().AddMinutes(1));
        house.Clock.Advance(TimeSpan.FromSeconds(59));
        await house.Work();
        (await house.See(id)).Tries.ShouldBe(1);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.Work();
        (await house.See(id)).Tries.ShouldBe(2);

        var other = $"later-{to}";
        var taken = await house.Write(other);
        house.Sink.Says = _ => null;
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        await house.Work();
        (await house.See(id)).Row.State.ShouldBe(MailState.Sent);
        (await house.See(taken)).Row.State.ShouldBe(MailState.Sent);

        house.Sink.Says = c => c == "." ? "451 4.3.0 not now" : null;
        var never = await house.Write($"never-{to}");
        for (var i = 0; i < 40; i++)
        {
            await house.Work();
            house.Clock.Advance(TimeSpan.FromHours(3));
        }
        var given = await house.See(never);
        (given.Row.State, given.NextAt).ShouldBe((MailState.Refused, null));
        given.Answer.ShouldBe("451 4.3.0 not now");
    }

    [Fact]
    public async Task An_address_that_is_no_more_is_written_to_no_more_until_somebody_says_so()
    {
        house.Sink.Says = c => c.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null;
        var first = await house.Write(to);
        await house.Work();
        (await house.See(first)).Row.State.ShouldBe(MailState.Refused);

        house.Sink.Says = _ => null;
        var second = await house.Write(to, "Another");
        var link = await house.Write(to, "Your sign-in link", asked: true, kind: "person");
        await house.Work();
        var kept = await house.See(second);
        kept.Row.State.ShouldBe(MailState.Refused);
        kept.Answer.ShouldBe("nothing is sent to this address since a mail came back: 550 5.1.1 no such user");
        (await house.See(link)).Row.State.ShouldBe(MailState.Sent, "who asks for a mail says that the address works");

        (await house.Again(second)).Ok.ShouldBeTrue();
        await house.Work();
        (await house.See(second)).Row.State.ShouldBe(MailState.Sent);
        var third = await house.Write(to, "A third");
        await house.Work();
        (await house.See(third)).Row.State.ShouldBe(MailState.Sent);
    }

    [Theory]
    [InlineData("550 5.7.1 looks like spam")]
    [InlineData("552 5.2.2 mailbox full")]
    [InlineData("554 5.4.6 routing loop")]
    public async Task A_no_that_says_nothing_about_the_address_closes_nothing(string no)
    {
        house.Sink.Says = c => c.StartsWith("RCPT", StringComparison.Ordinal) ? no : null;
        var first = await house.Write(to);
        await house.Work();
        (await house.See(first)).Answer.ShouldBe(no);
        house.Sink.Says = _ => null;
        var second = await house.Write(to, "Another");
        await house.Work();
        (await house.See(second)).Row.State.ShouldBe(MailState.Sent);
    }

    [Theory]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    public async Task A_line_that_breaks_before_the_end_loses_nothing_and_doubles_nothing(string where)
    {
        // A new line, so that it is this mail's and not one that rested.
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var broken = 0;
        house.Sink.Says = c => c.StartsWith(where, StringComparison.Ordinal) && Interlocked.Exchange(ref broken, 1) == 0 ? "" : null;
        var id = await house.Write(to);
        await house.Work();
        (await house.See(id)).Row.State.ShouldBe(MailState.Queued);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.Work();
        (await house.See(id)).Row.State.ShouldBe(MailState.Sent);
        house.Times(to).ShouldBe(1);
    }

    [Fact]
    public async Task A_line_that_rested_and_was_closed_meanwhile_is_no_try()
    {
        await house.Write($"first-{to}");
        await house.Work();
        var broken = 0;
        house.Sink.Says = c => c.StartsWith("MAIL", StringComparison.Ordinal) && Interlocked.Exchange(ref broken, 1) == 0 ? "" : null;
        var id = await house.Write(to);
        await house.Work();
        var mail = await house.See(id);
        (mail.Row.State, mail.Tries).ShouldBe((MailState.Sent, 0));
    }

    [Fact]
    public async Task When_the_relay_had_the_whole_and_said_nothing_only_people_send_it_again()
    {
        house.Sink.Says = c => c == "." ? "" : null;
        var id = await house.Write(to);
        await house.Work();
        (await house.See(id)).Row.State.ShouldBe(MailState.Unanswered);
        house.Sink.Says = _ => null;
        house.Clock.Advance(TimeSpan.FromDays(1));
        await house.Work();
        house.Times(to).ShouldBe(1);

        (await house.Again(id)).Ok.ShouldBeTrue();
        await house.Work();
        house.Times(to).ShouldBe(2);
        house
            .Sink.Read.Where(m => m.To == to)
            .Select(m => m.Raw)
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBe(1, "by its Message-ID readers can tell");
        var again = await house.Again(id);
        again.Problem!.Message.ShouldBe("This mail has left, or is about to. Nothing was sent again.");
    }

    [Fact]
    public async Task A_death_between_the_last_line_and_the_answer_sends_nothing_twice()
    {
        var id = await house.Write(to);
        await using (var scope = house.As(house.Corvane))
            await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Database.ExecuteSqlAsync($"update mail_message set state = {nameof(MailState.Leaving)} where id = {id}", RelayHouse.Ct);
        await house.Work();
        (await house.See(id)).Row.State.ShouldBe(MailState.Unanswered);
        house.Times(to).ShouldBe(0);
    }

    [Fact]
    public async Task A_relay_that_takes_nothing_from_us_holds_all_up_and_blames_none()
    {
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        house.Sink.Says = c => c.StartsWith("MAIL", StringComparison.Ordinal) ? "553 5.7.1 sender not allowed" : null;
        var heard = house.Sink.Heard.Count;
        var ids = new List<Guid>();
        for (var i = 0; i < 20; i++)
            ids.Add(await house.Write($"shut{i}-{to}"));
        await house.Work();
        foreach (var id in ids)
            (await house.See(id)).ShouldSatisfyAllConditions(
                m => m.Row.State.ShouldBe(MailState.Queued),
                m => m.Tries.ShouldBe(0),
                m => m.Answer.ShouldContain("553 5.7.1 sender not allowed")
            );
        house
            .Sink.Heard.Skip(heard)
            .Count(c => c.StartsWith("MAIL", StringComparison.Ordinal))
            .ShouldBe(1, "it is asked once, not for each mail");
        var rest = house.Services.GetRequiredService<MailRelay>().Resting.ShouldNotBeNull();
        rest.Until.ShouldBe(house.Clock.GetUtcNow().AddSeconds(5));

        house.Sink.Says = _ => null;
        house.Clock.Advance(TimeSpan.FromSeconds(6));
        await house.Work();
        foreach (var id in ids)
            (await house.See(id)).Row.State.ShouldBe(MailState.Sent);
        house.Services.GetRequiredService<MailRelay>().Resting.ShouldBeNull();
        ids.Count.ShouldBe(Enumerable.Range(0, 20).Sum(i => house.Times($"shut{i}-{to}")));
    }

    [Fact]
    public async Task What_is_no_address_never_reaches_a_command()
    {
        var heard = house.Sink.Heard.Count;
        foreach (var bad in (string[])["a@b@c", "x y@kestrel.example", "a>@kestrel.example", "kestrel.example", "a@-kestrel-.example"])
        {
            var id = await house.Write(bad);
            await house.Work();
            (await house.See(id)).Answer.ShouldBe("this is not an address that mail can be sent to", bad);
        }
        house.Sink.Heard.Skip(heard).ShouldNotContain(c => c.StartsWith("RCPT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_domain_in_other_letters_goes_out_in_its_ascii_form()
    {
        var id = await house.Write($"zoe{number}@bücher.example");
        await house.Work();
        (await house.See(id)).Row.State.ShouldBe(MailState.Sent);
        house.Times($"zoe{number}@xn--bcher-kva.example").ShouldBe(1);
    }

    // As lines of the part's own; the writer ends each in CRLF.
    private static string Plain(ReadMail mail, string type) =>
        Encoding.UTF8.GetString(mail.Parts.Single(p => p.MediaType == type).Bytes(1_000_000)).ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
}
