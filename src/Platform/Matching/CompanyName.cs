using System.Text.RegularExpressions;

namespace Entente.Platform.Matching;

/// <summary>
/// A company's name, taken apart. <c>The J. P. Morgan Chase &amp; Co.</c> has the core <c>jp morgan chase</c>, the key <c>jpmorganchase</c> and
/// the legal form family <c>inc</c>. Two names with one <see cref="Key"/> differ only in writing: it is the strong key "core name".
/// </summary>
public sealed partial class CompanyName
{
    private static readonly HashSet<string> Conjunctions = ["and", "et", "und"];

    private CompanyName(string original, string normal, IReadOnlyList<string> tokens, string? legalForm)
    {
        (Original, Normal, Tokens, LegalForm) = (original, normal, tokens, legalForm);
        Core = string.Join(' ', tokens);
        Key = string.Concat(tokens);
        Initials = tokens.Count < 2 ? "" : string.Concat(tokens.Select(FirstLetter));
    }

    /// <summary>As given; <c>""</c> for null.</summary>
    public string Original { get; }

    /// <summary>All its words, plain and lower case, legal form included.</summary>
    public string Normal { get; }

    /// <summary>The words that tell it from others: without legal form, leading article and conjunctions.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>The tokens with a space between.</summary>
    public string Core { get; }

    /// <summary>The tokens run together: equal for "JP Morgan" and "JPMorgan". Empty only when the text shows nothing.</summary>
    public string Key { get; }

    /// <summary>The family of its legal form (<c>inc</c>, <c>ltd</c>, <c>gmbh</c> …), null when it names none.</summary>
    public string? LegalForm { get; }

    /// <summary>First letters of the tokens; empty for a single one.</summary>
    public string Initials { get; }

    /// <summary>Never throws; text without letters or digits (an emoji) becomes its own single token.</summary>
    public static CompanyName Of(string? text)
    {
        var original = text ?? "";
        var words = Words.Of(WithoutPlace(original));
        var normal = string.Join(' ', words);
        var tokens = Tokenise(words, out var family);
        if (tokens.Count == 0 && Symbols(original) is { Length: > 0 } symbols)
            tokens = [symbols];
        return new CompanyName(original, normal, tokens, family);
    }

    public override string ToString() => Original;

    private static List<string> Tokenise(List<string> words, out string? family)
    {
        family = null;
        var tokens = Words.JoinSingles(words);
        for (var before = -1; tokens.Count != before; )
        {
            before = tokens.Count;
            while (tokens.Count > 1 && tokens[0] == "the")
                tokens.RemoveAt(0);
            while (tokens.Count > 1 && tokens[^1] == "the")
                tokens.RemoveAt(tokens.Count - 1);

            tokens = LegalForms.Strip(tokens, out var found);
            family ??= found;
            if (tokens.Exists(t => !Conjunctions.Contains(t)))
                tokens.RemoveAll(Conjunctions.Contains);
            if (tokens.Count > 1 && tokens[^1].Length > 1 && Numerals.Of(tokens[^1]) is { } number)
                tokens[^1] = number;
            tokens = Words.JoinSingles(tokens);
        }

        return tokens;
    }

    // Registers append a place or a kind of paper: "/DE/", "Ltd/HK", "plc/ADR", "LTD/ CAN".
    private static string WithoutPlace(string text)
    {
        if (text.Length > 1000 || !text.Contains('/', StringComparison.Ordinal))
            return text;

        var closed = ClosedPlace().Replace(text, "");
        if (closed.Length != text.Length)
            return closed.Any(char.IsLetterOrDigit) ? closed : text;

        var slash = text.LastIndexOf('/');
        var (head, tail) = (text[..slash], text[(slash + 1)..].Trim());
        var names = Words.Of(head);
        var afterForm = LegalForms.Strip(Words.JoinSingles(names), out var family).Count > 0 && family is not null;
        return tail.Length is > 0 and <= 16 && (afterForm || tail is "ADR" or "GDR") ? head : text;
    }

    private static string Symbols(string text)
    {
        var shown = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
        shown = shown.Length > 32 ? shown[..32] : shown;
        return string.Concat(shown.EnumerateRunes().Where(r => r.Value != 0xFFFD).Select(r => r.ToString()));
    }

    private static string FirstLetter(string token) => char.IsSurrogate(token[0]) && token.Length > 1 ? token[..2] : token[..1];

    [GeneratedRegex(@"\s*/\s*[A-Za-z][A-Za-z .]{0,14}/\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex ClosedPlace();
}
