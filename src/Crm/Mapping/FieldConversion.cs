using Entente.Crm.Port;

namespace Entente.Crm.Mapping;

/// <summary>What a value became. Not <paramref name="Ok"/>: it says nothing in the other type.</summary>
internal readonly record struct Converted(bool Ok, string? Value);

/// <summary>
/// A value from one type to another, in canonical spelling on both sides (<see cref="Canonical"/>); a multiple choice is
/// <c>a;b</c> in both CRMs. Empty stays empty in every type. Pure.
/// </summary>
internal static class FieldConversion
{
    /// <summary>
    /// Whether every value of the one type says something in the other. A number is always a text, a text not always a number: such
    /// a mapping would fail later, on some record, and is refused now.
    /// </summary>
    public static bool Fits(CrmFieldType from, CrmFieldType to) =>
        from == to
        || (
            from is not CrmFieldType.Other
            && to switch
            {
                CrmFieldType.Text or CrmFieldType.LongText => true,
                CrmFieldType.Date => from is CrmFieldType.Instant,
                CrmFieldType.Instant => from is CrmFieldType.Date,
                // Whether each value is an option is asked for itself.
                CrmFieldType.Choice => from is CrmFieldType.Text or CrmFieldType.Boolean,
                CrmFieldType.MultiChoice => from is CrmFieldType.Text or CrmFieldType.Choice,
                CrmFieldType.Reference => from is CrmFieldType.Text,
                _ => false,
            }
        );

    /// <summary>The type by whose spelling a value of this one is read: those that are read alike have the same.</summary>
    public static CrmFieldType Spelling(CrmFieldType type) =>
        type is CrmFieldType.Number or CrmFieldType.Boolean or CrmFieldType.Instant or CrmFieldType.Date or CrmFieldType.MultiChoice
            ? type
            : CrmFieldType.Text;

    /// <param name="zone">The account's zone: a day is a day there.</param>
    public static Converted Convert(string? value, CrmFieldType from, CrmFieldType to, TimeZoneInfo zone)
    {
        if (Normal(value, from) is not { } normal)
            return new Converted(true, null);
        return (from, to) switch
        {
            (CrmFieldType.Instant, CrmFieldType.Date) => Canonical.ReadInstant(normal) is { } at
                ? new(true, Canonical.Date(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime)))
                : new(false, normal),
            (CrmFieldType.Date, CrmFieldType.Instant) => Canonical.ReadDate(normal) is { } day
                ? new(true, Canonical.Instant(Noon(day, zone)))
                : new(false, normal),
            _ => As(normal, to),
        };
    }

    /// <summary>Entente's value as the CRM spells it, and back: by the list of a mapped choice; what is not listed stays.</summary>
    public static string? Listed(string? value, IReadOnlyDictionary<string, string> values, bool toCrm)
    {
        if (value is null || values.Count == 0)
            return value;
        return string.Join(';', value.Split(';').Select(v => One(v)));
        string One(string v) =>
            toCrm ? values.GetValueOrDefault(v, v) : values.FirstOrDefault(p => p.Value == v, new KeyValuePair<string, string>(v, v)).Key;
    }

    private static Converted As(string value, CrmFieldType to)
    {
        var normal = Normal(value, to);
        var says = to switch
        {
            CrmFieldType.Number => Canonical.ReadNumber(normal) is not null,
            CrmFieldType.Boolean => value.ToUpperInvariant() is "TRUE" or "FALSE" or "YES" or "NO" or "1" or "0",
            CrmFieldType.Date => Canonical.ReadDate(normal) is not null,
            CrmFieldType.Instant => Canonical.ReadInstant(normal) is not null,
            _ => true,
        };
        return new Converted(says, says ? normal : value);
    }

    /// <summary>The one spelling of a value of this type; what is no value of it stays as it is.</summary>
    private static string? Normal(string? value, CrmFieldType type) =>
        type switch
        {
            CrmFieldType.Number => Canonical.Number(value),
            CrmFieldType.Boolean => Canonical.Flag(value),
            CrmFieldType.Instant => Canonical.Instant(value),
            // A day may be written as the midnight of UTC that begins it.
            CrmFieldType.Date when Canonical.ReadDate(value) is null && Canonical.ReadInstant(value) is { } at => Canonical.Date(
                DateOnly.FromDateTime(at.UtcDateTime)
            ),
            CrmFieldType.MultiChoice => Canonical.Text(
                string.Join(
                    ';',
                    (value ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()
                )
            ),
            _ => Canonical.Text(value),
        };

    // Noon exists on every day in every zone, midnight does not; the day read back is the same.
    private static DateTimeOffset Noon(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
