using System.Diagnostics;
using System.Globalization;
using System.Text;
using Entente.Collaboration.Mime;
using Entente.Collaboration.Replies;

namespace Entente.Bench.Rows;

/// <summary>
/// Mails read and their replies taken out, on two threads: the multilingual set of the tests, each as plain text, as quoted-printable beside
/// HTML, and as HTML alone with an attachment. The peer does what nobody can do without: it finds the lines of the same bytes.
/// </summary>
internal static class MailRow
{
    public static async Task Measure(int seconds)
    {
        var mails = Mails();
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  {mails.Count} mails, {mails.Average(m => m.Length) / 1024.0:N1} KB each")
        );
        await Count("split into lines", mails, seconds, m => Lines(m));
        foreach (var (name, kind) in new[] { ("plain text", 0), ("text beside HTML", 1), ("HTML alone, a PDF", 2) })
            await Count(name, [.. mails.Where((_, i) => i % 3 == kind)], seconds, m => Read(m));
        await Count("all of them", mails, seconds, m => Read(m));
    }

    private static int Read(byte[] mail) => ReplyReader.Read(MimeReader.Read(mail).Text).Reply.Length;

    private static int Lines(byte[] mail)
    {
        var lines = 0;
        foreach (var _ in mail.AsSpan().Split((byte)'\n'))
            lines++;
        return lines;
    }

    private static async Task Count(string name, List<byte[]> mails, int seconds, Func<byte[], int> work)
    {
        foreach (var mail in mails)
            work(mail);
        var until = TimeSpan.FromSeconds(seconds);
        var clock = Stopwatch.StartNew();
        var done = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(thread =>
                    Task.Run(() =>
                    {
                        var (count, letters) = (0L, 0L);
                        for (var i = thread; clock.Elapsed < until; i++, count++)
                            letters += work(mails[i % mails.Count]);
                        return letters > 0 ? count : 0;
                    })
                )
        );
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  {name, -20} {done.Sum() / clock.Elapsed.TotalSeconds, 10:N0} mails a second")
        );
    }

    private static List<byte[]> Mails()
    {
        using var reader = new StreamReader(typeof(MailRow).Assembly.GetManifestResourceStream("Collaboration.replies.txt")!);
        var mails = new List<byte[]>();
        var pdf = Convert.ToBase64String(new byte[30_000], Base64FormattingOptions.InsertLineBreaks);
        const string head =
            "Received: from relay.example by mx.example.com; Tue, 5 May 2026 14:05:00 +0000\r\nFrom: =?utf-8?q?Anna_Kestr=C3=A9l?= <anna@kestrel.example>\r\nTo: register@vendor.example\r\nSubject: =?utf-8?B?UmU6IERSLTEwNDg=?=\r\nMessage-ID: <1@kestrel.example>\r\nMIME-Version: 1.0\r\n";
        foreach (var part in ("\n" + reader.ReadToEnd()).Split("\n=== ").Skip(1))
        {
            var text = part[(part.IndexOf('\n', StringComparison.Ordinal) + 1)..].Split("\n--- reply\n")[0];
            var html =
                "<html><body><div>"
                + System.Net.WebUtility.HtmlEncode(text).Replace("\n", "<br>\r\n", StringComparison.Ordinal)
                + "</div></body></html>";
            mails.Add(Encoding.UTF8.GetBytes($"{head}Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n{text}"));
            mails.Add(
                Encoding.UTF8.GetBytes(
                    $"{head}Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{Quoted(text)}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--b--\r\n"
                )
            );
            mails.Add(
                Encoding.UTF8.GetBytes(
                    $"{head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--b\r\nContent-Type: application/pdf; name=offer.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n{pdf}\r\n--b--\r\n"
                )
            );
        }
        return mails;
    }

    private static string Quoted(string text) =>
        string.Concat(
            Encoding
                .UTF8.GetBytes(text)
                .Select(b =>
                    b is (byte)'\n' ? "\r\n"
                    : b is > 32 and < 127 and not (byte)'=' or 32 ? ((char)b).ToString()
                    : $"={b:X2}"
                )
        );
}
