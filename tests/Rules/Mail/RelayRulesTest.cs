using System.Text;
using Entente.Collaboration.Mime;
using Entente.Collaboration.Rules;
using Entente.Platform.Mail.Relay;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Mail;

/// <summary>What a relay is told and what its answers mean.</summary>
public sealed class RelayRulesTest
{
    [Fact]
    public void A_return_address_says_again_which_mail_it_means_in_whatever_case() =>
        Prop.ForAll<long, bool>(
                (number, upper) =>
                {
                    var local = ReturnAddress.Write("corvane", number)!;
                    var address = local + "@in.corvane.example";
                    ReturnAddress.Read(upper ? address.ToUpperInvariant() : address).ShouldBe(("corvane", number));
                    IntakeAddress.Slug(address).ShouldBe("corvane");
                    local.Length.ShouldBeLessThanOrEqualTo(64);
                    ReplyAddress.IsOne(address).ShouldBeFalse("it is no address by which a mail is answered");
                }
            )
            .Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("b+corvane.aaaaaaaaaaaa@in.example")]
    [InlineData("b+corvane.aaaaaaaaaaaaaa@in.example")]
    [InlineData("b+corvane.1aaaaaaaaaaaa@in.example")]
    [InlineData("b+.aaaaaaaaaaaaa@in.example")]
    [InlineData("b+corvane@in.example")]
    [InlineData("777777777777a@in.example")]
    [InlineData("b+corvane.7777777777777@in.example")]
    [InlineData("")]
    public void What_is_no_return_address_is_none(string text) => ReturnAddress.Read(text).ShouldBeNull();

    [Fact]
    public void A_name_that_leaves_no_room_gets_no_return_address()
    {
        ReturnAddress.Write(new string('a', 48), 1).ShouldNotBeNull();
        ReturnAddress.Write(new string('a', 49), 1).ShouldBeNull();
    }

    [Theory]
    [InlineData("5.1.1", null, true)]
    [InlineData("5.1.10", null, true)]
    [InlineData("5.2.1", 550, true)]
    [InlineData("5.2.2", 552, false)]
    [InlineData("5.7.1", 550, false)]
    [InlineData("4.1.1", null, false)]
    [InlineData("", 550, true)]
    [InlineData("", 552, false)]
    [InlineData("", null, false)]
    public void Only_what_is_said_of_the_address_closes_it(string status, int? code, bool means) =>
        HardBounce.Means(status, code).ShouldBe(means);

    [Fact]
    public void Pauses_never_shrink_and_end_after_four_days() =>
        Prop.ForAll<PositiveInt>(
                (tries) =>
                {
                    var start = new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
                    var (now, last) = (start, TimeSpan.Zero);
                    var given = 0;
                    for (var i = 1; RetryPlan.Next(i, start, now) is { } next; i++)
                    {
                        (next - now).ShouldBeGreaterThanOrEqualTo(last);
                        (last, now) = (next - now, next);
                        given.ShouldBeLessThan(40);
                        given++;
                    }
                    (now - start).ShouldBeInRange(RetryPlan.Whole, RetryPlan.Whole + TimeSpan.FromHours(6));
                    RetryPlan.Next(tries.Get, start, start + RetryPlan.Whole).ShouldBeNull();
                    RelayLines.Pause(tries.Get).ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5));
                }
            )
            .Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("smtp://mail.acme.com", "mail.acme.com:587", RelayTls.Upgraded)]
    [InlineData("smtp://mail.acme.com:25", "mail.acme.com:25", RelayTls.Upgraded)]
    [InlineData("smtps://mail.acme.com", "mail.acme.com:465", RelayTls.Implicit)]
    [InlineData("smtp://127.0.0.1:25", "127.0.0.1:25", RelayTls.None)]
    [InlineData("smtp://localhost:2525", "localhost:2525", RelayTls.None)]
    public void A_relay_is_read_and_only_one_on_this_machine_is_spoken_to_in_clear(string text, string name, RelayTls tls)
    {
        var relay = RelaySettings.Parse(text).ShouldNotBeNull();
        (relay.ToString(), relay.Tls).ShouldBe((name, tls));
    }

    [Theory]
    [InlineData("mail.acme.com")]
    [InlineData("http://mail.acme.com")]
    [InlineData("smtp://user:secret@mail.acme.com")]
    [InlineData("smtp://mail.acme.com/path")]
    [InlineData("smtp://mail.acme.com?x=y")]
    [InlineData("smtp://")]
    public void What_is_no_relay_is_none(string text) => RelaySettings.Parse(text).ShouldBeNull();

    [Theory]
    [InlineData("user\npass\n", "user", "pass")]
    [InlineData("user\r\npa ss\r\nmore", "user", "pa ss")]
    public void A_login_is_two_lines(string file, string user, string password)
    {
        var known = RelaySettings.Parse("smtps://mail.acme.com")!.With(file)!;
        (known.User, known.Password).ShouldBe((user, password));
    }

    [Theory]
    [InlineData("")]
    [InlineData("user")]
    [InlineData("\npass")]
    [InlineData("user\n\n")]
    public void Less_than_two_lines_is_no_login(string file) => RelaySettings.Parse("smtps://mail.acme.com")!.With(file).ShouldBeNull();

    [Theory]
    [InlineData("250 ok", 250, false, "ok")]
    [InlineData("250-SIZE 10", 250, true, "SIZE 10")]
    [InlineData("354", 354, false, "")]
    [InlineData("550-", 550, true, "")]
    public void An_answer_is_read_line_by_line(string line, int code, bool more, string words) =>
        SmtpReply.Line(line).ShouldBe((code, more, words));

    [Theory]
    [InlineData("")]
    [InlineData("25")]
    [InlineData("250ok")]
    [InlineData("+50 ok")]
    [InlineData("999 ok")]
    [InlineData("HTTP/1.1 400 Bad Request")]
    public void What_no_relay_says_is_no_answer(string line) => SmtpReply.Line(line).ShouldBeNull();

    [Fact]
    public void Whatever_is_said_never_throws_and_its_words_stay_short() =>
        Prop.ForAll<string?>(
                (words) =>
                {
                    var reply = new SmtpReply(550, [words ?? ""]);
                    reply.Words.Length.ShouldBeLessThanOrEqualTo(500);
                    reply.Words.ShouldNotContain('\n');
                    _ = reply.Status;
                    SmtpReply.Line(words ?? "");
                }
            )
            .Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_line_that_begins_with_a_dot_is_the_only_one_that_grows() =>
        Prop.ForAll<NonNull<string>>(
                (text) =>
                {
                    var lines = text.Get.Replace("\r", "", StringComparison.Ordinal).Split('\n');
                    var stuffed = Encoding.UTF8.GetString(SmtpLine.Stuffed(Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n")));
                    stuffed.ShouldEndWith("\r\n");
                    stuffed[..^2].Split("\r\n").Select(l => l.StartsWith('.') ? l[1..] : l).ShouldBe(lines.Select(Again));
                    stuffed.Split("\r\n").ShouldNotContain(".");
                }
            )
            .Check(Config.QuickThrowOnFailure);

    // Half a character cannot be written; it becomes a mark.
    private static string Again(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
