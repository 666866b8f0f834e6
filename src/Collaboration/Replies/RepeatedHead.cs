namespace Entente.Collaboration.Replies;

/// <summary>The head of the answered mail as Outlook and others repeat it, and lines such as <c>-----Original Message-----</c>.</summary>
internal static class RepeatedHead
{
    private const int MostLines = 16;

    /// <summary>Whether one begins at this line.</summary>
    public static bool At(List<TextLine> lines, int at)
    {
        if (Label(lines[at].Plain) is not { } first || first.Label is HeadLabel.Other)
            return false;
        var seen = 0;
        var (address, clock, more) = (false, false, 0);
        for (var i = at; i < lines.Count && i < at + MostLines; i++)
        {
            var plain = lines[i].Plain;
            if (lines[i].IsBlank)
            {
                if (i + 1 < lines.Count && Label(lines[i + 1].Plain) is null)
                    break;
                continue;
            }
            if (Label(plain) is { } label)
            {
                more = 0;
                seen |= 1 << (int)label.Label;
                clock |= label.Label is HeadLabel.Date && (DateParts.HasTime(label.Value) || DateParts.HasDate(label.Value));
            }
            else if (++more > 3)
                break;
            address |= DateParts.HasAddress(plain);
        }
        var kinds = int.PopCount(seen & ~(1 << (int)HeadLabel.Other));
        var (from, subject) = (Has(seen, HeadLabel.From), Has(seen, HeadLabel.Subject));
        return kinds >= 3
            ? (from && (subject || address || clock)) || (subject && Has(seen, HeadLabel.Date) && Has(seen, HeadLabel.To))
            : kinds == 2 && from && ((address && (clock || subject)) || (clock && subject));
    }

    /// <summary><c>-----Original Message-----</c>, <c>Begin forwarded message:</c>, a mark of our HTML reader.</summary>
    public static bool IsSeparator(TextLine line)
    {
        var plain = line.Plain;
        if (plain.Length is 0 or > 160)
            return false;
        if (plain[0] == Hints.QuoteBelow)
            return true;
        var core = plain.Trim(' ', '-', '_', '*', '=', '>', '<', '—', '–', '#', '.', '~');
        var dashed = plain.Length - core.Length >= 4 && plain[0] is '-' or '_' or '*' or '=' or '—' or '–' or '~';
        // Longer ones go on: where the answer goes, who reads it.
        if (core.Length is 0 or > 80)
            return dashed && Phrases.WriteAbove.Any(phrase => core.StartsWith(phrase, StringComparison.Ordinal));
        var ends = core.TrimEnd(':', '：', ' ');
        foreach (var phrase in Phrases.Originals)
            if (dashed ? core.StartsWith(phrase, StringComparison.Ordinal) : core.Length != ends.Length && ends == phrase)
                return true;
        foreach (var phrase in Phrases.WriteAbove)
            if (core.Contains(phrase, StringComparison.Ordinal) && (dashed || plain[0] is '#'))
                return true;
        return false;
    }

    /// <summary>A line that only divides: <c>________</c>, <c>------</c>.</summary>
    public static bool IsRule(string plain, int least = 5)
    {
        if (plain.Length < least)
            return false;
        foreach (var c in plain)
            if (c is not ('_' or '-' or '=' or '*' or '—' or '–' or '─' or '━' or '~' or '#' or '+' or ' '))
                return false;
        return true;
    }

    private static bool Has(int seen, HeadLabel label) => (seen & (1 << (int)label)) != 0;

    private static (HeadLabel Label, string Value)? Label(string plain)
    {
        var text = plain.TrimStart('*', '_', ' ');
        var colon = text.AsSpan(0, Math.Min(text.Length, 28)).IndexOfAny(':', '：');
        if (colon <= 0)
            return null;
        var name = text[..colon].Trim(' ', '*', '_', '\u00A0');
        return Phrases.Labels.TryGetValue(name, out var label) ? (label, text[(colon + 1)..]) : null;
    }
}
