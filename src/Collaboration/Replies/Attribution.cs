using System.Text;

namespace Entente.Collaboration.Replies;

/// <summary>
/// The line above a quote: <c>On 3 May 2026, at 14:05, Anna &lt;a@b.example&gt; wrote:</c>, in any of the orders and languages, wrapped over up
/// to five lines. What is known of it in every language is a date, a time, an address, a colon; the words only help.
/// </summary>
internal static class Attribution
{
    private const int MostLines = 5;
    private const int MostLetters = 480;

    /// <summary>How many lines from <paramref name="at"/> on it takes; 0: none begins there.</summary>
    public static int LinesAt(List<TextLine> lines, int at)
    {
        var first = lines[at].Plain;
        if (first.Length == 0 || lines[at].Raw[0] == Hints.Attribution)
            return first.Length == 0 ? 0 : 1;
        if (lines[at].IsQuoted || first.Length >= TextLine.Most || !MayBegin(lines, at))
            return 0;
        var joined = new StringBuilder();
        for (int i = at, taken = 0; i < lines.Count && taken < MostLines; i++)
        {
            var line = lines[i];
            if (line.IsBlank)
            {
                // One client breaks the line around the address and leaves it empty.
                if (i + 1 < lines.Count && lines[i + 1].Plain.StartsWith('<') && StartsDated(first))
                    continue;
                return 0;
            }
            if (line.IsQuoted && !Closes(joined, line.Plain))
                return 0;
            if (joined.Length > 0)
                joined.Append(' ');
            joined.Append(line.Plain.AsSpan(0, Math.Min(line.Plain.Length, MostLetters)));
            if (joined.Length > MostLetters)
                return 0;
            taken++;
            if (MayEnd(line.Plain) && IsOne(joined.ToString(), QuoteFollows(lines, i + 1), first))
                return BetterBelow(lines, at, i) ? 0 : i - at + 1;
        }
        return 0;
    }

    // A sentence above the real one must not be taken with it.
    private static bool BetterBelow(List<TextLine> lines, int at, int end)
    {
        for (var i = at + 1; i <= end; i++)
            if (!lines[i].IsQuoted && StartsDated(lines[i].Plain) && (Starter(lines[i].Plain) || char.IsAsciiDigit(lines[i].Plain[0])))
                return LinesAt(lines, i) > 0;
        return false;
    }

    private static bool MayBegin(List<TextLine> lines, int at)
    {
        var plain = Bare(lines[at].Plain);
        return plain.Length > 0
            && (
                Starter(plain)
                || char.IsAsciiDigit(plain[0])
                || at == 0
                || lines[at - 1].IsBlank
                || lines[at - 1].IsQuoted
                || DateParts.HasAddress(plain)
            );
    }

    private static bool Starter(string plain)
    {
        var bare = Bare(plain);
        var space = bare.IndexOf(' ', StringComparison.Ordinal);
        return (space > 0 && Phrases.Starters.Contains(bare[..space])) || bare.StartsWith('在');
    }

    private static bool StartsDated(string plain) => DateParts.HasDigit(plain, 60);

    private static bool MayEnd(string plain)
    {
        var end = plain.TrimEnd(' ', '-', '*', '_');
        return end.Length > 0
            && (
                end[^1] is ':' or '：' or '>' or ')' or ']'
                || DateParts.Word(end, Phrases.Wrote, atEnd: true)
                || end.Contains(" gmt", StringComparison.Ordinal)
            );
    }

    // `<name@example.com\n> wrote:` is the end of the line above, not a quote.
    private static bool Closes(StringBuilder joined, string plain)
    {
        var above = joined.ToString();
        return above.Count(c => c is '<') > above.Count(c => c is '>') && plain.Length < 40 && MayEnd(plain);
    }

    private static bool QuoteFollows(List<TextLine> lines, int from)
    {
        for (var i = from; i < lines.Count && i < from + 6; i++)
            if (!lines[i].IsBlank)
                return lines[i].IsQuoted || lines[i].Plain.StartsWith("| ", StringComparison.Ordinal);
        return false;
    }

    private static bool IsOne(string joined, bool quoteFollows, string first)
    {
        var text = Bare(joined).TrimEnd(' ', '-', '*', '_');
        if (text.Length == 0)
            return false;
        var colon = text[^1] is ':' or '：';
        var (date, time, address) = (DateParts.HasDate(text), DateParts.HasTime(text), DateParts.HasAddress(text));
        var wrote = DateParts.Word(text, Phrases.Wrote, atEnd: false);
        var starter = Starter(text);
        if (wrote && (colon || DateParts.Word(text, Phrases.Wrote, atEnd: true)))
            return (address && (date || time || text.Length < 160 && (colon || quoteFollows)))
                || (date && (time || starter || quoteFollows))
                || (time && starter)
                || (quoteFollows && colon && text.Length < 120);
        if (wrote && address && (date || time) && quoteFollows)
            return true;
        if (colon && address && (date || time) && (quoteFollows || (date && time && DateParts.HasDigit(first, 45))))
            return true;
        if (colon && date && time && quoteFollows && text.Length < 200)
            return true;
        if (quoteFollows && address && date && char.IsAsciiDigit(text[0]))
            return true;
        // The head of an older Gmail, when the address was lost.
        return date && time && char.IsAsciiDigit(text[0]) && text.Contains(" gmt", StringComparison.Ordinal) && text.Length < 120;
    }

    private static string Bare(string plain) => plain.TrimStart(' ', '-', '*', '_', '>');
}
