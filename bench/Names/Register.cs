using Entente.Platform.Matching;
using Entente.Platform.Matching.Pairs;

namespace Entente.Bench.Names;

/// <summary>
/// A register of company names drawn from a seed: words in the frequencies of the registrants of the SEC (the list that ships with the matching
/// engine) and invented ones, one to four of them and a legal form. Some names are drawn twice, as in life.
/// </summary>
internal static class Register
{
    private static readonly string[] Onsets =
    [
        "b",
        "br",
        "c",
        "cr",
        "d",
        "f",
        "fl",
        "g",
        "h",
        "k",
        "l",
        "m",
        "n",
        "p",
        "pr",
        "r",
        "s",
        "st",
        "t",
        "tr",
        "v",
        "w",
        "z",
    ];
    private static readonly string[] Vowels = ["a", "e", "i", "o", "u", "ai", "ea", "io", "ou"];
    private static readonly string[] Codas = ["", "", "l", "n", "r", "s", "x", "nd", "rt", "ck"];
    private static readonly string[] Forms = ["Inc", "Corp", "Ltd", "GmbH", "plc", "SA", "LLC", "AG", "BV", "Co"];

    public static IEnumerable<string> Draw(int count, int seed)
    {
        var random = new Random(seed);
        var (words, sums) = Common();
        for (var i = 0; i < count; i++)
        {
            var length = random.Next(10) switch
            {
                < 1 => 1,
                < 6 => 2,
                < 9 => 3,
                _ => 4,
            };
            var parts = new List<string>(length + 1);
            for (var w = 0; w < length; w++)
                // The first word is the one that is made up.
                parts.Add(random.NextDouble() < (w == 0 ? 0.75 : 0.2) ? Invented(random) : Weighed(words, sums, random));
            if (random.Next(5) > 0)
                parts.Add(Forms[random.Next(Forms.Length)]);
            yield return string.Join(' ', parts.Select(p => char.ToUpperInvariant(p[0]) + p[1..]));
        }
    }

    private static string Invented(Random random)
    {
        var syllables = 2 + random.Next(2);
        return string.Concat(
            Enumerable
                .Range(0, syllables)
                .Select(_ => Onsets[random.Next(Onsets.Length)] + Vowels[random.Next(Vowels.Length)] + Codas[random.Next(Codas.Length)])
        );
    }

    private static string Weighed(string[] words, long[] sums, Random random)
    {
        var at = Array.BinarySearch(sums, random.NextInt64(sums[^1]));
        return words[Math.Min(words.Length - 1, at < 0 ? ~at : at + 1)];
    }

    // Without what is a legal form, or a letter.
    private static (string[] Words, long[] Sums) Common()
    {
        var listed = Tables
            .CommonWords.Where(w => w.Key.Length > 2 && CompanyName.Of($"Aldermere {w.Key}").Tokens.Count == 2)
            .OrderBy(w => w.Key, StringComparer.Ordinal)
            .ToList();
        var (sums, sum) = (new long[listed.Count], 0L);
        for (var i = 0; i < listed.Count; i++)
            sums[i] = sum += listed[i].Value;
        return ([.. listed.Select(w => w.Key)], sums);
    }
}
