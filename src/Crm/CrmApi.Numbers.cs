using System.Globalization;
using System.Text.Json;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

public sealed partial class CrmApi
{
    /// <summary>
    /// The numbers that the CRM keeps on these companies, by its own names of the fields; those that are mirrored, as they stand now. A company without
    /// any is missing.
    /// </summary>
    public async Task<IReadOnlyDictionary<AccountId, IReadOnlyDictionary<string, decimal>>> Numbers(
        IReadOnlyCollection<AccountId> accounts,
        CancellationToken ct
    )
    {
        var rows = await (
            from a in db.Set<AccountRow>().Where(a => accounts.Contains(a.Id) && !a.Deleted)
            join r in db.Set<MirroredRecord>().Where(r => r.Kind == CrmObject.Account)
                on new { a.ConnectionId, a.CrmId } equals new { r.ConnectionId, r.CrmId }
            select new { a.Id, r.Fields }
        ).ToListAsync(ct);
        return rows.Select(r => (r.Id, Numbers: In(r.Fields)))
            .Where(r => r.Numbers.Count > 0)
            .DistinctBy(r => r.Id)
            .ToDictionary(r => r.Id, r => r.Numbers);
    }

    // What the CRM's own fields are called stands behind the prefix; the neutral ones (phone, dates) are no measures.
    private static IReadOnlyDictionary<string, decimal> In(string fields)
    {
        using var read = JsonDocument.Parse(fields);
        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var field in read.RootElement.EnumerateObject())
            if (
                field.Name.StartsWith(CrmFields.RawPrefix, StringComparison.Ordinal)
                && field.Value.ValueKind is JsonValueKind.String
                && decimal.TryParse(
                    field.Value.GetString(),
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
                numbers[field.Name[CrmFields.RawPrefix.Length..]] = number;
        return numbers;
    }
}
