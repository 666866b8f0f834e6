using System.Globalization;
using System.Text.RegularExpressions;

namespace Entente.Collaboration.Rules;

/// <summary>Amounts of money as people write them: <c>€ 84,000</c>, <c>84.000,50 EUR</c>, <c>$1.2m</c>, <c>CHF 12'000</c>, <c>500万円</c>.</summary>
public static partial class Amounts
{
    private static readonly Dictionary<string, string> Signs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["€"] = "EUR",
        ["euro"] = "EUR",
        ["euros"] = "EUR",
        ["$"] = "USD",
        ["us$"] = "USD",
        ["dollars"] = "USD",
        ["£"] = "GBP",
        ["¥"] = "JPY",
        ["円"] = "JPY",
        ["元"] = "CNY",
        ["rmb"] = "CNY",
        ["₩"] = "KRW",
        ["원"] = "KRW",
        ["zł"] = "PLN",
        ["kč"] = "CZK",
        ["₺"] = "TRY",
        ["₽"] = "RUB",
        ["r$"] = "BRL",
        ["fr."] = "CHF",
        ["kr"] = "",
        ["kr."] = "",
    };

    private static readonly HashSet<string> Codes = new(
        "EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON TRY JPY CNY KRW INR AUD CAD NZD BRL MXN ZAR SGD HKD AED SAR ILS UAH RUB BGN".Split(
            ' '
        ),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The first amount with a currency in the text.</summary>
    public static (decimal Value, string? Currency)? Find(string text) => Read(text, bare: false);

    /// <param name="bare">Whether a number without a currency counts.</param>
    public static (decimal Value, string? Currency)? Read(string text, bool bare)
    {
        foreach (Match match in Amount().Matches(text))
        {
            var currency = Currency(match.Groups["before"].Value) ?? Currency(match.Groups["after"].Value);
            if (currency is null && !bare)
                continue;
            if (Number(match.Groups["number"].Value) is not { } value)
                continue;
            var times = Times(match.Groups["times"].Value);
            if (value <= 0 || value > 1_000_000_000_000m / times)
                continue;
            return (value * times, string.IsNullOrEmpty(currency) ? null : currency);
        }
        return null;
    }

    private static string? Currency(string word)
    {
        var text = word.Trim();
        return Codes.Contains(text) ? text.ToUpperInvariant() : Signs.GetValueOrDefault(text);
    }

    private static decimal Times(string word) =>
        word.Trim().ToLowerInvariant() switch
        {
            "k" or "tsd" or "tsd." or "mille" or "mil" or "thousand" or "tausend" or "t" or "tkr" => 1_000,
            "m"
            or "mio"
            or "mio."
            or "million"
            or "millions"
            or "millionen"
            or "mln"
            or "millones"
            or "milioni"
            or "milhões"
            or "miljoen"
            or "miljoner" => 1_000_000,
            "万" or "萬" => 10_000,
            "百万" => 1_000_000,
            "億" or "亿" => 100_000_000,
            _ => 1,
        };

    // The last mark with one or two digits behind it, or one that stands alone among marks of the other kind, is the decimal's.
    private static decimal? Number(string digits)
    {
        var text = digits
            .Replace(" ", "", StringComparison.Ordinal)
            .Replace("\u00A0", "", StringComparison.Ordinal)
            .Replace("\u202F", "", StringComparison.Ordinal)
            .Replace("'", "", StringComparison.Ordinal)
            .Replace("’", "", StringComparison.Ordinal);
        var last = text.LastIndexOfAny([',', '.']);
        if (last >= 0)
        {
            var behind = text.Length - last - 1;
            var marks = text.Count(c => c is ',' or '.');
            var mixed = text.Contains(',', StringComparison.Ordinal) && text.Contains('.', StringComparison.Ordinal);
            var isDecimal =
                behind is 1 or 2 || (mixed && text.Count(c => c == text[last]) == 1 && behind != 3) || (behind > 3 && marks == 1);
            var whole = string.Concat(text[..last].Where(char.IsAsciiDigit));
            text = isDecimal ? whole + "." + text[(last + 1)..] : string.Concat(text.Where(char.IsAsciiDigit));
        }
        return
            text.Length is > 0 and < 20
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
    }

    // Every repetition is bounded, so that it takes no longer than the text's length.
    [GeneratedRegex(
        @"(?<before>(?:us\$|r\$|[€$£¥₩₺₽]|\b[a-z]{3}\b|\bkr\.?|\bfr\.)?)[ \u00A0\u202F]?(?<number>[0-9]{1,3}(?:[ \u00A0\u202F'’.,][0-9]{3}){1,4}(?:[.,][0-9]{1,2})?|[0-9]{1,12}(?:[.,][0-9]{1,4})?)[ \u00A0\u202F]?(?<times>(?:百万|[万萬億亿]|(?:k|tsd\.?|mille|mil|thousand|tausend|mio\.?|millions?|millionen|mln|millones|milioni|milhões|miljoen|miljoner|m|tkr)\b)?)[ \u00A0\u202F]?(?<after>(?:euros?|dollars|rmb|kč|zł|kr\.?|[€$£¥円元원₩₺₽]|\b[a-z]{3}\b)?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Amount();
}
