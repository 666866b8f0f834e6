namespace Entente.Platform.Values;

/// <summary>
/// How free text is read, wherever it comes from: what no screen shows and no database holds (control characters, half a character) is left out, blanks
/// at the ends are taken off. Never null; empty when nothing is left.
/// </summary>
public static class TypedText
{
    /// <summary>In one line: line breaks and tabs become blanks.</summary>
    public static string Line(string? typed) => Clean((typed ?? "").ReplaceLineEndings(" ").Replace('\t', ' '), keepsLines: false);

    /// <summary>Line breaks as \n; tabs stay.</summary>
    public static string Lines(string? typed) => Clean((typed ?? "").ReplaceLineEndings("\n"), keepsLines: true);

    /// <summary>
    /// What a form hides and anybody may send: the first <paramref name="longest"/> characters of the line; null when nothing is left. The cut may leave
    /// half a character, which goes too.
    /// </summary>
    public static string? Token(string? sent, int longest)
    {
        var text = Line(sent);
        text = Line(text[..Math.Min(longest, text.Length)]);
        return text.Length > 0 ? text : null;
    }

    private static string Clean(string text, bool keepsLines) =>
        new string([.. text.Where((c, i) => keepsLines && c is '\n' or '\t' || !(char.IsControl(c) || IsHalf(text, i)))]).Trim();

    private static bool IsHalf(string text, int at) =>
        char.IsHighSurrogate(text[at])
            ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
            : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));
}
