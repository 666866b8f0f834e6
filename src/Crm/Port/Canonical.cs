using System.Globalization;
using System.Text;

namespace Entente.Crm.Port;

/// <summary>
/// One spelling per value, so that equal things compare equal whatever the CRM's wire format: <c>12000.50</c> and <c>12000.5</c>,
/// epoch milliseconds and ISO instants, empty text and null.
/// </summary>
public static class Canonical
{
    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
        "yyyy-MM-dd'T'HH:mm:sszzz",
    ];

    /// <summary>
    /// Null for nothing or blanks only, otherwise the text without blanks at its ends. What no database text can hold (NUL,
    /// a lone surrogate) is left out.
    /// </summary>
    public static string? Text(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        var text = value.Contains('\0', StringComparison.Ordinal) ? value.Replace("\0", "", StringComparison.Ordinal) : value;
        text = HasLoneSurrogate(text) ? string.Concat(text.EnumerateRunes().Where(r => r != Rune.ReplacementChar)) : text;
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return true;
            i++;
        }
        return false;
    }

    /// <summary>Plain decimal notation without needless zeros; a text that is no number stays as it is.</summary>
    public static string? Number(string? value)
    {
        var text = Text(value);
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Number(number) : text;
    }

    public static string Number(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary><c>true</c>, <c>false</c> or null.</summary>
    public static string? Flag(string? value) =>
        Text(value)?.ToUpperInvariant() switch
        {
            null => null,
            "TRUE" or "1" or "YES" => "true",
            _ => "false",
        };

    /// <summary>UTC with milliseconds: <c>2026-11-20T10:00:00.000Z</c>.</summary>
    public static string Instant(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>As <see cref="Instant(DateTimeOffset)"/>; a text that is no instant stays as it is.</summary>
    public static string? Instant(string? value)
    {
        var text = Text(value);
        return ReadInstant(text) is { } instant ? Instant(instant) : text;
    }

    public static string Date(DateOnly value) => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? ReadDate(string? value) =>
        DateOnly.TryParseExact(Text(value), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public static decimal? ReadNumber(string? value) =>
        decimal.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>
    /// Reads what either CRM sends: ISO with <c>Z</c>, <c>+01:00</c> or Salesforce's <c>+0000</c>, or epoch milliseconds.
    /// </summary>
    public static DateTimeOffset? ReadInstant(string? value)
    {
        if (Text(value) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms))
        {
            return ms is >= -62_135_596_800_000 and <= 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;
        }

        // Salesforce writes the offset without its colon, which .NET refuses to read.
        if (text.Length > 5 && text[^5] is '+' or '-' && text[^4..].All(char.IsAsciiDigit))
            text = text[..^2] + ":" + text[^2..];
        return DateTimeOffset.TryParseExact(
            text,
            InstantFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? instant
            : null;
    }
}
