using System.Globalization;
using System.Text;

namespace Entente.Platform.Mail.Relay;

/// <summary>What stands on the outside of a mail.</summary>
internal sealed record MailFace(string FromName, string FromAddress, string ToName, string ToAddress, string Subject, DateTimeOffset Date);

/// <summary>
/// A mail as relays pass it on (RFC 5322, 2045–2047): text and HTML as alternatives, quoted-printable, no line longer than 76 where that can be.
/// Built from the mail's own words alone: the same mail is the same bytes, however often it is tried.
/// </summary>
internal static class MimeWriter
{
    private const int Width = 76;

    /// <param name="headers">Further fields, their values in one line each.</param>
    public static byte[] Write(MailFace face, IReadOnlyList<(string Name, string Value)> headers, string text, string html, Guid id)
    {
        var mail = new StringBuilder(text.Length + html.Length + 2_000);
        Field(mail, "Date", face.Date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Field(mail, "From", Mailbox(face.FromName, face.FromAddress));
        Field(mail, "To", Mailbox(face.ToName, face.ToAddress));
        Field(mail, "Subject", Words(face.Subject));
        foreach (var (name, value) in headers)
            Field(mail, name, IsPlain(value) ? value : Words(value));
        Field(mail, "MIME-Version", "1.0");
        var boundary = $"entente-{id:N}";
        Field(mail, "Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
        mail.Append("\r\n");
        Part(mail, boundary, "text/plain", text);
        Part(mail, boundary, "text/html", html);
        mail.Append("--").Append(boundary).Append("--\r\n");
        return Encoding.UTF8.GetBytes(mail.ToString());
    }

    /// <summary>A name and an address: <c>"Corvane, Partners" &lt;corvane@…&gt;</c>.</summary>
    internal static string Mailbox(string name, string address)
    {
        var shown = string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        if (shown.Length == 0)
            return $"<{address}>";
        var phrase =
            !IsPlain(shown) ? Words(shown)
            : shown.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-') ? shown
            : "\"" + shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
        return $"{phrase} <{address}>";
    }

    /// <summary>Text of a field: as it is where it is plain ASCII, otherwise in encoded words of whole characters (RFC 2047).</summary>
    internal static string Words(string text)
    {
        if (IsPlain(text))
            return text;
        const int mostBytes = 39; // 52 letters of Base64, 12 around them, and room for the field's name
        var words = new List<string>();
        var bytes = new List<byte>();
        Span<byte> one = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(one);
            if (bytes.Count + length > mostBytes)
                Close();
            bytes.AddRange(one[..length]);
        }
        Close();
        return string.Join(' ', words);

        void Close()
        {
            if (bytes.Count > 0)
                words.Add($"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=");
            bytes.Clear();
        }
    }

    // What looks like an encoded word would be taken for one.
    private static bool IsPlain(string text) => text.All(c => c is >= ' ' and < '\u007f') && !text.Contains("=?", StringComparison.Ordinal);

    // Folded at spaces; a word that is longer than a line stands alone.
    private static void Field(StringBuilder mail, string name, string value)
    {
        mail.Append(name).Append(':');
        var column = name.Length + 1;
        foreach (var word in value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (column + 1 + word.Length > Width && column > name.Length + 1)
            {
                mail.Append("\r\n");
                column = 0;
            }
            mail.Append(' ').Append(word);
            column += 1 + word.Length;
        }
        mail.Append("\r\n");
    }

    private static void Part(StringBuilder mail, string boundary, string type, string content)
    {
        mail.Append("--").Append(boundary).Append("\r\n");
        Field(mail, "Content-Type", type + "; charset=utf-8");
        Field(mail, "Content-Transfer-Encoding", "quoted-printable");
        mail.Append("\r\n");
        foreach (var line in content.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
            Quoted(mail, line);
    }

    /// <summary>One line in quoted-printable (RFC 2045, 6.7). A dot or “From ” at its start is written in hex: some relay on the way would change it.</summary>
    internal static void Quoted(StringBuilder mail, string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        var column = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            var last = i == bytes.Length - 1;
            var plain = b is (>= 33 and <= 126 and not (byte)'=') || (b is (byte)' ' or (byte)'\t' && !last);
            if (column == 0 && (b is (byte)'.' || (b is (byte)'F' && bytes.AsSpan(i).StartsWith("From "u8))))
                plain = false;
            var width = plain ? 1 : 3;
            // A character's bytes may be torn apart: readers join the lines first. One column is kept for the mark at the end.
            if (column + width > Width - (last ? 0 : 1))
            {
                mail.Append("=\r\n");
                (column, i) = (0, i - 1);
                continue;
            }
            if (plain)
                mail.Append((char)b);
            else
                mail.Append('=').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            column += width;
        }
        mail.Append("\r\n");
    }
}
