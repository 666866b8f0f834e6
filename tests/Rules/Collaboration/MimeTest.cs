using System.Diagnostics;
using System.Text;
using Entente.Collaboration.Mime;
using Entente.Collaboration.Replies;
using Entente.Collaboration.Rules;

namespace Entente.Rules.Collaboration;

public sealed class MimeTest
{
    [Fact]
    public void Encoded_words_are_read_though_a_letter_is_split_between_two()
    {
        Read("Subject: =?utf-8?q?Gr=C3?= =?utf-8?q?=BC=C3=9Fe?=\n\nx").Subject.ShouldBe("Grüße");
        Read("Subject: =?iso-2022-jp?B?GyRCRnxLXBsoQg==?= und mehr\n\nx").Subject.ShouldBe("日本 und mehr");
        Read("Subject: a =?utf-8*en?B?4oKs?=\n =?utf-8?B?MTA=?= b\n\nx").Subject.ShouldBe("a €10 b");
        Read("Subject: =?nonsense?q?Gr=FC=DFe?=\n\nx").Subject.ShouldBe("Grüße");
        Read("Subject: =?utf-8?x?broken?= =?utf-8?q?\n\nx").Subject.ShouldBe("=?utf-8?x?broken?= =?utf-8?q?");
    }

    [Fact]
    public void Addresses_are_read_with_quotes_comments_groups_and_the_broken_forms_that_occur()
    {
        MailAddress
            .List("\"Kestrel, Anna\" <anna@kestrel.example>, Sales: a@x.example, b@x.example (Bo);, undisclosed-recipients:;")
            .ShouldBe([new("Kestrel, Anna", "anna@kestrel.example"), new("", "a@x.example"), new("Bo", "b@x.example")]);
        MailAddress.List("=?utf-8?q?J=C3=BCrgen?= <@relay.example:j@x.example>").ShouldBe([new("Jürgen", "j@x.example")]);
    }

