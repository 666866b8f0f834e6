using Entente.Crm;
using Entente.Platform.Matching;

namespace Entente.Partners.Import.Rules;

/// <summary>Rows of a file that mean one partner, in the order of the file.</summary>
internal sealed class PartnerGroup(IReadOnlyList<PartnerSaid> rows, ImportWorld world)
{
    public IReadOnlyList<PartnerSaid> Rows { get; } = [.. rows.OrderBy(r => r.Row)];

    public IReadOnlyList<AccountId> Companies =>
        [.. Rows.Select(r => CompanyOf(r, world)).OfType<KnownCompany>().Select(c => c.Id).Distinct().OrderBy(c => c.Value)];

    /// <summary>Those that rows give, and those of the companies that rows name.</summary>
    public IReadOnlyList<string> Domains => [.. Rows.SelectMany(r => DomainsOf(r, world)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What the rows call it; where none does, what the CRM calls it.</summary>
    public IReadOnlyList<string> Names { get; } =
    [
        .. rows.Where(r => r.NameKey.Length > 0)
            .Select(r => r.Name)
            .DefaultIfEmpty(rows.Select(r => CompanyOf(r, world)?.Name).FirstOrDefault(n => n is not null))
            .OfType<string>()
            .Where(n => n.Length is > 0 and <= NewPartner.LongestName)
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    public IReadOnlyList<string> Keys =>
        [.. Names.Select(n => CompanyName.Of(n).Key).Where(k => k.Length > 0).Distinct().Order(StringComparer.Ordinal)];

    public PartnerSaid Head => Rows[0];

    /// <summary>The same whatever the order of the rows.</summary>
    public string Canon => string.Join('\n', [.. Names, .. Domains, .. Companies.Select(c => c.ToString())]);

    public static KnownCompany? CompanyOf(PartnerSaid row, ImportWorld world) =>
        row.Company is { } typed ? world.Companies.GetValueOrDefault(typed) : null;

    public static IEnumerable<string> DomainsOf(PartnerSaid row, ImportWorld world) =>
        CompanyOf(row, world)?.Domain is { } theirs ? row.Domains.Append(theirs) : row.Domains;

    /// <summary>
    /// Rows that share a company of the CRM or a domain, however many are between them, are one partner; a row that gives neither is the partner of its
    /// name, where the file has one of that name. Of several with one name it is none: those it stands beside.
    /// </summary>
    public static List<PartnerGroup> Of(IReadOnlyList<PartnerSaid> rows, ImportWorld world)
    {
        var parent = Enumerable.Range(0, rows.Count).ToArray();
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
            foreach (var key in StrongKeys(rows[i], world))
                if (!first.TryAdd(key, i))
                    parent[Root(i)] = Root(first[key]);
        var groups = rows.Select((r, i) => (Row: r, Root: Root(i))).GroupBy(r => r.Root, r => r.Row).Select(g => g.ToList()).ToList();

        var (strong, weak) = (
            groups.FindAll(g => g.Exists(r => StrongKeys(r, world).Any())),
            groups.FindAll(g => !g.Exists(r => StrongKeys(r, world).Any()))
        );
        var named = strong
            .SelectMany(g => g.Select(r => r.NameKey).Where(k => k.Length > 0).Distinct().Select(k => (Key: k, Group: g)))
            .ToLookup(n => n.Key, n => n.Group, StringComparer.Ordinal);
        var alone = new List<List<PartnerSaid>>();
        foreach (var same in weak.SelectMany(g => g).GroupBy(r => r.NameKey, StringComparer.Ordinal))
            if (named[same.Key].ToList() is [var only])
                only.AddRange(same);
            else
                alone.Add([.. same]);
        return [.. strong.Concat(alone).Select(g => new PartnerGroup(g, world)).OrderBy(g => g.Head.Row)];

        int Root(int at)
        {
            while (parent[at] != at)
                at = parent[at] = parent[parent[at]];
            return at;
        }
    }

    private static IEnumerable<string> StrongKeys(PartnerSaid row, ImportWorld world) =>
        DomainsOf(row, world)
            .Select(d => "domain:" + d)
            .Concat(CompanyOf(row, world) is { } company ? ["company:" + company.Id] : Array.Empty<string>());

    /// <summary>What the rows say together: of each thing what the first one says that says it.</summary>
    public PartnerSaid Together() =>
        Head with
        {
            Name = Rows.Select(r => r.Name).FirstOrDefault(n => n.Length > 0) ?? Names.FirstOrDefault() ?? "",
            Domains = [.. Rows.SelectMany(r => r.Domains).Distinct(StringComparer.Ordinal)],
            Type = First(r => r.Type),
            Status = First(r => r.Status),
            Tier = First(r => r.Tier),
            Region = Rows.Select(r => r.Region).FirstOrDefault(v => v is not null),
            Manager = Rows.Select(r => r.Manager).FirstOrDefault(v => v is not null),
            Since = First(r => r.Since),
            Company = Rows.Select(r => r.Company).FirstOrDefault(v => v is not null),
        };

    /// <summary>Everybody the rows name, each once, as the first row has them.</summary>
    public IReadOnlyList<RowPerson> People => [.. Rows.Select(r => r.Person).OfType<RowPerson>().DistinctBy(p => p.Email)];

    private T? First<T>(Func<PartnerSaid, T?> of)
        where T : struct => Rows.Select(of).FirstOrDefault(v => v is not null);
}
