using Entente.Crm.Port;

namespace Entente.Registrations.Rules.Forms;

/// <summary>A value of one of the CRM's fields, kept with the claim: readable also when the field is gone.</summary>
/// <param name="Value">As the CRM is told, canonical.</param>
/// <param name="Shown">As people read it.</param>
public sealed record CustomValue(string Key, string Label, string Value, string Shown);

/// <summary>What a form makes of what was posted.</summary>
/// <param name="Wrong">By key.</param>
internal sealed record FormReading(ClaimInput Claim, IReadOnlyList<CustomValue> Custom, IReadOnlyDictionary<string, string> Wrong);

/// <summary>
/// Reads a posted form: only what it asks is taken, a locked or hidden field has its default, what stands in a section that is not for this claim
/// is left out, and the CRM's own fields are held against its schema. Pure.
/// </summary>
internal static class FormReader
{
    private const int LongestNumber = 40;

    public static FormReading Read(FormSheet sheet, ClaimInput posted)
    {
        var (values, wrong) = (
            new Dictionary<string, string?>(StringComparer.Ordinal),
            new Dictionary<string, string>(StringComparer.Ordinal)
        );
        var custom = new List<CustomValue>();
        foreach (var section in sheet.Sections.OrderBy(s => s.When is not null))
        {
            if (!FormSheet.Shows(section, k => values.GetValueOrDefault(k)))
                continue;
            foreach (var question in section.Questions)
            {
                var typed = question.Mode is FieldMode.Asked ? FormFields.Of(posted, question.Key) : question.Field.Default;
                if (question.Bound is { } bound)
                {
                    var (value, fault) = Read(bound, typed);
                    if (fault is not null && question.Mode is FieldMode.Asked)
                        wrong[question.Key] = fault;
                    else if (fault is null && value is not null)
                        custom.Add(new(question.Key, question.Label, value, Shown(bound, value)));
                    typed = value ?? ClaimReader.Lines(typed);
                }
                values[question.Key] = typed;
                if (question.Required && ClaimReader.OneLine(typed) is null)
                    wrong.TryAdd(question.Key, $"{question.Label.TrimEnd('?')}: this is needed.");
            }
        }
        return new(FormFields.With(posted, values), custom, wrong);
    }

    /// <summary>A typed value as the CRM takes it, or what to write instead; empty is neither.</summary>
    public static (string? Value, string? Fault) Read(BoundField field, string? typed)
    {
        if (ClaimReader.Lines(typed) is not { } text)
            return (null, null);
        switch (field.Type)
        {
            case CrmFieldType.Number:
                return text.Length <= LongestNumber && AmountText.Read(text) is { } number
                    ? (Canonical.Number(number), null)
                    : (null, "Write this in figures.");
            case CrmFieldType.Boolean:
                return text.ToUpperInvariant() switch
                {
                    "TRUE" or "YES" or "ON" or "1" => ("true", null),
                    "FALSE" or "NO" or "0" => ("false", null),
                    _ => (null, "Choose yes or no."),
                };
            case CrmFieldType.Date:
                return DateOnly.TryParseExact(
                    text,
                    "yyyy-MM-dd",
                    System.Globalization.CultureInfo.InvariantCulture,
                    System.Globalization.DateTimeStyles.None,
                    out var day
                )
                    ? (Canonical.Date(day), null)
                    : (null, "There is no such date. Write it like 2026-05-29.");
            case CrmFieldType.Choice:
                return Option(field, text) is { } one ? (one, null) : (null, "Choose from the list.");
            case CrmFieldType.MultiChoice:
                var chosen = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
                var known = chosen.ConvertAll(c => Option(field, c));
                return known.Contains(null) ? (null, "Choose from the list.")
                    : known.Count == 0 ? (null, null)
                    : (string.Join(';', known), null);
            default:
                var (line, longest) =
                    field.Type is CrmFieldType.LongText
                        ? (text, ClaimReader.LongestText)
                        : (ClaimReader.OneLine(text)!, ClaimReader.LongestLine);
                return line.Length <= longest ? (line, null) : (null, $"Keep this within {longest} characters; it has {line.Length}.");
        }
    }

    private static string? Option(BoundField field, string text) =>
        field.Options.FirstOrDefault(o => o.Value == text).Value
        ?? field.Options.FirstOrDefault(o => string.Equals(o.Label, text, StringComparison.OrdinalIgnoreCase)).Value;

    private static string Shown(BoundField field, string value) =>
        field.Type switch
        {
            CrmFieldType.Boolean => value == "true" ? "Yes" : "No",
            CrmFieldType.Choice or CrmFieldType.MultiChoice => string.Join(
                ", ",
                value.Split(';').Select(v => field.Options.FirstOrDefault(o => o.Value == v).Label ?? v)
            ),
            _ => value,
        };
}