    [Fact]
    public void Parameters_are_put_together_from_their_sections()
    {
        var mail = Read(
            "Content-Type: application/pdf; name*0*=utf-8''Angeb; name*1*=ot%20%E2%82%AC; name*2=.pdf\nContent-Transfer-Encoding: base64\n\nAAEC"
        );

        mail.Attachments.Single().Name.ShouldBe("Angebot €.pdf");
        mail.Attachments.Single().Size.ShouldBe(3);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\\\temp\\\\offer.pdf", "offer.pdf")]
    [InlineData("fdp.\u202Eexe", "fdp.exe")]
    [InlineData("...", "attachment")]
    public void A_file_s_name_is_no_path_and_hides_nothing(string given, string name) =>
        Read($"Content-Type: application/octet-stream; name=\"{given}\"\n\nx").Attachments.Single().Name.ShouldBe(name);

    [Theory]
    [InlineData("windows-1252", new byte[] { 0x80, 0x20, 0xFC }, "€ ü")]
    [InlineData("iso-8859-1", new byte[] { 0x80, 0xE9 }, "€é")]
    [InlineData("koi8-r", new byte[] { 0xD4, 0xC5, 0xD3, 0xD4 }, "тест")]
    [InlineData("gb2312", new byte[] { 0xC4, 0xE3, 0xBA, 0xC3 }, "你好")]
    [InlineData("shift_jis", new byte[] { 0x93, 0xFA, 0x96, 0x7B }, "日本")]
    [InlineData("ks_c_5601-1987", new byte[] { 0xC7, 0xD1 }, "한")]
    [InlineData("utf-8", new byte[] { 0xE9, 0x74, 0xE9 }, "été")]
    [InlineData("x-of-tomorrow", new byte[] { 0xC3, 0xA9 }, "é")]
    [InlineData("utf-7", new byte[] { 0x2B, 0x41, 0x44, 0x77, 0x2D }, "+ADw-")]
    public void Text_is_read_in_its_character_set_or_in_a_likely_one(string charset, byte[] bytes, string text) =>
        MimeReader
            .Read((byte[])[.. Encoding.ASCII.GetBytes($"Content-Type: text/plain; charset={charset}\n\n"), .. bytes])
            .Text.ShouldBe(text);

    [Fact]
    public void Flowed_lines_are_joined_within_their_quote_depth()
    {
        var mail = Read("Content-Type: text/plain; format=flowed\n\nOne \nline.\n> quoted \n> more\n>> deeper \n-- \nsig");

        mail.Text.ShouldBe("One line.\n> quoted more\n>> deeper \n-- \nsig");
        Read("Content-Type: text/plain; format=flowed; delsp=yes\n\n日 \n本").Text.ShouldBe("日本");
    }

    [Fact]
    public void The_plain_part_is_read_and_html_when_there_is_none()
    {
        const string both =
            "Content-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: text/html\n\n<p>rich</p>\n--b--\n";

        Read(both).Text.ShouldBe("plain");
        Read(both.Replace("plain\n--", "\n--", StringComparison.Ordinal)).Text.ShouldBe("rich");
        Read("Content-Type: text/html\n\n<style>p{}</style><p>A&amp;B<br>C</p><script>alert(1)</script><ul><li>x<li>y</ul>")
            .Text.ShouldBe("A&B\nC\n\n- x\n- y");
    }

    [Theory]
    [InlineData(
        "<div>Yes.</div><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">Whenever it was, Ro said what follows<br></div><blockquote class=\"gmail_quote\">Could you?</blockquote></div>"
    )]
    [InlineData("<p>Yes.</p><div id=\"divRplyFwdMsg\"><b>Fra:</b> Ro<br></div><div>Could you?</div>")]
    [InlineData("<p>Yes.</p><div class=\"moz-cite-prefix\">Ro:</div><blockquote type=\"cite\"><p>Could you?</p></blockquote>")]
    [InlineData(
        "<p>Yes.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Ro &lt;ro@x.example&gt;<br><b>Sent:</b> 5 May 2026 14:05<br><b>To:</b> a@b.example<br><b>Subject:</b> x</p></div><p>Could you?</p>"
    )]
    [InlineData("<p>Yes.</p><div class=\"gmail_signature\">Anna<br>Kestrel</div><div class=\"yahoo_quoted\"><p>Could you?</p></div>")]
    public void What_mail_programs_mark_as_quoted_in_html_falls_away(string html)
    {
        var parts = ReplyReader.Read(Read("Content-Type: text/html\n\n" + html).Text);

        parts.Reply.ShouldBe("Yes.");
        parts.Quoted.ShouldContain("Could you?");
    }

    [Fact]
    public void What_cannot_be_understood_is_said_and_the_rest_is_read()
    {
        Read("Content-Type: multipart/mixed\n\nhello").Problems.ShouldContain("a multipart without a boundary; read as text");
        Read("Content-Type: multipart/mixed; boundary=b\n\nhello").Text.ShouldBe("hello");
        Read("Content-Type: application/ms-tnef; name=winmail.dat\n\nx").Problems.Single().ShouldContain("winmail.dat");
        Read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\ncut o").Problems.Single().ShouldContain("without its end");
    }

    [Fact]
    public void Nesting_of_ten_thousand_levels_ends_at_the_limit()
    {
        var nest = new StringBuilder("From: a@b.example\n");
        for (var i = 0; i < 10_000; i++)
            nest.Append($"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n");
        var mail = Read(nest.ToString());

        mail.Problems.ShouldContain(p => p.Contains("nested deeper", StringComparison.Ordinal));
        mail.From.Single().Address.ShouldBe("a@b.example");
    }

    [Fact]
    public void An_attachment_of_fifty_megabytes_costs_no_memory_of_its_own_and_an_archive_is_not_opened()
    {
        var raw = new byte[68 * 1024 * 1024];
        Array.Fill(raw, (byte)'A');
        "Content-Type: application/zip; name=bomb.zip\nContent-Transfer-Encoding: base64\n\n"u8.CopyTo(raw);
        MimeReader.Read(raw);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var attachment = MimeReader.Read(raw).Attachments.Single();
        attachment.Part.CopyTo(Stream.Null);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1024 * 1024);
        attachment.Size.ShouldBeGreaterThan(50 * 1024 * 1024);
    }

