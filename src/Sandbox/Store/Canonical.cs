using System.Globalization;

namespace Entente.Sandbox.Store;

/// <summary>
/// The one text form in which a value of each type is kept: numbers `1234.5`, `true`/`false`, dates `2026-11-20`, instants
/// `2026-11-20T10:00:00.000Z`, option values (several joined by `;`), owners by their decimal id.
/// </summary>
internal static class Canonical
{
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    public static string Instant(long epochMs) => Instant(DateTimeOffset.FromUnixTimeMilliseconds(epochMs));

    /// <summary>Canonical form of what a client sent, or why it cannot be kept. Instants and dates may also come as epoch milliseconds.</summary>
    public static Refusal? Read(Field field, string raw, out string value)
    {
        value = raw;
        switch (field.Type)
        {
            case FieldType.Number or FieldType.Currency:
                if (!decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                    return new(RefusalCode.InvalidNumber, field, raw);
                value = number.ToString("0.############################", CultureInfo.InvariantCulture);
                return null;
            case FieldType.Bool:
                value = raw.ToLowerInvariant();
                return value is "true" or "false" ? null : new(RefusalCode.InvalidBool, field, raw);
            case FieldType.Date:
                if (ReadInstant(raw) is not { } day || (IsNumber(raw) && day.UtcDateTime.TimeOfDay != TimeSpan.Zero))
                    return new(RefusalCode.InvalidDate, field, raw);
                value = day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                return null;
            case FieldType.DateTime:
                if (ReadInstant(raw) is not { } at)
                    return new(RefusalCode.InvalidDateTime, field, raw);
                value = Instant(at);
                return null;
            case FieldType.Choice:
                return field.Options.Count == 0 || field.Options.Any(o => o.Value == raw)
                    ? null
                    : new(RefusalCode.InvalidOption, field, raw);
            case FieldType.MultiChoice:
                var parts = raw.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                var unknown = parts.FirstOrDefault(p => field.Options.All(o => o.Value != p));
                value = string.Join(';', parts.Distinct(StringComparer.Ordinal));
                return unknown is null ? null : new(RefusalCode.InvalidOption, field, unknown);
            case FieldType.Email:
                value = raw.Trim().ToLowerInvariant();
                return IsEmail(value) ? null : new(RefusalCode.InvalidEmail, field, raw);
            case FieldType.Owner:
                return RecordIds.TryParse(Kind.Owner, raw, out _) ? null : new(RefusalCode.InvalidOwner, field, raw);
            default:
                return raw.Length <= 65_536 ? null : new(RefusalCode.TooLong, field, raw[..40]);
        }
    }

    /// <summary>ISO date, ISO date-time (any offset, also `+0000`) or epoch milliseconds.</summary>
    public static DateTimeOffset? ReadInstant(string raw)
    {
        if (IsNumber(raw))
        {
            return
                long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms)
                && ms is > -62_135_596_800_000 and < 253_402_300_800_000
                ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
                : null;
        }
        if (raw.Length < 10 || raw[4] != '-' || raw[7] != '-')
            return null;
        return DateTimeOffset.TryParse(raw, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }

    private static bool IsNumber(string raw) =>
        raw.Length > 0 && raw.AsSpan(raw[0] == '-' ? 1 : 0) is { Length: > 0 } digits && !digits.ContainsAnyExceptInRange('0', '9');

    private static bool IsEmail(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        var domain = value[(at + 1)..];
        return at > 0
            && domain.Contains('.', StringComparison.Ordinal)
            && domain[0] != '.'
            && domain[^1] != '.'
            && !value.Any(char.IsWhiteSpace)
            && !domain.Contains('@', StringComparison.Ordinal);
    }
}
