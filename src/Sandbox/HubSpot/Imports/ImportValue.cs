using System.Globalization;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Imports;

/// <summary>A cell as people write it into files, as the value the API would be given: labels for options, names for owners and stages, local dates.</summary>
internal static class ImportValue
{
    /// <summary>The value; the cell itself when nothing is known of it, which is then judged like any other.</summary>
    public static string Read(CrmStore store, Field field, string cell, string dateFormat)
    {
        var text = cell.Trim();
        if (Kinds.PipelineFields(field.Kind) is { } names && (field.Name == names.Stage || field.Name == names.Pipeline))
            return Placed(store, field, text, field.Name == names.Stage);
        return field.Type switch
        {
            FieldType.Choice => Option(field, text),
            FieldType.MultiChoice => string.Join(';', text.Split(';', StringSplitOptions.TrimEntries).Select(part => Option(field, part))),
            FieldType.Bool => text.ToUpperInvariant() switch
            {
                "YES" => "true",
                "NO" => "false",
                _ => text,
            },
            FieldType.Date or FieldType.DateTime => Day(text, dateFormat),
            FieldType.Number or FieldType.Currency => text.Replace(",", "", StringComparison.Ordinal),
            FieldType.Owner => Owner(store, text),
            _ => cell,
        };
    }

    private static string Option(Field field, string text) =>
        (
            field.Options.FirstOrDefault(o => o.Value == text)
            ?? field.Options.FirstOrDefault(o => string.Equals(o.Label, text, StringComparison.OrdinalIgnoreCase))
        )?.Value
        ?? text;

    private static string Placed(CrmStore store, Field field, string text, bool stage)
    {
        var all = store.PipelinesOf(field.Kind);
        var known = stage ? all.SelectMany(p => p.Stages).Select(s => (s.Id, s.Label)) : all.Select(p => (p.Id, p.Label));
        return known
                .Where(k => k.Id == text || string.Equals(k.Label, text, StringComparison.OrdinalIgnoreCase))
                .Select(k => k.Id)
                .FirstOrDefault()
            ?? text;
    }

    private static string Owner(CrmStore store, string text) =>
        store.Owners.FirstOrDefault(o =>
            string.Equals(o.Email, text, StringComparison.OrdinalIgnoreCase)
            || string.Equals(o.Name, text, StringComparison.OrdinalIgnoreCase)
        )
            is { } owner
            ? owner.Id.ToString(CultureInfo.InvariantCulture)
            : text;

    /// <summary>`20/11/2026`, `20-11-2026`, `20.11.2026` in the order that was told; ISO is always read.</summary>
    private static string Day(string text, string format)
    {
        var parts = text.Split('/', '-', '.');
        if (parts.Length != 3 || Canonical.ReadInstant(text) is not null)
            return text;
        var (year, month, day) = format switch
        {
            "DAY_MONTH_YEAR" => (parts[2], parts[1], parts[0]),
            "YEAR_MONTH_DAY" => (parts[0], parts[1], parts[2]),
            _ => (parts[2], parts[0], parts[1]),
        };
        return $"{year}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}";
    }
}
