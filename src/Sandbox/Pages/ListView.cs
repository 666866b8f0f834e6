using Entente.Sandbox.Store;

namespace Entente.Sandbox.Pages;

internal sealed record Column(string Label, string Field, bool Number = false, bool Badge = false);

internal sealed record Row(string Path, IReadOnlyList<string?> Cells);

/// <summary>One page of a list.</summary>
/// <param name="Total">Living records of the kind, whatever is searched.</param>
internal sealed record ListView(
    Kind Kind,
    string Query,
    int Page,
    bool More,
    long Total,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Row> Rows,
    DateTimeOffset Now
)
{
    private const int PageSize = 25;

    public static ListView Load(CrmStore store, Kind kind, string query, int page, DateTimeOffset now)
    {
        var columns = ColumnsOf(kind);
        var schema = store.Schema(kind);
        var searched = HubSpot.ObjectTypes.Searched(kind).Select(n => schema[n]).ToList();
        var found = store
            .Newest(kind)
            .Where(r =>
                !r.Archived
                && (query.Length == 0 || searched.Exists(f => r.Get(f)?.Contains(query, StringComparison.OrdinalIgnoreCase) == true))
            )
            .Skip((page - 1) * PageSize)
            .Take(PageSize + 1)
            .ToList();
        var rows = found.Take(PageSize).Select(r => new Row(Show.Path(r), [.. columns.Select(c => Cell(store, r, c))])).ToList();
        return new(kind, query, page, found.Count > PageSize, store.CountLiving(kind), columns, rows, now);
    }

    private static string? Cell(CrmStore store, Record record, Column column) =>
        column.Field switch
        {
            "title" => Show.Title(store, record),
            "account" => store.PrimaryCompany(record.Id) is { } company ? Show.Title(store, company) : null,
            "modified" => Show.Instant(record.Modified),
            _ => Show.Value(store, record, store.Schema(record.Kind)[column.Field]),
        };

    private static Column[] ColumnsOf(Kind kind) =>
        kind switch
        {
            Kind.Company =>
            [
                new("Name", "title"),
                new("Domain", "domain"),
                new("City", "city"),
                new("Country", "country"),
                new("Owner", "hubspot_owner_id"),
                new("Changed", "modified", Number: true),
            ],
            Kind.Contact =>
            [
                new("Name", "title"),
                new("E-mail", "email"),
                new("Job title", "jobtitle"),
                new("Company", "account"),
                new("Changed", "modified", Number: true),
            ],
            _ =>
            [
                new("Name", "title"),
                new("Company", "account"),
                new("Stage", "dealstage", Badge: true),
                new("Amount", "amount", Number: true),
                new("Close date", "closedate"),
                new("Owner", "hubspot_owner_id"),
                new("Changed", "modified", Number: true),
            ],
        };
}
