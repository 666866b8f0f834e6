using System.Globalization;
using Entente.Access;
using Entente.Partners.Import.Rules;

namespace Entente.Partners.Import;

/// <summary>Which column is what, as the browser sends it: a select for each, its value the column's place.</summary>
public sealed class ImportForm
{
    public Dictionary<string, string>? Columns { get; set; }
    public string? DefaultType { get; set; }
    public string? DefaultStatus { get; set; }
    public string? DefaultRole { get; set; }

    internal static ImportForm Of(PartnerMapping mapping) =>
        new()
        {
            Columns = mapping.Columns.ToDictionary(c => c.Key, c => c.Value.ToString(CultureInfo.InvariantCulture)),
            DefaultType = mapping.Type.ToString(),
            DefaultStatus = mapping.Status.ToString(),
            DefaultRole = mapping.Role.ToString(),
        };

    internal PartnerMapping Read() =>
        new(
            (Columns ?? [])
                .Where(c => int.TryParse(c.Value, CultureInfo.InvariantCulture, out _))
                .ToDictionary(c => c.Key, c => int.Parse(c.Value, CultureInfo.InvariantCulture), StringComparer.Ordinal),
            Forms.Enum<PartnerType>(DefaultType),
            Forms.Enum<PartnerStatus>(DefaultStatus),
            Forms.Enum<PartnerRole>(DefaultRole)
        );
}
