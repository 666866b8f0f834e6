namespace Entente.Collaboration.Replies;

/// <summary>
/// Where, in a run of a sender's own lines, the signature begins. Careful on purpose: a line too many in the reply is untidy, a line too few is
/// an answer lost. What is listed after a colon or asked for is never taken for a signature.
/// </summary>
internal static class SignatureCut
{
    private static readonly char[] Edges = [',', '.', '!', ';', ' ', '*', '_', '~', '、', '。', '，', '-', '–', '—', '/', ':'];

    /// <param name="only">Whether nothing of the sender's stands above: then something has to stay.</param>
    /// <returns>From <paramref name="start"/> to <paramref name="end"/>, the latter when there is none.</returns>
    public static int Find(List<TextLine> lines, int start, int end, bool only)
    {
        var cut = end;
        for (var round = 0; round < 4; round++)
        {
            while (cut > start && lines[cut - 1].IsBlank)
                cut--;
            var found = Math.Min(Marked(lines, start, cut, only), Closing(lines, start, cut));
            found = Math.Min(found, Math.Min(DashName(lines, start, cut), Contact(lines, start, cut)));
            if (found >= cut)
                break;
            if (only && !AnyText(lines, start, found) && !IsMark(lines[found]))
                break;
            cut = found;
        }
        return cut;
    }

    private static bool IsMark(TextLine line) => line.IsSignatureMark || line.Plain is "--" || IsDevice(line.Plain);

    private static int Marked(List<TextLine> lines, int start, int end, bool only)
    {
        var (below, longest) = (0, 0);
        var found = end;
        var fences = 0;
        for (var i = end - 1; i >= start; i--)
        {
            var (plain, raw) = (lines[i].Plain, lines[i].Raw);
            if (plain.StartsWith("```", StringComparison.Ordinal))
                fences++;
            if (fences % 2 == 1 || plain.Length == 0)
                continue;
            var first = only && !AnyText(lines, start, i);
            var cuts =
                lines[i].IsSignatureMark && below <= 60
                || raw is "--" && below <= 20
                || plain is "—" or "–" or "__" or "- -" && below is > 0 and <= 10 && longest < 100
                || plain[0] is '_' && RepeatedHead.IsRule(plain) && below <= 15
                || RepeatedHead.IsRule(plain, 2) && below == 0
                || RepeatedHead.IsRule(plain, 4) && below <= 8 && longest < 80 && AnyContact(lines, i + 1, end)
                || IsDevice(plain)
                || !first && below <= 40 && (i == start || lines[i - 1].IsBlank) && IsDisclaimer(lines, i, end);
            if (cuts)
                found = i;
            below++;
            longest = Math.Max(longest, raw.Length);
        }
        return found;
    }

    /// <summary><c>Sent from my iPhone</c> and its like, as a line of its own.</summary>
    public static bool IsDevice(string plain)
    {
        if (plain.Length is < 8 or > 130)
            return false;
        var text = plain.TrimStart('<', '(', '[', '*', '_', '-', '—', ' ');
        if (text.Length < 8)
            return false;
        if (text.StartsWith("sent from my ", StringComparison.Ordinal))
        {
            var sorry = text.Contains("excuse", StringComparison.Ordinal) || text.Contains("typo", StringComparison.Ordinal);
            return sorry || (Words(text) <= 9 && !text.Contains(',', StringComparison.Ordinal) && !text.EndsWith('?'));
        }
        if (Words(text) > 14 || text[^1] is '?' or ':')
            return false;
        if (text.StartsWith("sent from ", StringComparison.Ordinal))
            return Words(text) <= 9 && Names(text, SignaturePhrases.Programs);
        var written =
            text.Contains("から送信", StringComparison.Ordinal)
            || text.Contains("에서 보냄", StringComparison.Ordinal)
            || text.Contains("傳送", StringComparison.Ordinal)
            || text.EndsWith("gönderildi", StringComparison.Ordinal)
            || text.EndsWith("küldve", StringComparison.Ordinal)
            || text.StartsWith("get [outlook", StringComparison.Ordinal);
        foreach (var phrase in SignaturePhrases.Devices)
            written |= text.StartsWith(phrase, StringComparison.Ordinal);
        return written && (Names(text, SignaturePhrases.Programs) || Names(text, SignaturePhrases.Hardware));
    }

    // At the start of a word; short ones as whole words, so that “machen” is no Mac.
    private static bool Names(string text, string[] names)
    {
        foreach (var name in names)
        {
            var at = text.IndexOf(name, StringComparison.Ordinal);
            if (at < 0 || (at > 0 && char.IsLetter(text[at - 1]) && text[at - 1] < '\u0530'))
                continue;
            var after = at + name.Length;
            if (name.Length > 4 || after == text.Length || !char.IsLetter(text[after]))
                return true;
        }
        return false;
    }

