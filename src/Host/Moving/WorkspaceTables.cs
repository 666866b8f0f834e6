using Entente.Platform.Data;
using Npgsql;

namespace Entente.Host.Moving;

/// <summary>A table that holds rows of workspaces, as the database has it.</summary>
/// <param name="Columns">In their order, with their types (<c>uuid</c>, <c>jsonb</c>, <c>text</c>).</param>
internal sealed record WorkspaceTable(string Name, IReadOnlyList<(string Name, string Type)> Columns)
{
    public string List => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));
}

/// <summary>
/// All of them, read from the database's own catalogue: a new table cannot be forgotten. Those that others point to stand first.
/// </summary>
internal static class WorkspaceTables
{
    // A person's sessions and factors are theirs, not the workspace's: they open other vendors' doors too.
    private const string Read = """
        select c.table_name, c.column_name, c.data_type
          from information_schema.columns c
          join pg_tables t on t.schemaname = 'public' and t.tablename = c.table_name
         where c.table_schema = 'public' and c.is_generated = 'NEVER'
           and exists (select 1 from information_schema.columns w
                        where w.table_schema = 'public' and w.table_name = c.table_name and w.column_name = 'workspace_id')
         order by c.table_name, c.ordinal_position
        """;

    private const string Pointing = """
        select distinct conrelid::regclass::text, confrelid::regclass::text
          from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid
        """;

    public static async Task<IReadOnlyList<WorkspaceTable>> Of(NpgsqlConnection all, CancellationToken ct)
    {
        var columns = new List<(string Table, string Name, string Type)>();
        await using (var read = new NpgsqlCommand(Read, all))
        await using (var rows = await read.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct))
                columns.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2)));
        var points = new List<(string From, string To)>();
        await using (var read = new NpgsqlCommand(Pointing, all))
        await using (var rows = await read.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct))
                points.Add((rows.GetString(0).Trim('"'), rows.GetString(1).Trim('"')));
        return Sorted(
            [.. columns.GroupBy(c => c.Table).Select(g => new WorkspaceTable(g.Key, [.. g.Select(c => (c.Name, c.Type))]))],
            points.ToLookup(p => p.From, p => p.To)
        );
    }

    /// <summary>People whom any row of a workspace names: a query with <c>$1</c> the workspace, or of all others with <paramref name="others"/>.</summary>
    public static string People(IReadOnlyList<WorkspaceTable> tables, bool others = false) =>
        string.Join(
            " union ",
            tables
                .Where(t => t.Name is not "due_item")
                .SelectMany(t =>
                    t.Columns.Where(c => c.Type == "uuid" && c.Name is not "workspace_id" and not "id")
                        .Select(c => $"select \"{c.Name}\" from \"{t.Name}\" where workspace_id {(others ? "<>" : "=")} $1")
                )
        );

    private static IReadOnlyList<WorkspaceTable> Sorted(IReadOnlyList<WorkspaceTable> tables, ILookup<string, string> points)
    {
        var (sorted, done) = (new List<WorkspaceTable>(), new HashSet<string>(StringComparer.Ordinal));
        var byName = tables.ToDictionary(t => t.Name, StringComparer.Ordinal);
        foreach (var table in tables)
            Put(table);
        return sorted;

        void Put(WorkspaceTable table)
        {
            if (!done.Add(table.Name))
                return;
            foreach (var to in points[table.Name])
                if (byName.TryGetValue(to, out var first))
                    Put(first);
            sorted.Add(table);
        }
    }
}
