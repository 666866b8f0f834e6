using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Entente.Tests.Walls;

/// <summary>
/// All rows of a workspace as the database holds them, read from its own catalogue: a table that is added tomorrow is in it. Which rows are a
/// partner's follows from the ids that stand in them.
/// </summary>
internal sealed partial class Tokens
{
    private readonly List<(string Table, List<(string Column, string Value)> Cells)> rows = [];

    // The column that with the workspace makes a row's key.
    private readonly Dictionary<string, string> keys = [];

    /// <summary>Every id that is the workspace's, as a GUID.</summary>
    public HashSet<Guid> All { get; } = [];

    public static async Task<Tokens> Of(string connection, Guid workspace, CancellationToken ct)
    {
        var tokens = new Tokens();
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync(ct);
        await using (var fence = new NpgsqlCommand("select set_config('app.workspace', $1, false)", database))
        {
            fence.Parameters.Add(new() { Value = workspace.ToString() });
            await fence.ExecuteNonQueryAsync(ct);
        }
        foreach (var (table, key) in await Tables(database, ct))
        {
            tokens.keys[table] = key;
            await using var all = new NpgsqlCommand($"select to_jsonb(t)::text from {table} t", database);
            await using var reader = await all.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
                tokens.Add(table, reader.GetString(0));
        }
        return tokens;
    }

    /// <summary>The ids of the rows that name one of these ids, or a row that does, and so on.</summary>
    public HashSet<Guid> Belonging(params IEnumerable<Guid> to)
    {
        var mine = to.ToHashSet();
        int before;
        do
        {
            before = mine.Count;
            foreach (var (table, cells) in rows.Where(r => Names(r.Cells, mine)))
            foreach (var (column, value) in cells)
                if (column == keys[table] && Guid.TryParse(value, out var id))
                    mine.Add(id);
        } while (mine.Count > before);
        return mine;
    }

    /// <summary>Values of a column in rows that name one of these ids, of each table at most <paramref name="each"/>; null: of its key.</summary>
    public IEnumerable<string> Values(string? column, HashSet<Guid> ids, int each = 2) =>
        rows.Where(r => Names(r.Cells, ids))
            .GroupBy(r => r.Table)
            .SelectMany(t =>
                t.SelectMany(r => r.Cells).Where(c => c.Column == (column ?? keys[t.Key])).Select(c => c.Value).Distinct().Take(each)
            )
            .Distinct();

    /// <summary>A print of the rows that name one of these ids, table by table; <paramref name="but"/> are left out.</summary>
    public SortedDictionary<string, string> Print(HashSet<Guid> ids, params string[] but) =>
        new(
            rows.Where(r => !but.Contains(r.Table) && Names(r.Cells, ids))
                .GroupBy(r => r.Table)
                .ToDictionary(
                    t => t.Key,
                    t =>
                        Convert.ToHexString(
                            SHA256.HashData(
                                Encoding.UTF8.GetBytes(
                                    string.Join('\n', t.Select(r => string.Join('|', r.Cells)).Order(StringComparer.Ordinal))
                                )
                            )
                        )
                )
        );

    /// <summary>The GUIDs that stand in a text, dashed or not.</summary>
    public static IEnumerable<Guid> In(string text) => Guids().Matches(text).Select(m => Guid.Parse(m.Value, CultureInfo.InvariantCulture));

    private static bool Names(List<(string Column, string Value)> cells, HashSet<Guid> ids) =>
        cells.Exists(c => c.Column != "workspace_id" && Guid.TryParse(c.Value, out var id) && ids.Contains(id));

    private static async Task<List<(string Table, string Key)>> Tables(NpgsqlConnection database, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select r.relname, coalesce((
                     select a.attname from pg_index i join pg_attribute a on a.attrelid = r.oid and a.attnum = any(i.indkey)
                      where i.indrelid = r.oid and i.indisprimary and a.attname <> 'workspace_id'
                      order by array_position(i.indkey::int2[], a.attnum) limit 1), 'workspace_id')
              from pg_class r
             where r.relnamespace = 'public'::regnamespace and r.relkind = 'r'
               and exists (select from pg_attribute w where w.attrelid = r.oid and w.attname = 'workspace_id')
             order by 1
            """,
            database
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        var tables = new List<(string, string)>();
        while (await reader.ReadAsync(ct))
            tables.Add((reader.GetString(0), reader.GetString(1)));
        return tables;
    }

    private void Add(string table, string json)
    {
        using var row = System.Text.Json.JsonDocument.Parse(json);
        rows.Add((table, [.. row.RootElement.EnumerateObject().Select(p => (p.Name, p.Value.ToString()))]));
        foreach (var cell in row.RootElement.EnumerateObject())
            if (cell.Name != "workspace_id" && Guid.TryParse(cell.Value.ToString(), out var id) && id != Guid.Empty)
                All.Add(id);
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}")]
    private static partial Regex Guids();
}
