using System.Globalization;
using Entente.Crm.Listed;
using Entente.Crm.Port;
using Entente.Ui;

namespace Entente.Pipeline.Safelist;

/// <summary>A value of a CRM's own field as people read it. Pure.</summary>
internal static class OwnFieldText
{
    /// <param name="value">Canonical, as the mirror holds it.</param>
    /// <returns>Null for what says nothing to a person, such as the id of another record.</returns>
    public static string? Of(CrmNativeField field, string value) =>
        field.Type switch
        {
            CrmFieldType.Reference => null,
            CrmFieldType.Boolean => Canonical.Flag(value) switch
            {
                "true" => "Yes",
                "false" => "No",
                _ => value,
            },
            CrmFieldType.Date => Canonical.ReadDate(value) is { } day ? Format.DateInFull(day) : value,
            CrmFieldType.Instant => Canonical.ReadInstant(value) is { } at
                ? Format.DateInFull(DateOnly.FromDateTime(at.UtcDateTime))
                : value,
            CrmFieldType.Number when field.Options.Count == 0 => Canonical.ReadNumber(value) is { } number
                ? number.ToString("#,0.##", CultureInfo.InvariantCulture)
                : value,
            CrmFieldType.MultiChoice => string.Join(
                ", ",
                value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(v => Label(field, v))
            ),
            _ => Label(field, value),
        };

    private static string Label(CrmNativeField field, string value) =>
        field.Options.FirstOrDefault(o => string.Equals(o.Value, value, StringComparison.Ordinal))?.Label ?? value;
}
