namespace Entente.Platform.Matching.Pairs;

/// <summary>One reading of a name: its telling words written out, each with what it says.</summary>
internal sealed class NameView
{
    private const int MostText = 400;

    // In front of a name these are legal forms, too: N.V. Philips, S.A. Ackermans.
    private static readonly HashSet<string> FormsInFront =
    [
        "nv",
        "bv",
        "ag",
        "gmbh",
        "sa",
        "spa",
        "srl",
        "sarl",
        "sas",
        "ab",
        "oy",
        "oyj",
        "kg",
        "ooo",
        "oao",
        "zao",
        "pao",
        "llc",
        "ltd",
        "firma",
        "naamloze vennootschap",
    ];

    private NameView(string[] words, string? form, string initials, bool foreign)
    {
        (Words, Form, Initials, Foreign) = (words, form, initials, foreign);
        Weights = [.. words.Select(Tables.Weight)];
        Key = string.Concat(words);
        Bigrams = BigramsOf(Key);
    }

    public string[] Words { get; }

    public float[] Weights { get; }

    public string? Form { get; }

    public string Initials { get; }

    /// <summary>Whether it was written in Cyrillic or Greek.</summary>
    public bool Foreign { get; }

    public string Key { get; }

    /// <summary>Hashes of two neighbouring letters of the key, sorted, repeated ones too.</summary>
    public int[] Bigrams { get; }

    /// <summary>
    /// The readings of a text, the plainest first: as it stands; without what stands in brackets; up to the comma behind a legal form
    /// ("Akzo Nobel N.V., Arnhem, NL"); and each side of "doing business as".
    /// </summary>
    public static IReadOnlyList<NameView> Of(string? text)
    {
        var cut = (text?.Length > MostText ? text[..MostText] : text) ?? "";
        if (Read(cut) is not { } whole)
            return [];
        List<NameView> views = [whole];
        foreach (var other in Others(cut).Take(4))
        {
            if (Read(other) is { } view && views.TrueForAll(v => v.Key != view.Key))
                views.Add(view);
        }

        // Of a million records most have one reading.
        return views.ToArray();
    }

    /// <summary>The same in the coarse spelling in which transliterations meet.</summary>
    public NameView InCoarseLatin() => new([.. Words.Select(w => Latin.Coarse(Latin.Of(w)))], Form, Latin.Of(Initials), Foreign);

    public float BigramShare(NameView other)
    {
        if (Bigrams.Length == 0 || other.Bigrams.Length == 0)
            return Key == other.Key ? 1 : 0;
        var (i, j, both) = (0, 0, 0);
        while (i < Bigrams.Length && j < other.Bigrams.Length)
        {
            if (Bigrams[i] == other.Bigrams[j])
                (i, j, both) = (i + 1, j + 1, both + 1);
            else if (Bigrams[i] < other.Bigrams[j])
                i++;
            else
                j++;
        }

        return 2f * both / (Bigrams.Length + other.Bigrams.Length);
    }

    private static NameView? Read(string text)
    {
        var name = CompanyName.Of(text);
        if (name.Key.Length == 0)
            return null;
        var tokens = name.Tokens.ToList();
        var form = name.LegalForm;
        if (tokens.Count > 1 && FormsInFront.Contains(tokens[0]))
        {
            form ??= tokens[0];
            tokens.RemoveAt(0);
        }

        var foreign = tokens.Exists(Latin.IsForeign);
        return new NameView([.. tokens.Select(Tables.Full)], form, name.Initials, foreign);
    }

    private static IEnumerable<string> Others(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open > 0 && text.IndexOf(')', open) is var close and > 0)
            yield return string.Concat(text.AsSpan(0, open), " ", text.AsSpan(close + 1));

        if (text.LastIndexOf(',') is var comma and > 2)
        {
            for (; comma > 2; comma = text.LastIndexOf(',', comma - 1))
            {
                var head = CompanyName.Of(text[..comma]);
                if (head.LegalForm is not null && CompanyName.Of(text[comma..]).LegalForm is null)
                    yield return text[..comma];
            }
        }

        foreach (var mark in new[] { " dba ", " d/b/a ", " a/k/a ", " aka ", " formerly ", " t/a ", " trading as ", " doing business as " })
        {
            var at = text.IndexOf(mark, StringComparison.OrdinalIgnoreCase);
            if (at <= 0)
                continue;
            yield return text[..at];
            yield return text[(at + mark.Length)..];
        }
    }

    private static int[] BigramsOf(string key)
    {
        if (key.Length < 2)
            return [];
        var bigrams = new int[key.Length - 1];
        for (var i = 0; i < bigrams.Length; i++)
            bigrams[i] = (key[i] << 16) | key[i + 1];
        Array.Sort(bigrams);
        return bigrams;
    }
}
