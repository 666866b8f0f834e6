using System.Globalization;
using Entente.Platform.Values;

namespace Entente.Ui;

/// <summary>
/// How amounts, dates and durations are written for people (section 8 of the design): British English, 24 h, true minus,
/// a normal space before the per cent sign. Pure; everything about time takes the <see cref="Reader"/> or a day.
/// </summary>
public static partial class Format
{
    private const string Minus = "\u2212";
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>Whole units, for tables: <c>€84,000</c>. Rounds half away from zero.</summary>
    public static string Money(Money amount) =>
        Signed(amount, decimal.Round(amount.Major, 0, MidpointRounding.AwayFromZero).Magnitude("#,0"));

    /// <summary>To the minor unit, where money is paid: <c>€21,224.00</c>, <c>¥1,200</c>.</summary>
    public static string MoneyExact(Money amount) => Signed(amount, amount.Major.Magnitude("N" + amount.Decimals));

    /// <summary>For figures and charts, at most three significant digits: <c>€412k</c>, <c>€61.5k</c>, <c>€1.28M</c>.</summary>
    public static string MoneyShort(Money amount) => Signed(amount, Short(Math.Abs(amount.Major)));

    /// <summary>Words one after the other: <c>Select, Premier or Elite</c>; of none <c>none</c>.</summary>
    public static string Listed(IEnumerable<string> words, string with)
    {
        var all = words.ToList();
        return all.Count switch
        {
            0 => "none",
            1 => all[0],
            _ => string.Join(", ", all.Take(all.Count - 1)) + $" {with} " + all[^1],
        };
    }

    /// <summary>At most three significant digits with k, M or bn: <c>1.28M</c>; below a thousand the number itself.</summary>
    public static string Short(decimal number)
    {
        ReadOnlySpan<(decimal Unit, string Suffix)> units = [(1m, ""), (1_000m, "k"), (1_000_000m, "M"), (1_000_000_000m, "bn")];
        var size = Math.Abs(number);
        for (var i = 0; i < units.Length; i++)
        {
            var scaled = ThreeDigits(size / units[i].Unit, whole: i == 0);
            // 999,600 rounds to 1,000k, which is written 1M: try the next unit.
            if (scaled < 1000m || i == units.Length - 1)
                return (number < 0 && scaled > 0 ? Minus : "") + scaled.ToString("#,0.##", Culture) + units[i].Suffix;
        }

        throw new System.Diagnostics.UnreachableException();
    }

    /// <summary><c>34 %</c>; one decimal below ten when it has one: <c>7.5 %</c>.</summary>
    public static string Percent(Percent share) => Points(share.Points) + " %";

    /// <summary><c>10 pts</c>, <c>−2.5 pts</c>: the difference of two shares.</summary>
    public static string Points(Percent difference) => Points(difference.Points) + " pts";

    /// <summary>A count: <c>1,204</c>.</summary>
    public static string Number(long count) => (count < 0 ? Minus : "") + Math.Abs((decimal)count).ToString("#,0", Culture);

    /// <summary>One to ten in letters, then figures: <c>Six</c> registrations wait.</summary>
    public static string Words(int count) => count is >= 0 and <= 10 ? InLetters[count] : Number(count);

    /// <summary><c>1 registration</c>, <c>6 registrations</c>; <paramref name="plural"/> when it is not simply an s.</summary>
    public static string Count(long count, string singular, string? plural = null) =>
        $"{Number(count)} {(count == 1 ? singular : plural ?? singular + "s")}";

    /// <summary>Up to two capitals: <c>Kestrel Quay</c> is KQ, <c>Corvane</c> is C.</summary>
    public static string Initials(string name)
    {
        var words = name.Split([' ', '-', '\u00a0'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(w => char.IsLetterOrDigit(w[0]))
            .ToArray();
        return words.Length switch
        {
            0 => "?",
            1 => First(words[0]),
            _ => First(words[0]) + First(words[^1]),
        };

        static string First(string word) => new StringInfo(word).SubstringByTextElements(0, 1).ToUpperInvariant();
    }

    private static readonly string[] InLetters = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

    private static decimal ThreeDigits(decimal size, bool whole) =>
        decimal.Round(
            size,
            whole || size >= 100m ? 0
                : size >= 10m ? 1
                : 2,
            MidpointRounding.AwayFromZero
        );

    private static string Points(decimal points)
    {
        var rounded = decimal.Round(points, Math.Abs(points) < 10m ? 1 : 0, MidpointRounding.AwayFromZero);
        return (rounded < 0 ? Minus : "") + Math.Abs(rounded).ToString("#,0.#", Culture);
    }

    private static string Magnitude(this decimal amount, string format) => Math.Abs(amount).ToString(format, Culture);

    private static string Signed(Money amount, string magnitude) =>
        (amount.Minor < 0 && magnitude.Any(c => c is >= '1' and <= '9') ? Minus : "") + Symbol(amount.Currency) + magnitude;

    private static string Symbol(string currency) =>
        currency switch
        {
            "EUR" => "€",
            "GBP" => "£",
            "USD" => "$",
            "JPY" => "¥",
            "INR" => "₹",
            "AUD" => "A$",
            "CAD" => "CA$",
            "NZD" => "NZ$",
            _ => currency + " ",
        };
}
