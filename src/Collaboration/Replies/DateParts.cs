namespace Entente.Collaboration.Replies;

/// <summary>What looks like a date, a time, an address, in any language. Each is one pass over the text.</summary>
internal static class DateParts
{
    public static bool HasDigit(string text, int within)
    {
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, within)))
            if (char.IsAsciiDigit(c))
                return true;
        return false;
    }

    /// <summary>A year, or three numbers with the same sign between them.</summary>
    public static bool HasDate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]) || (i > 0 && char.IsAsciiDigit(text[i - 1])))
                continue;
            var n = Run(text, i);
            if (n == 4 && text[i] is '1' or '2' && (text.AsSpan(i, 2) is "19" or "20"))
                return true;
            if (n > 2 || i + n + 1 >= text.Length || text[i + n] is not ('.' or '/' or '-'))
                continue;
            var second = i + n + 1;
            var m = Run(text, second);
            if (m is 1 or 2 && second + m + 1 < text.Length && text[second + m] == text[i + n] && Run(text, second + m + 1) is 2 or 4)
                return true;
        }
        return false;
    }

    /// <summary><c>14:05</c>, <c>14.05</c>, <c>14h05</c>, <c>8 pm</c>, <c>14時</c>.</summary>
    public static bool HasTime(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]) || (i > 0 && (char.IsAsciiDigit(text[i - 1]) || text[i - 1] is '.')))
                continue;
            var n = Run(text, i);
            var after = i + n;
            if (n > 2 || after >= text.Length)
                continue;
            if (
                text[after] is ':' or '.' or 'h' or '：'
                && Run(text, after + 1) == 2
                && !(text[after] is '.' && Next(text, after + 3) is '.')
            )
                return true;
            if (text[after] is '時' or '时' or '点' or '시' or '點')
                return true;
            var rest = text.AsSpan(after).TrimStart();
            if (
                rest.StartsWith("am", StringComparison.Ordinal)
                || rest.StartsWith("pm", StringComparison.Ordinal)
                || rest.StartsWith("uhr", StringComparison.Ordinal)
            )
                return true;
        }
        return false;
    }

    /// <summary><c>name@example.com</c>.</summary>
    public static bool HasAddress(string text)
    {
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
            if (at > 0 && !char.IsWhiteSpace(text[at - 1]) && at + 2 < text.Length && char.IsLetterOrDigit(text[at + 1]))
                return true;
        return false;
    }

    /// <summary>Whether one of the words stands there as a word of its own.</summary>
    public static bool Word(string text, string[] words, bool atEnd)
    {
        foreach (var word in words)
        {
            var at = text.LastIndexOf(word, StringComparison.Ordinal);
            if (at < 0 || (at > 0 && IsLatin(text[at - 1]) && IsLatin(word[0])))
                continue;
            var after = at + word.Length;
            if (after < text.Length && IsLatin(text[after]) && IsLatin(word[^1]))
                continue;
            if (!atEnd || text.Length - after <= 8)
                return true;
        }
        return false;
    }

    // Where words are written without spaces, or with endings, anything may stand beside one.
    private static bool IsLatin(char c) => char.IsLetter(c) && c < '\u0530';

    private static char Next(string text, int at) => at < text.Length ? text[at] : ' ';

    private static int Run(string text, int from)
    {
        var n = 0;
        while (from + n < text.Length && n < 6 && char.IsAsciiDigit(text[from + n]))
            n++;
        return n;
    }
}
