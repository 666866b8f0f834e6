using System.Text;

namespace Entente.Collaboration.Replies;

/// <summary>A line as it stands, and as rules compare it.</summary>
/// <param name="Raw">Without trailing spaces.</param>
/// <param name="Plain">Lower case, one space between words, no invisible characters; at most <see cref="Most"/> characters.</param>
internal readonly record struct TextLine(string Raw, string Plain, bool IsQuoted, bool IsSignatureMark)
{
    /// <summary>No line that rules look for is longer.</summary>
    public const int Most = 400;

    public bool IsBlank => Plain.Length == 0;

    public static List<TextLine> Split(string text)
    {
        var lines = new List<TextLine>();
        for (var at = 0; at <= text.Length; )
        {
            var end = text.AsSpan(at).IndexOfAny('\n', '\r');
            var line = end < 0 ? text.AsSpan(at) : text.AsSpan(at, end);
            lines.Add(Of(line));
            if (end < 0)
                break;
            at += end + (text[at + end] == '\r' && at + end + 1 < text.Length && text[at + end + 1] == '\n' ? 2 : 1);
        }
        return lines;
    }

    private static TextLine Of(ReadOnlySpan<char> line)
    {
        var raw = line.TrimEnd();
        var start = raw.TrimStart();
        var quoted = start.Length > 0 && start[0] is '>' or '＞' && raw.Length - start.Length <= 4;
        return new(raw.ToString(), Simple(start), quoted, line is "-- ");
    }

    private static string Simple(ReadOnlySpan<char> start)
    {
        var plain = new StringBuilder(Math.Min(start.Length, Most));
        foreach (var c in start)
        {
            if (plain.Length == Most)
                break;
            if (char.IsWhiteSpace(c))
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                    plain.Append(' ');
            }
            // Marks of direction and width that clients put around names and dates.
            else if (
                c
                is not (
                    (>= '\u200B' and <= '\u200F')
                    or (>= '\u202A' and <= '\u202E')
                    or (>= '\u2066' and <= '\u2069')
                    or '\uFEFF'
                    or '\u00AD'
                )
            )
                plain.Append(c is 'İ' ? 'i' : char.ToLowerInvariant(c));
        }
        while (plain.Length > 0 && plain[^1] == ' ')
            plain.Length--;
        return plain.ToString();
    }
}
