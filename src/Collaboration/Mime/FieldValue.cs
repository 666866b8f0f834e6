using System.Text;

namespace Entente.Collaboration.Mime;

/// <summary>
/// A structured field: <c>text/plain; charset=utf-8; name*0*=utf-8''Angeb; name*1*=ot.pdf</c> (RFC 2045 §5.1, RFC 2231), with the
/// encoded words that many programs put into parameters although they must not.
/// </summary>
/// <param name="Value">In lower case, without comments.</param>
/// <param name="Parameters">By name in lower case, put together and decoded.</param>
internal sealed record FieldValue(string Value, IReadOnlyDictionary<string, string> Parameters)
{
    public static readonly FieldValue None = new("", new Dictionary<string, string>());

    private const int Most = 200;

    public string? this[string name] => Parameters.GetValueOrDefault(name);

    public static FieldValue Parse(string field)
    {
        var parts = Split(field);
        if (parts.Count == 1)
            return new(parts[0].ToLowerInvariant(), None.Parameters);
        // (name, section or −1) → value, encoded?
        var pieces = new Dictionary<string, SortedDictionary<int, (string Value, bool Encoded)>>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1).Take(Most))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                continue;
            var words = part[..equals].Trim().ToLowerInvariant().Split('*');
            var value = Unquote(part[(equals + 1)..].Trim());
            var encoded = words.Length > 1 && words[^1].Length == 0;
            var section = words.Length > 1 && int.TryParse(words[1], out var n) && n is >= 0 and < Most ? n : -1;
            if (!pieces.TryGetValue(words[0], out var sections))
                pieces[words[0]] = sections = [];
            // The extended form is better than the plain one, whichever comes first.
            if (!sections.TryGetValue(section, out var there) || (encoded && !there.Encoded))
                sections[section] = (value, encoded);
        }
        return new(parts[0].ToLowerInvariant(), pieces.ToDictionary(p => p.Key, p => Joined(p.Value)));
    }

    private static string Joined(SortedDictionary<int, (string Value, bool Encoded)> sections)
    {
        if (sections.TryGetValue(-1, out var whole) && (whole.Encoded || sections.Count == 1))
            return whole.Encoded ? Extended([whole]) : EncodedWords.Decode(whole.Value);
        return Extended([.. sections.Where(s => s.Key >= 0).Select(s => s.Value)]);
    }

    private static string Extended(IReadOnlyList<(string Value, bool Encoded)> sections)
    {
        if (!sections.Any(s => s.Encoded))
            return EncodedWords.Decode(string.Concat(sections.Select(s => s.Value)));
        string? charset = null;
        var bytes = new List<byte>();
        for (var i = 0; i < sections.Count; i++)
        {
            var (value, encoded) = sections[i];
            if (i == 0 && encoded && value.Split('\'', 3) is [var name, _, var rest])
                (charset, value) = (name, rest);
            bytes.AddRange(encoded ? Percent(value) : Encoding.UTF8.GetBytes(value));
        }
        return Charsets.Decode(bytes.ToArray(), charset, out _);
    }

    private static byte[] Percent(string value)
    {
        var bytes = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
            if (value[i] is '%' && i + 2 < value.Length && char.IsAsciiHexDigit(value[i + 1]) && char.IsAsciiHexDigit(value[i + 2]))
            {
                bytes.Add(Convert.ToByte(value.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
                bytes.AddRange(Encoding.UTF8.GetBytes([value[i]]));
        return [.. bytes];
    }

    // At the semicolons that stand in no quotes and no comment.
    private static List<string> Split(string field)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var (quoted, comment, value) = (false, 0, false);
        for (var i = 0; i < field.Length; i++)
        {
            var c = field[i];
            if (c is '\\' && (quoted || comment > 0) && i + 1 < field.Length)
            {
                if (comment == 0)
                    part.Append(c).Append(field[i + 1]);
                i++;
            }
            else if (c is '"' && comment == 0)
            {
                quoted = !quoted;
                part.Append(c);
            }
            else if (c is '(' && !quoted && !value)
                comment++;
            else if (c is ')' && comment > 0)
                comment--;
            else if (c is ';' && !quoted && comment == 0)
            {
                parts.Add(part.ToString().Trim());
                part.Clear();
                value = false;
            }
            else if (comment == 0)
            {
                part.Append(c);
                value |= c is '=';
            }
        }
        parts.Add(part.ToString().Trim());
        return parts;
    }

    private static string Unquote(string value)
    {
        if (value.Length < 2 || value[0] != '"')
            return value.Trim('"');
        var text = new StringBuilder();
        for (var i = 1; i < value.Length && value[i] != '"'; i++)
        {
            // Windows programs write folders with bare backslashes.
            if (value[i] is '\\' && i + 1 < value.Length && value[i + 1] is '"' or '\\')
                i++;
            text.Append(value[i]);
        }
        return text.ToString();
    }
}
