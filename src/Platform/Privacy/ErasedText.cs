using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Entente.Platform.Privacy;

/// <summary>What stands where a person stood, and how a person is taken out of words. Pure.</summary>
public static class ErasedText
{
    /// <summary>In the place of a name.</summary>
    public const string Name = "Erased person";

    /// <summary>In the place of an address, a phone number or a name within words.</summary>
    public const string Mark = "[erased]";

    /// <summary>In the place of a whole text.</summary>
    public const string Gone = "Erased at the person’s request.";

    /// <summary>Compared digits of a phone number.</summary>
    public const int PhoneDigits = 9;

    private const int LeastName = 5;
    private const int LeastPhone = 7;

    /// <summary>
    /// Whether a name says who is meant: two words or more, at least five letters in all. A single first name would take half the words of
    /// others out with it.
    /// </summary>
    public static bool Tells(string name) =>
        name != Name && name.Count(char.IsLetter) >= LeastName && name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 2;

    /// <summary>The digits of a phone number, or null when there are too few to be one.</summary>
    public static string? Digits(string? phone)
    {
        var digits = new string([.. (phone ?? "").Where(char.IsAsciiDigit)]);
        return digits.Length < LeastPhone ? null : digits;
    }

    /// <summary>What is compared of a phone number: its last nine digits.</summary>
    public static string Compared(string digits) => digits.Length > PhoneDigits ? digits[^PhoneDigits..] : digits;

    /// <summary>Whether anything of the person stands in the text.</summary>
    public static bool Mentions(string? text, PersonSought who) => text is not null && Patterns(who).Any(p => p.IsMatch(text));

    /// <summary>The text without the person. JSON stays JSON: what is put in needs no escape.</summary>
    public static string Without(string text, PersonSought who)
    {
        foreach (var pattern in Patterns(who))
            text = pattern.Replace(text, Mark);
        return text;
    }

    /// <summary>Where the person stands in a text, with at most <paramref name="around"/> characters on either side; null: nowhere.</summary>
    public static string? Excerpt(string? text, PersonSought who, int around = 80)
    {
        if (text is null || Patterns(who).Select(p => p.Match(text)).FirstOrDefault(m => m.Success) is not { } found)
            return null;
        var (from, to) = (Math.Max(0, found.Index - around), Math.Min(text.Length, found.Index + found.Length + around));
        return (from > 0 ? "…" : "") + text[from..to] + (to < text.Length ? "…" : "");
    }

    /// <summary>The spellings of a value in plain text and in JSON, however it was written.</summary>
    public static IReadOnlyList<string> Spellings(string value) =>
        [
            .. new[]
            {
                value,
                JsonEncodedText.Encode(value).ToString(),
                JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            }.Distinct(StringComparer.Ordinal),
        ];

    // Behind an escape of JSON a letter stands before the word that is none of it: \n, <.
    private const string Begins = @"(?:(?<=\\[nrtbf])|(?<=\\u[0-9A-Fa-f]{4})|(?<![\p{L}\p{N}";

    private static IEnumerable<Regex> Patterns(PersonSought who)
    {
        foreach (var spelling in who.Emails.SelectMany(Spellings))
            yield return Found($@"{Begins}._+\-]))" + Regex.Escape(spelling) + @"(?![\p{L}\p{N}\-]|\.[\p{L}\p{N}])");
        foreach (var spelling in who.Names.Where(Tells).SelectMany(Spellings))
            yield return Found(
                Begins + "]))" + Regex.Escape(spelling).Replace(@"\ ", @"\s+", StringComparison.Ordinal) + @"(?![\p{L}\p{N}])"
            );
        foreach (var phone in who.Phones)
            yield return Found(
                @"(?<!\d)(?:[+(\d][\d\s().\-/]{0,10})?" + string.Join(@"[\s().\-/]{0,3}", Compared(phone).AsEnumerable()) + @"(?!\d)"
            );
    }

    private static Regex Found(string pattern) =>
        new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
