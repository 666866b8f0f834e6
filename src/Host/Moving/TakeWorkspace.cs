using System.Data;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Npgsql;

namespace Entente.Host.Moving;

/// <summary>Takes everything of one workspace into one file, as of one moment, while Entente goes on working.</summary>
internal static class TakeWorkspace
{
    /// <param name="maintenance">The role that sees all rows.</param>
    public static async Task<WorkspaceManifest> Run(
        NpgsqlDataSource maintenance,
        WorkspaceCard workspace,
        IReadOnlyList<SealedColumn> columns,
        SecretBox box,
        string file,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var full = Path.GetFullPath(file);
        var folder = Directory.CreateDirectory(full + ".parts");
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        try
        {
            var (parts, rows, schema) = await Read(maintenance, workspace, columns, box, folder.FullName, ct);
            WorkspaceManifest? manifest = null;
            await Pack.Write(
                full,
                parts,
                hashes =>
                    manifest = new(1, now, schema, workspace.Id.Value, workspace.Slug, workspace.Name, workspace.Residency, rows, hashes),
                ct
            );
            return manifest!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(List<(string, string)> Parts, Dictionary<string, long> Rows, string Schema)> Read(
        NpgsqlDataSource maintenance,
        WorkspaceCard workspace,
        IReadOnlyList<SealedColumn> columns,
        SecretBox box,
        string folder,
        CancellationToken ct
    )
    {
        var schema = await Migrator.LastApplied(maintenance, ct) ?? "";
        await using var all = await maintenance.OpenConnectionAsync(ct);
        await using var moment = await all.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var tables = await WorkspaceTables.Of(all, ct);
        var (parts, rows) = (new List<(string, string)>(), new Dictionary<string, long>(StringComparer.Ordinal));
        var ours = $"'{workspace.Id.Value}'";
        Directory.CreateDirectory(Path.Combine(folder, "rows"));
        Directory.CreateDirectory(Path.Combine(folder, "global"));
        foreach (var table in tables)
        {
            var closed = columns.Where(c => c.Table == table.Name).Select(c => c.Column).ToHashSet(StringComparer.Ordinal);
            var list = string.Join(", ", table.Columns.Select(c => closed.Contains(c.Name) ? Emptied(c.Name) : $"\"{c.Name}\""));
            var count = await Copy(
                all,
                $"select {list} from \"{table.Name}\" where workspace_id = {ours}",
                Put(WorkspacePack.Rows + table.Name),
                ct
            );
            rows[table.Name] = count;
        }
        await Copy(all, $"select {Global.Workspace} from workspace where id = {ours}", Put(WorkspacePack.Workspace), ct);
        await Copy(
            all,
            $"select {Global.Person} from person where id in ({WorkspaceTables.People(tables).Replace("$1", ours, StringComparison.Ordinal)})",
            Put(WorkspacePack.Person),
            ct
        );
        await using (var output = Pack.OwnFile(Put(WorkspacePack.Secrets), FileMode.Create))
            await JsonSerializer.SerializeAsync(output, await Opened(all, workspace, columns, box, ct), cancellationToken: ct);
        return (parts, rows, schema);

        string Put(string name)
        {
            var path = Path.Combine(folder, name);
            parts.Add((name, path));
            return path;
        }
    }

    private static string Emptied(string column) =>
        $"case when \"{column}\" like '{SealedColumns.Mark}%' then '' else \"{column}\" end as \"{column}\"";

    private static async Task<long> Copy(NpgsqlConnection all, string select, string path, CancellationToken ct)
    {
        await using var output = new StreamWriter(Pack.OwnFile(path, FileMode.Create), new UTF8Encoding(false));
        using var rows = await all.BeginTextExportAsync($"copy ({select}) to stdout", ct);
        var count = 0L;
        // A line of COPY is a row: line ends within values are escaped.
        while (await rows.ReadLineAsync(ct) is { } line)
        {
            await output.WriteAsync(line.AsMemory(), ct);
            await output.WriteAsync('\n');
            count++;
        }
        return count;
    }

    private static async Task<List<PackedSecret>> Opened(
        NpgsqlConnection all,
        WorkspaceCard workspace,
        IReadOnlyList<SealedColumn> columns,
        SecretBox box,
        CancellationToken ct
    )
    {
        var found = new List<PackedSecret>();
        foreach (var column in columns.Where(c => c.OfWorkspaces))
        foreach (var value in await column.Closed(all, workspace.Id, ct))
            found.Add(Open(column, value, box));
        return found;
    }

    private static PackedSecret Open(SealedColumn column, ClosedValue value, SecretBox box)
    {
        var key = column
            .Keys.Zip(value.Key, (k, v) => (k, Text: Convert.ToString(v, CultureInfo.InvariantCulture)!))
            .ToDictionary(p => p.k, p => p.Text, StringComparer.Ordinal);
        try
        {
            return new(column.Table, column.Column, key, box.Open(column.Purpose, value.Text), true);
        }
        catch (CryptographicException)
        {
            return new(column.Table, column.Column, key, value.Text, false);
        }
    }
}

/// <summary>The columns of the two tables without a workspace of which a workspace takes rows along.</summary>
internal static class Global
{
    public const string Workspace = "id, slug, name, time_zone, currency, brand_hue, residency, created_at";
    public const string Person = "id, email, name, created_at";
}
