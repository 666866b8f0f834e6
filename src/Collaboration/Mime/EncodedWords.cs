using System.Text;

namespace Entente.Collaboration.Mime;

/// <summary>
/// Encoded words (RFC 2047, with the language of RFC 2231): <c>=?utf-8?q?Gr=C3=BC=C3=9Fe?=</c>. Neighbours of one character set are put
/// together before they are decoded, because programs split letters between them.
/// </summary>
internal static class EncodedWords
{
    public static string Decode(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        var waiting = new List<byte>();
        string? charset = null;
        var (at, gap) = (0, 0);
        while (at < text.Length)
        {
            var start = text.IndexOf("=?", at, StringComparison.Ordinal);
            if (start < 0)
                break;
            if (Word(text, start) is not { } word)
            {
                Flush(result, waiting, ref charset);
                result.Append(text, gap, start + 2 - gap);
                (at, gap) = (start + 2, start + 2);
                continue;
            }
            var between = text.AsSpan(gap, start - gap);
            if (charset is null || !between.IsWhiteSpace())
            {
                Flush(result, waiting, ref charset);
                result.Append(between);
            }
            else if (charset != word.Charset)
                Flush(result, waiting, ref charset);
            charset = word.Charset;
            waiting.AddRange(word.Bytes);
            (at, gap) = (word.End, word.End);
        }
        Flush(result, waiting, ref charset);
        return result.Append(text, gap, text.Length - gap).ToString();
    }

    private static void Flush(StringBuilder result, List<byte> waiting, ref string? charset)
    {
        if (charset is not null)
            result.Append(Charsets.Decode(waiting.ToArray(), charset, out _));
        waiting.Clear();
        charset = null;
    }

    private static (string Charset, byte[] Bytes, int End)? Word(string text, int start)
    {
        var first = text.IndexOf('?', start + 2);
        if (first < 0 || first - start > 60 || first + 2 >= text.Length || text[first + 2] != '?')
            return null;
        var length = text.AsSpan(first + 3, Math.Min(4_000, text.Length - first - 3)).IndexOf("?=");
        if (length < 0)
            return null;
        var end = first + 3 + length;
        var name = text[(start + 2)..first].Split('*')[0].ToLowerInvariant();
        var body = text.AsSpan(first + 3, end - first - 3);
        return (text[first + 1] | 0x20) switch
        {
            'q' => (name, Q(body), end + 2),
            'b' => (name, TransferCoding.Base64(body), end + 2),
            _ => null,
        };
    }

    private static byte[] Q(ReadOnlySpan<char> body)
    {
        var bytes = new List<byte>(body.Length);
        for (var i = 0; i < body.Length; i++)
            if (body[i] is '_')
                bytes.Add((byte)' ');
            else if (body[i] is '=' && i + 2 < body.Length && char.IsAsciiHexDigit(body[i + 1]) && char.IsAsciiHexDigit(body[i + 2]))
            {
                bytes.Add(Convert.ToByte(body.Slice(i + 1, 2).ToString(), 16));
                i += 2;
            }
            else
                foreach (var b in Encoding.UTF8.GetBytes([body[i]]))
                    bytes.Add(b);
        return [.. bytes];
    }
}
