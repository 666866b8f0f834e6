using System.Text.RegularExpressions;

namespace Entente.Platform.Matching.Pairs;

/// <summary>
/// An address as people write it in the main languages, made one writing: postal codes of two parts run together, kinds of street that hang on the name
/// written out (Hauptstr. and Hauptstraße), a country at its end left out. Formats of postal codes: Universal Postal Union, addressing sheets by country.
/// </summary>
internal static partial class AddressText
{
    // The longest first: "strasse" before "str".
    private static readonly (string End, string Kind)[] Hanging =
    [
        ("strasse", "strasse"),
        ("straat", "strasse"),
        ("str", "strasse"),
        ("gatan", "gatan"),
        ("platz", "platz"),
        ("plein", "platz"),
        ("gasse", "gasse"),
        ("allee", "allee"),
    ];

    // None that is also a state, a city's or a street's name (Georgia, Mexico, Jersey).
    private static readonly HashSet<string> Countries =
    [
        .. "germany deutschland allemagne alemania france frankreich francia italy italia italien spain espana spanien portugal netherlands nederland belgium".Split(
            ' '
        ),
        .. "belgique belgie austria osterreich oesterreich switzerland schweiz suisse svizzera poland polska sweden sverige norway norge denmark danmark".Split(
            ' '
        ),
        .. "finland suomi ireland czechia brasil brazil japan australia usa uk".Split(' '),
    ];

    /// <summary>Postal codes that are written with a space or a dash, as one word: <c>K1A 0B1</c>, <c>00-950</c>, <c>100-0001</c>; of <c>94107-1234</c> the first five.</summary>
    public static string Joined(string text) =>
        Zip()
            .Replace(
                TwoParts()
                    .Replace(text, m => m.Value.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)),
                "${five}"
            );

    /// <summary>Whether a word is a postal code of letters and digits by itself: <c>1012ab</c>, <c>k1a0b1</c>.</summary>
    public static bool IsPostal(string word) => Mixed().IsMatch(word);

    public static List<string> Words(List<string> tokens)
    {
        while (tokens.Count > 1 && Countries.Contains(tokens[^1]))
            tokens.RemoveAt(tokens.Count - 1);
        return tokens.ConvertAll(t => Hung(Tables.FullStreet(t)));
    }

    // A name of three letters at least must be left, or the word is one of its own.
    private static string Hung(string word)
    {
        foreach (var (end, kind) in Hanging)
            if (word.Length > end.Length + 2 && word.EndsWith(end, StringComparison.Ordinal))
                return word[..^end.Length] + kind;
        return word;
    }

    // Canada, Poland, Japan, Brazil, Portugal. The dash tells the latter from a house number and what follows it.
    [GeneratedRegex(
        @"\b[A-Z]\d[A-Z][ -]?\d[A-Z]\d\b|\b\d{2}-\d{3}\b|\b\d{3}-\d{4}\b|\b\d{5}-\d{3}\b|\b\d{4}-\d{3}\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        200
    )]
    private static partial Regex TwoParts();

    [GeneratedRegex(@"\b(?<five>\d{5})-\d{4}\b", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Zip();

    [GeneratedRegex(@"^(?:\d{4}[a-z]{2}|[a-z]\d[a-z]\d[a-z]\d|\d{7,8})$", RegexOptions.CultureInvariant, 200)]
    private static partial Regex Mixed();
}
