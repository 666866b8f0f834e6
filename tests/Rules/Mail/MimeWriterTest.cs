using System.Text;
using Entente.Collaboration.Mime;
using Entente.Platform.Mail.Relay;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Mail;

/// <summary>What is written is read again as it was by a reader that knows nothing of the writer.</summary>
public sealed class MimeWriterTest
{
    private static readonly Guid Id = new("0199d1c0-0000-7000-8000-000000000001");

    private static byte[] Write(string subject, string text, string html, string name = "Zoë") =>
        MimeWriter.Write(
            new("Corvane", "corvane@in.example", name, "zoe@kestrel.example", subject, new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero)),
            [("Message-ID", "<1@in.example>")],
            text,
            html,
            Id
        );

    [Fact]
    public void Subject_name_text_and_html_come_out_as_they_went_in() =>
        Prop.ForAll<NonNull<string>, NonNull<string>, NonNull<string>>(
                (subject, name, text) =>
                {
                    var (s, n, t, h) = (Header(subject.Get), Header(name.Get), Body(text.Get), Body("<p>" + subject.Get + text.Get));
                    var bytes = Write(s, t, h, n);
                    var read = MimeReader.Read(bytes);
                    read.Subject.ShouldBe(s);
                    read.Recipients.Single().Address.ShouldBe("zoe@kestrel.example");
                    read.Recipients.Single().Name.ShouldBe(n);
                    Part(read, "text/plain").ShouldBe(t);
                    Part(read, "text/html").ShouldBe(h);
                    Holds(bytes);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(".\n..\n.a\nFrom here\nFrom\n")]
    [InlineData("trailing space \ntab\t\n=\n==20\n")]
    [InlineData("--entente-0199d1c00000700080000000000000001--\n")]
    public void What_relays_would_change_or_take_for_an_end_is_written_so_that_they_do_not(string text)
    {
        var bytes = Write("Hello", text, "<p>" + text);
        Part(MimeReader.Read(bytes), "text/plain").ShouldBe(Body(text));
        var lines = Encoding.ASCII.GetString(bytes).Split("\r\n");
        lines.ShouldNotContain(l => l.StartsWith('.') || l.StartsWith("From ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_character_beyond_the_first_plane_is_never_torn_in_a_header()
    {
        var subject = string.Concat(Enumerable.Repeat("🧾é", 60));
        var raw = Encoding.ASCII.GetString(Write(subject, "x", "x"));
        foreach (var word in raw.Split(' ', '\r', '\n').Where(w => w.StartsWith("=?utf-8?B?", StringComparison.Ordinal)))
            Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2])).ShouldNotContain('\ufffd');
        MimeReader.Read(Write(subject, "x", "x")).Subject.ShouldBe(subject);
    }

    [Theory]
    [InlineData("Corvane", "Corvane <a@b.example>")]
    [InlineData("Corvane, Inc.", "\"Corvane, Inc.\" <a@b.example>")]
    [InlineData("A \"B\" \\ C", "\"A \\\"B\\\" \\\\ C\" <a@b.example>")]
    [InlineData("", "<a@b.example>")]
    [InlineData("x\r\nBcc: y@z.example", "\"x  Bcc: y@z.example\" <a@b.example>")]
    public void A_name_is_quoted_where_it_must_be_and_starts_no_header(string name, string mailbox) =>
        MimeWriter.Mailbox(name, "a@b.example").ShouldBe(mailbox);

    [Theory]
    [InlineData("zoe@kestrel.example", "zoe@kestrel.example")]
    [InlineData("zoe@bücher.example", "zoe@xn--bcher-kva.example")]
    [InlineData("zoë@kestrel.example", "zoë@kestrel.example")]
    [InlineData("a b@kestrel.example", null)]
    [InlineData("a@b@kestrel.example", null)]
    [InlineData("a@kestrel.example>\r\nRCPT TO:<x@y.example", null)]
    [InlineData("@kestrel.example", null)]
    [InlineData("zoe@", null)]
    public void Only_what_is_an_address_becomes_part_of_a_command(string address, string? clean) => Envelope.Clean(address).ShouldBe(clean);

    [Fact]
    public void Whatever_is_given_for_an_address_no_command_has_two_lines() =>
        Prop.ForAll<NonNull<string>>(
                (text) =>
                {
                    if (Envelope.Clean(text.Get) is { } clean)
                        clean.ShouldNotContain(c => char.IsControl(c) || c == ' ' || c == '<' || c == '>');
                }
            )
            .Check(Config.QuickThrowOnFailure);

    // No line longer than relays take, ASCII alone, no bare CR or LF.
    private static void Holds(byte[] bytes)
    {
        bytes.ShouldAllBe(b => b == 13 || b == 10 || b == 9 || (b >= 32 && b < 127));
        var text = Encoding.ASCII.GetString(bytes);
        text.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain(c => c == '\r' || c == '\n');
        text.Split("\r\n\r\n", 2)[1].Split("\r\n").ShouldAllBe(l => l.Length <= 76);
        text.Split("\r\n").ShouldAllBe(l => l.Length <= 998);
    }

    // A subject and a name stand in one line, between words one space.
    private static string Header(string text) =>
        string.Join(
                ' ',
                string.Concat(Whole(text).Select(c => char.IsControl(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            )
            .Trim();

    private static string Body(string text) =>
        Whole(text).ReplaceLineEndings("\n").Replace("\r", "", StringComparison.Ordinal).TrimEnd('\n');

    private static string Part(ReadMail mail, string type) =>
        Encoding
            .UTF8.GetString(mail.Parts.Single(p => p.MediaType == type).Bytes(1_000_000))
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .TrimEnd('\n');

    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
