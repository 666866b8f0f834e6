using System.Collections.Frozen;

namespace Entente.Platform.Matching;

/// <summary>
/// Legal forms of many countries (Inc, GmbH &amp; Co. KG, Sp. z o.o.), each with the family it belongs to: forms of one family
/// (Inc, Corp, Co) do not contradict each other.
/// </summary>
internal static class LegalForms
{
    private const int MostWords = 6;

    // Longest first: 股份有限公司 ends with 有限公司.
    private static readonly string[] Attached =
    [
        "股份有限公司",
        "有限责任公司",
        "有限公司",
        "株式会社",
        "有限会社",
        "合同会社",
        "주식회사",
    ];

    private static readonly (FrozenDictionary<string, string> Trailing, FrozenDictionary<string, string> Leading) Forms = Read();

    /// <summary>Removes forms from the end and the beginning while a word remains; <paramref name="family"/> is the outermost one's.</summary>
    public static List<string> Strip(List<string> words, out string? family)
    {
        family = null;
        var rest = words.ConvertAll(Unattached);
        while (StripEnd(rest) is { } found)
        {
            if (found != "adr")
                family ??= found;
        }

        if (rest.Count > 1 && Forms.Leading.TryGetValue(rest[0], out var leading))
        {
            family ??= leading;
            rest.RemoveAt(0);
        }

        return rest;
    }

    // Chinese, Japanese and Korean forms are written without a space: トヨタ自動車株式会社.
    private static string Unattached(string word)
    {
        foreach (var form in Attached)
        {
            if (word.Length > form.Length && word.EndsWith(form, StringComparison.Ordinal))
                return word[..^form.Length];
            if (word.Length > form.Length && word.StartsWith(form, StringComparison.Ordinal))
                return word[form.Length..];
        }

        return word;
    }

    // A number behind the form stays: "Acquisition Corp. II" is another company than "Acquisition Corp. I".
    private static string? StripEnd(List<string> words)
    {
        var end = words.Count;
        if (FamilyAt(words, end, out var length) is { } family)
        {
            words.RemoveRange(end - length, length);
            return family;
        }

        if (end > 2 && Numerals.Of(words[end - 1]) is { } number && FamilyAt(words, end - 1, out length) is { } before)
        {
            words[end - 1] = number;
            words.RemoveRange(end - 1 - length, length);
            return before;
        }

        return null;
    }

    private static string? FamilyAt(List<string> words, int end, out int length)
    {
        for (length = Math.Min(MostWords, end - 1); length > 0; length--)
        {
            var form = length == 1 ? words[end - 1] : string.Join(' ', words.GetRange(end - length, length));
            if (Forms.Trailing.TryGetValue(form, out var family))
                return family;
        }

        return null;
    }

    private static (FrozenDictionary<string, string>, FrozenDictionary<string, string>) Read()
    {
        var (trailing, leading, not) = (new Dictionary<string, string>(), new Dictionary<string, string>(), new HashSet<string>());
        foreach (var line in Resources.Lines("legal-forms.more.txt").Where(l => l.Length > 2 && l[0] != '#'))
        {
            var parts = line[2..].Split(" = ");
            var form = Key(parts[0]);
            if (line[0] == '-')
                not.Add(form);
            else
                (line[0] == '<' ? leading : trailing)[form] = parts[1];
        }

        foreach (var line in Resources.Lines("legal-forms.csv").Skip(1))
        {
            var (comma, abbreviation) = (line.IndexOf(','), Key(line.Split(',')[0]));
            var family = trailing.GetValueOrDefault(abbreviation, abbreviation);
            if (!not.Contains(abbreviation) && (abbreviation.Length > 2 || abbreviation.Contains(' ')))
                trailing.TryAdd(abbreviation, family);

            // Written out they are forms when they are several words; one word (firma, private) is too often a name.
            var full = Key(line[(comma + 1)..]);
            if (full.Split(' ').Length is > 1 and <= MostWords && !full.StartsWith("not applicable", StringComparison.Ordinal))
                trailing.TryAdd(full, family);
        }

        return (trailing.ToFrozenDictionary(StringComparer.Ordinal), leading.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static string Key(string form) => string.Join(' ', Words.JoinSingles(Words.Of(form)));
}

/// <summary>Numbers at the end of a name, also Roman ones up to twenty.</summary>
internal static class Numerals
{
    private static readonly string[] Roman =
    [
        "",
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
        "xiii",
        "xiv",
        "xv",
        "xvi",
        "xvii",
        "xviii",
        "xix",
        "xx",
    ];

    /// <summary>The number in digits, or null when the word is none.</summary>
    public static string? Of(string word)
    {
        if (word.All(char.IsAsciiDigit))
            return word;
        var value = Array.IndexOf(Roman, word);
        return value > 0 ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
    }
}
