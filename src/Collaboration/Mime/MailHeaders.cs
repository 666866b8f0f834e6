using System.Text;

namespace Entente.Collaboration.Mime;

/// <summary>
/// The fields of a mail or of a part, in their order (RFC 5322 §2.2, RFC 6532): unfolded, as text, not decoded. Names compare without case.
/// </summary>
public sealed class MailHeaders
{
    /// <summary>Longer fields are cut: nobody reads them.</summary>
    private const int MostLetters = 32_000;

    private const int MostFields = 2_000;

    private readonly List<(string Name, string Value)> _fields = [];

    public int Count => _fields.Count;

    public IEnumerable<(string Name, string Value)> Fields => _fields;

    /// <summary>The first of that name, unfolded and trimmed; null when there is none.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (field, value) in _fields)
                if (field.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return value;
            return null;
        }
    }

    /// <summary>All of that name, the topmost (the last relay's) first.</summary>
    public IEnumerable<string> All(string name) =>
        _fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value);

    /// <summary>The first of that name with its encoded words read.</summary>
    public string Decoded(string name) => OneLine(EncodedWords.Decode(this[name] ?? ""));

    /// <summary>Reads until the empty line; a line that is no field ends them too.</summary>
    /// <returns>The fields, and where the body begins.</returns>
    internal static (MailHeaders Headers, int Body) Read(ReadOnlySpan<byte> raw, int mostBytes, ICollection<string> problems)
    {
        var headers = new MailHeaders();
        var at = 0;
        while (at < raw.Length)
        {
            var (line, next) = Line(raw, at);
            if (line.IsEmpty)
                return (headers, next);
            // The line that mbox files put in front.
            if (at == 0 && line.StartsWith("From "u8))
            {
                at = next;
                continue;
            }
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || !IsName(line[..colon]))
            {
                if (headers.Count > 0)
                    problems.Add("a line among the headers is none; what follows was read as the text");
                return (headers, at);
            }
            var end = next;
            while (end < raw.Length && raw[end] is (byte)' ' or (byte)'\t')
            {
                var (more, after) = Line(raw, end);
                if (more.IsEmpty)
                    break;
                end = after;
            }
            if (at > mostBytes || headers.Count >= MostFields)
            {
                problems.Add("the headers are too long; the rest of them was not read");
                return (headers, BodyAfter(raw, end));
            }
            var value = raw.Slice(at + colon + 1, Math.Min(end - at - colon - 1, MostLetters));
            headers._fields.Add((Encoding.ASCII.GetString(line[..colon]).TrimEnd(), Unfold(value)));
            at = end;
        }
        return (headers, raw.Length);
    }

    /// <summary>Without line ends and other controls: they would start a header of somebody else's making.</summary>
    internal static string OneLine(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.Contains('\u007F', StringComparison.Ordinal))
            return text.Trim();
        return string.Join(
                ' ',
                text.Split([.. Enumerable.Range(0, 32).Select(i => (char)i), '\u007F'], StringSplitOptions.RemoveEmptyEntries)
            )
            .Trim();
    }

    private static string Unfold(ReadOnlySpan<byte> value)
    {
        var text = Charsets.Decode(value, null, out _);
        return text.AsSpan().ContainsAny('\r', '\n')
            ? text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim()
            : text.Trim();
    }

    private static bool IsName(ReadOnlySpan<byte> name)
    {
        name = name.TrimEnd((byte)' ');
        foreach (var b in name)
            if (b is <= 32 or >= 127)
                return false;
        return !name.IsEmpty;
    }

    private static int BodyAfter(ReadOnlySpan<byte> raw, int from)
    {
        while (from < raw.Length)
        {
            var (line, next) = Line(raw, from);
            from = next;
            if (line.IsEmpty)
                break;
        }
        return from;
    }

    private static ReadOnlyLine Line(ReadOnlySpan<byte> raw, int at)
    {
        var rest = raw[at..];
        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0)
            return new(rest, raw.Length);
        var next = at + end + (rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? 2 : 1);
        return new(rest[..end], next);
    }

    private readonly ref struct ReadOnlyLine(ReadOnlySpan<byte> text, int next)
    {
        private readonly ReadOnlySpan<byte> _text = text;

        public void Deconstruct(out ReadOnlySpan<byte> text, out int after)
        {
            text = _text;
            after = next;
        }
    }
}
