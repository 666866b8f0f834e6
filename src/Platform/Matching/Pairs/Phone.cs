namespace Entente.Platform.Matching.Pairs;

/// <summary>
/// Telephone numbers as digits: <c>+</c> or <c>00</c> begins an international one; otherwise the country's calling code is put in front when the
/// country is known and its trunk zero dropped. Extensions are left out. A text may hold several numbers.
/// </summary>
internal static class Phone
{
    private const int Shortest = 6;
    private const int Longest = 15;
    private const int MostText = 200;

    private static readonly string[] Separators = [" or ", " and ", ",", ";", "|"];
    private static readonly string[] Extensions = ["ext", "x", "#", "durchwahl", "poste"];

    /// <param name="Digits">With the country's calling code when <paramref name="International"/>.</param>
    public readonly record struct Number(string Digits, bool International);

    public static IReadOnlyList<Number> Of(string? text, string? country)
    {
        if (string.IsNullOrWhiteSpace(text))
            return [];
        var numbers = new List<Number>();
        var cut = text.Length > MostText ? text[..MostText] : text;
        foreach (var part in cut.ToLowerInvariant().Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (One(part, country) is { } number && !numbers.Contains(number))
                numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>Whether two writings can be one number: equal, or the shorter is the end of the longer by at least seven digits.</summary>
    public static bool Same(Number a, Number b)
    {
        if (a.International && b.International)
            return a.Digits == b.Digits;
        var (shorter, longer) = a.Digits.Length <= b.Digits.Length ? (a, b) : (b, a);
        if (shorter.Digits == longer.Digits)
            return true;
        return shorter.Digits.Length >= 7 && !shorter.International && longer.Digits.EndsWith(shorter.Digits, StringComparison.Ordinal);
    }

    /// <summary>Whether a slip of one digit, or two digits swapped, parts them.</summary>
    public static bool Near(Number a, Number b) => Similarity.Distance(a.Digits, b.Digits, 1) == 1;

    private static Number? One(string text, string? country)
    {
        foreach (var mark in Extensions)
        {
            if (text.IndexOf(mark, StringComparison.Ordinal) is var at and > 5)
                text = text[..at];
        }

        var national = text.Replace("(0)", "", StringComparison.Ordinal);
        var digits = string.Concat(national.Where(char.IsAsciiDigit));
        var international = national.TrimStart().StartsWith('+') || digits.StartsWith("00", StringComparison.Ordinal);
        if (digits.StartsWith("00", StringComparison.Ordinal))
            digits = digits[2..];
        var code = Tables.CallingCode(country);
        if (!international && code is not null)
        {
            // A North American number is often written with its 1 in front; elsewhere a zero stands for the way out of town.
            var bare = code == "1" && digits.Length == 11 && digits[0] == '1' ? digits[1..] : digits.TrimStart('0');
            (digits, international) = (code + bare, true);
        }
        else if (!international)
        {
            digits = digits.TrimStart('0');
        }

        // One digit over and over is a placeholder.
        return digits.Length is < Shortest or > Longest || digits.Distinct().Count() < 2 ? null : new Number(digits, international);
    }
}
