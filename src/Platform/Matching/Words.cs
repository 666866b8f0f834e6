using System.Globalization;
using System.Text;

namespace Entente.Platform.Matching;

/// <summary>
/// Text of any script to plain words: compatibility forms resolved, case and diacritics folded, punctuation gone, <c>&amp;</c> as "and".
/// Bounded: whatever comes in, at most <see cref="MostWords"/> words of <see cref="LongestWord"/> characters come out.
/// </summary>
internal static class Words
{
    public const int MostWords = 24;
    public const int LongestWord = 48;

    private const int LongestText = 400;

    public static List<string> Of(string? text)
    {
        var words = new List<string>();
        if (string.IsNullOrWhiteSpace(text))
            return words;

        foreach (var chunk in Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // Dots between single letters are initials (S.p.A., J.P.); any other dot parts words (amazon.com).
            var pieces = chunk.Split('.', StringSplitOptions.RemoveEmptyEntries);
            if (pieces.Length > 1 && pieces.All(p => p.Length == 1))
                words.Add(Cut(string.Concat(pieces)));
            else
                words.AddRange(pieces.Select(Cut));
            if (words.Count >= MostWords)
                return words[..MostWords];
        }

        return words;
    }

    /// <summary>Runs of single letters and digits as one word: "j p morgan" → "jp morgan", "3 m" → "3m".</summary>
    public static List<string> JoinSingles(List<string> words)
    {
        var joined = new List<string>(words.Count);
        for (var i = 0; i < words.Count; )
        {
            var end = i;
            while (end < words.Count && words[end].Length == 1)
                end++;
            if (end - i > 1)
                joined.Add(string.Concat(words[i..end]));
            else
                joined.Add(words[end = i]);
            i = Math.Max(end, i + 1);
        }

        return joined;
    }

    private static string Cut(string word)
    {
        if (word.Length <= LongestWord)
            return word;
        var end = char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord;
        return word[..end];
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in Decomposed(text).EnumerateRunes())
        {
            if (rune.Value is '&' or '＆')
                plain.Append(" and ");
            else if (rune.Value == '.')
                plain.Append('.');
            else if (IsSilent(rune))
                continue;
            else if (Folded(rune.Value) is { } letters)
                plain.Append(letters);
            else if (Rune.IsLetterOrDigit(rune) || IsMark(rune))
                plain.Append(Rune.ToLowerInvariant(rune).ToString());
            else
                plain.Append(' ');
        }

        // Marks that are letters of their script (Thai, Indic vowels, kana voicing) go back to their base.
        return plain.ToString().Normalize(NormalizationForm.FormKC);
    }

    private static string Decomposed(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= LongestText)
                break;
            // A lone surrogate comes as U+FFFD; normalisation throws on code points that are no characters; trade marks would become letters.
            var never = (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is (>= 0xFDD0 and <= 0xFDEF) or 0xFFFD;
            if (!never && rune.Value is not (0x2122 or 0x00AE or 0x00A9 or 0x2120))
                clean.Append(rune.ToString());
        }

        return clean.ToString().Normalize(NormalizationForm.FormKD);
    }

    private static bool IsSilent(Rune rune) =>
        rune.Value
            is (>= 0x0300 and <= 0x036F)
                or (>= 0x1AB0 and <= 0x1AFF)
                or (>= 0x1DC0 and <= 0x1DFF)
                or (>= 0x20D0 and <= 0x20FF)
                or (>= 0xFE00 and <= 0xFE0F)
                or (>= 0xFE20 and <= 0xFE2F)
                or (>= 0x0591 and <= 0x05BD)
                or (>= 0x064B and <= 0x0652)
                or '\''
                or '`'
                or 0x00B4
                or 0x2018
                or 0x2019
                or 0x02BC
                or 0x02BB
                or 0x0640
        || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Letters that have no decomposition but a customary Latin spelling.
    private static string? Folded(int rune) =>
        rune switch
        {
            'ß' or 'ẞ' => "ss",
            'æ' or 'Æ' => "ae",
            'œ' or 'Œ' => "oe",
            'ø' or 'Ø' => "o",
            'ł' or 'Ł' => "l",
            'đ' or 'Đ' or 'ð' or 'Ð' => "d",
            'þ' or 'Þ' => "th",
            'ħ' or 'Ħ' => "h",
            'ı' => "i",
            'ŋ' or 'Ŋ' => "n",
            'ς' => "σ",
            _ => null,
        };
}