    [Fact]
    public void A_thousand_mutated_mails_neither_crash_nor_hang_and_read_the_same_twice()
    {
        var random = new Random(20261121);
        var seeds = Seeds().ToList();
        for (var i = 0; i < 1_000; i++)
        {
            var bytes = (byte[])seeds[i % seeds.Count].Clone();
            for (var n = random.Next(1, 12); n > 0; n--)
                bytes = Mutated(bytes, random);
            var from = Stopwatch.GetTimestamp();
            var first = Everything(bytes);
            Stopwatch.GetElapsedTime(from).ShouldBeLessThan(TimeSpan.FromSeconds(10), $"mail {i}");
            Everything(bytes).ShouldBe(first, $"mail {i}");
        }
    }

    private static string Everything(byte[] bytes)
    {
        var mail = MimeReader.Read(bytes);
        var parts = ReplyReader.Read(mail.Text);
        var verdict = MailRules.Of(mail, parts, MailSettings.Default with { TrustedRelays = ["mx.example.com"] });
        return $"{verdict}\n{parts}\n{mail.Subject}\n{string.Join(';', mail.Problems)}\n{string.Join(';', mail.Attachments.Select(a => a.Name + a.Size))}";
    }

    private static IEnumerable<byte[]> Seeds()
    {
        foreach (var (_, text, _, _) in RepliesTest.Cases().Where((_, i) => i % 9 == 0))
            yield return Encoding.UTF8.GetBytes(
                "From: =?utf-8?q?Anna?= <anna@kestrel.example>\nTo: register@vendor.example\nSubject: =?utf-8?B?UmU6IHg=?=\nContent-Type: multipart/mixed; boundary=\"b1\"\n\n--b1\nContent-Type: multipart/alternative; boundary=b2\n\n--b2\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n"
                    + text
                    + "\n--b2\nContent-Type: text/html\n\n<div>x<blockquote>y &amp; z</blockquote></div>\n--b2--\n--b1\nContent-Type: application/pdf; name*0*=utf-8''a%20b; name*1=.pdf\nContent-Transfer-Encoding: base64\n\nAAEC\n--b1--\n"
            );
    }

    private static byte[] Mutated(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length);
        var length = random.Next(1, Math.Min(80, bytes.Length - at + 1));
        return random.Next(5) switch
        {
            0 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
            1 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + length)..], .. "x"u8],
            2 => [.. bytes[..at], .. bytes.AsSpan(at, Math.Min(length, bytes.Length - at)), .. bytes[at..]],
            3 => [.. bytes[..at], .. Encoding.ASCII.GetBytes(Pieces[random.Next(Pieces.Length)]), .. bytes[at..]],
            _ => [.. bytes[at..], .. bytes[..at]],
        };
    }

    private static readonly string[] Pieces =
    [
        "\r\n\r\n",
        "--b1\n",
        "--b2--",
        "=?",
        "?=",
        "Content-Type: ",
        "boundary=",
        "\0",
        "<",
        "</div",
        "<!--",
        ":",
        ";",
        "\"",
        "\n> ",
        "-- \n",
        "On 1 May 2026 at 10:00 a@b.c wrote:\n",
        "From: x\nSent: y\nTo: z\n",
        "=\n",
        "Content-Transfer-Encoding: quoted-printable\n",
    ];

    private static ReadMail Read(string mail) => MimeReader.Read(Encoding.UTF8.GetBytes(mail));
}
