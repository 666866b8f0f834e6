using Entente.Registrations.Rules;

namespace Entente.Registrations.Import;

/// <summary>Which column is what, as the browser sends it: a select for each field, its value the column's place.</summary>
public sealed class ImportForm
{
    public Dictionary<string, string>? Columns { get; set; }
    public string? Kind { get; set; }
    public string? Partner { get; set; }
    public bool Consent { get; set; }

    internal static ImportForm Of(ImportMapping mapping) =>
        new()
        {
            Columns = mapping.Columns.ToDictionary(c => c.Key, c => c.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            Kind = mapping.Kind.ToString(),
            Partner = mapping.Partner?.ToString("N"),
            Consent = mapping.Consent,
        };

    internal ImportMapping Read() =>
        new(
            (Columns ?? [])
                .Where(c => int.TryParse(c.Value, System.Globalization.CultureInfo.InvariantCulture, out _))
                .ToDictionary(
                    c => c.Key,
                    c => int.Parse(c.Value, System.Globalization.CultureInfo.InvariantCulture),
                    StringComparer.Ordinal
                ),
            Enum.TryParse<RegistrationKind>(Kind, out var kind) && Enum.IsDefined(kind) ? kind : RegistrationKind.Deal,
            Guid.TryParse(Partner, out var partner) ? partner : null,
            Consent
        );
}
