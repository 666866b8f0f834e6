using Entente.Access;
using Entente.Platform.Values;

namespace Entente.Partners.Import.Rules;

/// <summary>Which column of a file is what of a partner, and what holds for rows that do not say.</summary>
/// <param name="Columns">The column, from 0, of each of <see cref="PartnerColumns"/> that the file has.</param>
public sealed record PartnerMapping(
    IReadOnlyDictionary<string, int> Columns,
    PartnerType Type = PartnerType.Reseller,
    PartnerStatus Status = PartnerStatus.Active,
    PartnerRole Role = PartnerRole.Seller
)
{
    /// <summary>What the names of the columns suggest: a name that says it in full goes before one that only contains it.</summary>
    public static PartnerMapping Suggest(IReadOnlyList<string> header)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var taken = new HashSet<int>();
        foreach (var whole in (bool[])[true, false])
        foreach (var column in PartnerColumns.All.Where(c => !columns.ContainsKey(c.Name)))
            for (var i = 0; i < header.Count; i++)
                if (!taken.Contains(i) && column.Means(header[i], whole))
                {
                    columns[column.Name] = i;
                    taken.Add(i);
                    break;
                }
        return new(columns);
    }

    /// <summary>What is wrong with it, by column; empty when rows can be read by it.</summary>
    /// <param name="width">How many columns the file has.</param>
    public IReadOnlyDictionary<string, string> Faults(int width)
    {
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, at) in Columns)
            if (at < 0 || at >= width || !PartnerColumns.All.Any(c => c.Name == name))
                wrong[name] = "The file has no such column.";
        foreach (var twice in Columns.GroupBy(c => c.Value).SelectMany(g => g.OrderBy(c => c.Key, StringComparer.Ordinal).Skip(1)))
            wrong[twice.Key] = "This column is chosen for something else already.";
        if (!Columns.ContainsKey(PartnerColumns.Name))
            wrong[PartnerColumns.Name] = "Say which column holds the partner’s name.";
        if (!Enum.IsDefined(Type))
            wrong["defaultType"] = "Choose a partner type.";
        if (!Entente.Partners.Rules.Lifecycle.MayStart(Status))
            wrong["defaultStatus"] = "Choose a status in which a partner may start.";
        if (!Enum.IsDefined(Role))
            wrong["defaultRole"] = "Choose a role.";
        return wrong;
    }

    /// <summary>What stands in a cell, in one line; null for nothing, and for what people write for nothing.</summary>
    public string? Cell(IReadOnlyList<string> cells, string column) =>
        Columns.TryGetValue(column, out var at) && at >= 0 && at < cells.Count && TypedText.Line(cells[at]) is { Length: > 0 } text
            ? column != PartnerColumns.Name && Nothing.Contains(text.ToLowerInvariant())
                ? null
                : text
            : null;

    private static readonly string[] Nothing = ["-", "–", "—", "n/a", "na", "k.a.", "k. a.", "null", "none", "(none)", "keine", "keiner"];
}
