using System.Globalization;
using System.Text;
using Entente.Platform.Values;

namespace Entente.Collaboration.Threads.Rules;

/// <summary>
/// The words by which a message is found: letters and digits, without case and accents, each once. Words, not text, because under row-level security an
/// index serves plain comparisons only. Pure.
/// </summary>
public static class SearchTerms
{
    public const int Longest = 40;

    /// <summary>Of one message; what lies behind is not found.</summary>
    public const int Most = 400;

    /// <summary>Of one question.</summary>
    public const int MostAsked = 8;

    public static IReadOnlyList<string> Of(string text) => [.. Words(text).Distinct(StringComparer.Ordinal).Take(Most)];

    /// <summary>Every one must be found; the last may be the beginning of a word.</summary>
    public static IReadOnlyList<string> Asked(string? typed) => [.. Words(typed ?? "").Distinct(StringComparer.Ordinal).Take(MostAsked)];

    /// <summary>The first string behind all that begin with this one.</summary>
    public static string Behind(string beginning) => beginning + "\uffff";

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in TypedText.Lines(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                if (word.Length < Longest)
                    word.Append(Rune.ToLowerInvariant(rune).ToString());
                continue;
            }
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark)
                continue;
            if (word.Length > 0)
                yield return word.ToString();
            word.Clear();
        }
        if (word.Length > 0)
            yield return word.ToString();
    }
}
