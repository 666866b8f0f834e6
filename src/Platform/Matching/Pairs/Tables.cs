using System.Collections.Frozen;
using System.Globalization;

namespace Entente.Platform.Matching.Pairs;

/// <summary>The word lists of <c>Data</c> that the comparison of two records reads, each once.</summary>
internal static class Tables
{
    /// <summary>Names among which <see cref="Common"/> was counted.</summary>
    private const int Counted = 7854;

    private static readonly FrozenDictionary<string, string> Abbreviations = Map("abbreviations.txt");
    private static readonly FrozenDictionary<string, string> StreetWords = Map("street-words.txt");
    private static readonly FrozenSet<string> KindsOfStreet = StreetWords.Values.ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, int> Common = Map("common-words.txt")
        .ToFrozenDictionary(p => p.Key, p => int.Parse(p.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static readonly (
        FrozenDictionary<string, string> Countries,
        FrozenDictionary<string, string> Dialling,
        FrozenSet<string> Words
    ) Places = ReadPlaces();

    /// <summary>The word an abbreviation in a company's name stands for, or the word itself.</summary>
    public static string Full(string word) => Abbreviations.GetValueOrDefault(word, word);

    /// <summary>The same for addresses: <c>blv</c> → <c>boulevard</c>.</summary>
    public static string FullStreet(string word) => StreetWords.GetValueOrDefault(word, word);

    public static bool IsKindOfStreet(string word) => KindsOfStreet.Contains(word);

    /// <summary>What a word says in a company's name: 0.6 for "holdings" to 9.7 for one that no registrant has.</summary>
    public static float Weight(string word)
    {
        var frequency = Common.GetValueOrDefault(word, 0);
        return MathF.Log(1 + ((Counted + 1f) / (frequency + 0.5f)) * (frequency > 20 ? 0.5f : 1));
    }

    /// <summary>In how many of the registrants' names a word stands.</summary>
    public static IReadOnlyDictionary<string, int> CommonWords => Common;

    /// <summary>Whether many companies have the word in their names.</summary>
    public static bool IsCommon(string word) => Common.GetValueOrDefault(word, 0) >= 20;

    /// <summary>Whether the word names a country, a region or a well-known city.</summary>
    public static bool IsPlace(string word) => Places.Words.Contains(word);

    /// <summary>The ISO 3166-1 alpha-2 code of a country given as a code or an English or own name; the text's words when unknown, null for none.</summary>
    public static string? Country(string? text)
    {
        var words = Words.Of(text);
        if (words.Count == 0)
            return null;
        var whole = string.Concat(words);
        if (Places.Countries.TryGetValue(whole, out var code))
            return code;
        foreach (var word in words)
        {
            if (word.Length > 3 && Places.Countries.TryGetValue(word, out code))
                return code;
        }

        return whole;
    }

    /// <summary>The calling code of a country by its alpha-2 code, null when unknown.</summary>
    public static string? CallingCode(string? country) => country is null ? null : Places.Dialling.GetValueOrDefault(country);

    private static FrozenDictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Entries(name))
        {
            var parts = pair.Split(' ');
            map[parts[0]] = parts[1];
        }

        return map.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static (FrozenDictionary<string, string>, FrozenDictionary<string, string>, FrozenSet<string>) ReadPlaces()
    {
        var (countries, dialling, words) = (new Dictionary<string, string>(), new Dictionary<string, string>(), new HashSet<string>());
        foreach (var entry in Entries("places.txt"))
        {
            var parts = entry.Split(' ');
            if (parts[0] == "*")
            {
                words.UnionWith(parts.Skip(1));
                continue;
            }

            dialling[parts[0]] = parts[2];
            foreach (var name in parts.Skip(3).Concat([parts[0].ToLowerInvariant(), parts[1].ToLowerInvariant()]))
                countries.TryAdd(name, parts[0]);
            words.UnionWith(parts.Skip(3));
        }

        foreach (
            var (name, code) in new[]
            {
                ("unitedstates", "US"),
                ("unitedstatesofamerica", "US"),
                ("unitedkingdom", "GB"),
                ("greatbritain", "GB"),
                ("southkorea", "KR"),
                ("southafrica", "ZA"),
                ("newzealand", "NZ"),
                ("czechrepublic", "CZ"),
                ("saudiarabia", "SA"),
                ("unitedarabemirates", "AE"),
            }
        )
            countries[name] = code;
        return (
            countries.ToFrozenDictionary(StringComparer.Ordinal),
            dialling.ToFrozenDictionary(StringComparer.Ordinal),
            words.ToFrozenSet(StringComparer.Ordinal)
        );
    }

    private static IEnumerable<string> Entries(string name) =>
        Resources.Lines(name).Where(l => l.Length > 0 && l[0] != '#').SelectMany(l => l.Split('|', StringSplitOptions.RemoveEmptyEntries));
}