    private static bool IsDisclaimer(List<TextLine> lines, int at, int end)
    {
        var plain = lines[at].Plain.TrimStart('*', '_', ' ', '"', '“', '-', '>', '[');
        foreach (var phrase in Disclaimers.Starts)
            if (plain.StartsWith(phrase, StringComparison.Ordinal))
            {
                var letters = 0;
                for (var i = at; i < end && i < at + 8; i++)
                    letters += lines[i].Plain.Length;
                return letters >= 70 || phrase[^1] is '.' || phrase.StartsWith("please consider", StringComparison.Ordinal);
            }
        return false;
    }

    private static int Closing(List<TextLine> lines, int start, int end)
    {
        var (found, below) = (end, 0);
        for (var i = end - 1; i >= start && below <= 10; i--)
        {
            var line = lines[i];
            if (line.IsBlank)
                continue;
            if (IsClosing(line.Plain, below))
                found = i;
            if (line.Raw.Length > 100 || (line.Raw.Length > 60 && line.Raw[^1] is '.' or '!' or '?' or '。'))
                break;
            below++;
        }
        return found;
    }

    private static bool IsClosing(string plain, int below)
    {
        if (plain.Length > 60)
            return false;
        var text = plain.Trim(Edges);
        if (SignaturePhrases.Closings.Contains(text))
            return text.Length > 5 || below is > 0 and <= 8;
        var comma = plain.IndexOf(',', StringComparison.Ordinal);
        return comma > 5 && SignaturePhrases.Closings.Contains(plain[..comma].Trim(Edges)) && Words(plain[comma..]) <= 4;
    }

    // “-Anna” as the last line.
    private static int DashName(List<TextLine> lines, int start, int end)
    {
        for (int i = end - 1, below = 0; i > start && below < 3; i--)
        {
            var raw = lines[i].Raw;
            if (lines[i].IsBlank)
                continue;
            if (
                raw.Length is > 2 and < 40
                && raw[0] is '-' or '–' or '—'
                && char.IsUpper(raw[1])
                && Words(lines[i].Plain) <= 3
                && raw[^1] is not ('.' or '!' or '?' or ':' or ';' or ',')
            )
                return i;
            if (raw.Length > 60)
                return end;
            below++;
        }
        return end;
    }

    // A last paragraph that begins with a name and holds a telephone, an address, a site.
    private static int Contact(List<TextLine> lines, int start, int end)
    {
        var from = end;
        while (from > start && !lines[from - 1].IsBlank)
            from--;
        if (from == start || end - from is < 2 or > 9 || !AnyContact(lines, from, end))
            return end;
        for (var i = from; i < end; i++)
            if (lines[i].Raw.Length > 90 || lines[i].Plain[0] is '-' or '*' && lines[i].Plain is [_, ' ', ..] || IsListed(lines[i].Raw))
                return end;
        if (!NameLike(lines[from].Raw))
            return end;
        var above = from - 1;
        while (above >= start && lines[above].IsBlank)
            above--;
        if (above < start || lines[above].Raw[^1] is ':' or '：' or '?' or '？')
            return end;
        return from;
    }

    // “Company: Aldermere”: a form, no signature.
    private static bool IsListed(string raw)
    {
        var colon = raw.IndexOf(':', StringComparison.Ordinal);
        return colon is > 8 and < 40 && colon + 1 < raw.Length && raw[colon + 1] == ' ' && !raw.Contains('+', StringComparison.Ordinal);
    }

    private static bool AnyContact(List<TextLine> lines, int from, int end)
    {
        for (var i = from; i < end; i++)
            if (IsContact(lines[i].Plain))
                return true;
        return false;
    }

    private static bool IsContact(string plain)
    {
        if (plain.Length is 0 or > 120)
            return false;
        var digits = plain.Count(char.IsAsciiDigit);
        var letters = plain.Count(char.IsLetter);
        return (digits >= 7 && letters <= 24)
            || plain.StartsWith("www.", StringComparison.Ordinal)
            || plain.StartsWith("http", StringComparison.Ordinal)
            || (DateParts.HasAddress(plain) && Words(plain) <= 4);
    }

    /// <summary>One to four words, each with a capital (or without case), no sentence.</summary>
    private static bool NameLike(string raw)
    {
        var text = raw.Trim('*', '_', ' ');
        var words = text.Split([' ', '|', ','], StringSplitOptions.RemoveEmptyEntries);
        return text.Length is > 1 and < 60
            && words.Length is > 0 and <= 8
            && text[^1] is not ('.' or '!' or '?' or ':' or '。')
            && words.Take(2).All(w => char.IsUpper(w[0]) || (char.IsLetter(w[0]) && !char.IsLower(w[0])))
            && !text.Any(char.IsAsciiDigit);
    }

    private static bool AnyText(List<TextLine> lines, int start, int end)
    {
        for (var i = start; i < end; i++)
            if (!lines[i].IsBlank)
                return true;
        return false;
    }

    private static int Words(string text)
    {
        var words = 0;
        for (var i = 0; i < text.Length; i++)
            if (text[i] != ' ' && (i == 0 || text[i - 1] == ' '))
                words++;
        return words;
    }
}
