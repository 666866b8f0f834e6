using System.Text;
using System.Text.Json;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Secrets;
using Npgsql;

namespace Entente.Host.Moving;

/// <summary>
/// Brings a workspace that was taken elsewhere into this installation, beside those that are here, in one transaction: all of it or nothing. Its
/// people are joined with those who are known here by the same address.
/// </summary>
internal sealed class BringWorkspace(NpgsqlConnection all, string folder, WorkspaceManifest manifest, string slug)
{
    // The CRM went on without us: every connection rests until somebody has looked.
    private const string Rest = """
        update crm_connection set before = state, state = 'Paused', revision = revision + 1
         where workspace_id = $1 and state in ('Live', 'Backfilling')
        """;

    // The other installation may still run: two of them would send every mail twice. Held by nobody, and so freed by no node that starts.
    private const string Still = "update due_item set lease = null, lease_until = timestamptz '9999-01-01' where workspace_id = $1";

    private const string Begin = """
        update due_item set lease_until = null where workspace_id = $1 and lease is null and lease_until = timestamptz '9999-01-01'
        """;

    /// <summary>What rests since it was brought in begins.</summary>
    /// <returns>How many pieces of work.</returns>
    public static Task<int> Wake(NpgsqlConnection all, Guid workspace, CancellationToken ct) => all.Say(Begin, ct, workspace);

    /// <param name="box">Of this installation: every secret is closed with its key.</param>
    /// <returns>How many CRM connections rest, and how many people were known here.</returns>
    public async Task<(int Paused, int Known)> Run(IReadOnlyList<SealedColumn> columns, SecretBox box, CancellationToken ct)
    {
        await using var whole = await all.BeginTransactionAsync(ct);
        var tables = await WorkspaceTables.Of(all, ct);
        if (manifest.Rows.Keys.Except(tables.Select(t => t.Name), StringComparer.Ordinal).FirstOrDefault() is { } strange)
            throw new ClusterException($"The file has rows of a table '{strange}' that there is not here.");
        await Stage("workspace", Global.Workspace, WorkspacePack.Workspace, ct);
        await Only("workspace", "id", ct);
        await all.Say("update stage_workspace set slug = $1", ct, slug);
        await all.Say($"insert into workspace ({Global.Workspace}) select {Global.Workspace} from stage_workspace", ct);
        await Stage("person", Global.Person, WorkspacePack.Person, ct);
        var known = await Known(ct);
        await all.Say(
            $"insert into person ({Global.Person}) select {Global.Person} from stage_person s where not exists (select 1 from person p where p.id = s.id or p.email = s.email)",
            ct
        );
        foreach (var table in tables.Where(t => manifest.Rows.ContainsKey(t.Name)))
            await Bring(table, known, ct);
        await Close(columns, box, known, ct);
        await CarriedAudit.Renumber(all, manifest.Workspace, ct);
        await all.Say(Still, ct, manifest.Workspace);
        var paused = await all.Say(Rest, ct, manifest.Workspace);
        await whole.CommitAsync(ct);
        return (paused, known.Count);
    }

    private async Task Bring(WorkspaceTable table, Dictionary<Guid, Guid> known, CancellationToken ct)
    {
        await Stage(table.Name, table.List, WorkspacePack.Rows + table.Name, ct);
        await Only(table.Name, "workspace_id", ct);
        var stage = $"stage_{table.Name}";
        // Written once, bound by its chain: the audit keeps the ids it was written with.
        if (!table.Name.StartsWith("audit_", StringComparison.Ordinal))
            foreach (var (old, here) in known)
            foreach (var (column, type) in table.Columns)
                if (type == "uuid" && column != "workspace_id")
                    await all.Say($"update \"{stage}\" set \"{column}\" = $2 where \"{column}\" = $1", ct, old, here);
                else if (type is "jsonb" or "text")
                    await all.Say(
                        $"update \"{stage}\" set \"{column}\" = replace(\"{column}\"::text, $1, $2)::{type} where \"{column}\"::text like '%' || $1 || '%'",
                        ct,
                        old.ToString(),
                        here.ToString()
                    );
        var written = await all.Say($"insert into \"{table.Name}\" ({table.List}) select {table.List} from \"{stage}\"", ct);
        if (written != manifest.Rows[table.Name])
            throw new ClusterException($"The file names {manifest.Rows[table.Name]} rows of {table.Name} and has {written}.");
        await all.Say($"drop table \"{stage}\"", ct);
    }

    // Whoever made the file made its hashes too: a row of another workspace would be written into that one.
    private async Task Only(string table, string column, CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand(
            $"select exists (select 1 from \"stage_{table}\" where \"{column}\" is distinct from $1)",
            all
        );
        ask.Parameters.Add(new() { Value = manifest.Workspace });
        if (await ask.ExecuteScalarAsync(ct) is true)
            throw new ClusterException($"The file has rows of {table} that belong to another workspace.");
    }

    private async Task Stage(string table, string list, string name, CancellationToken ct)
    {
        await all.Say($"create temp table \"stage_{table}\" (like \"{table}\") on commit drop", ct);
        await using var rows = await all.BeginTextImportAsync($"copy \"stage_{table}\" ({list}) from stdin", ct);
        using var input = new StreamReader(Path.Combine(folder, name), new UTF8Encoding(false));
        while (await input.ReadLineAsync(ct) is { } line)
        {
            await rows.WriteAsync(line.AsMemory(), ct);
            await rows.WriteAsync("\n".AsMemory(), ct);
        }
    }

    /// <summary>Who is known here under another id: theirs there, theirs here.</summary>
    private async Task<Dictionary<Guid, Guid>> Known(CancellationToken ct)
    {
        await using var ask = new NpgsqlCommand(
            "select s.id, p.id from stage_person s join person p on p.email = s.email and p.id <> s.id",
            all
        );
        await using var rows = await ask.ExecuteReaderAsync(ct);
        var known = new Dictionary<Guid, Guid>();
        while (await rows.ReadAsync(ct))
            known.Add(rows.GetGuid(0), rows.GetGuid(1));
        return known;
    }

    private async Task Close(IReadOnlyList<SealedColumn> columns, SecretBox box, Dictionary<Guid, Guid> known, CancellationToken ct)
    {
        await using var file = File.OpenRead(Path.Combine(folder, WorkspacePack.Secrets));
        foreach (var secret in await JsonSerializer.DeserializeAsync<List<PackedSecret>>(file, cancellationToken: ct) ?? [])
        {
            if (columns.FirstOrDefault(c => c.Table == secret.Table && c.Column == secret.Column) is not { OfWorkspaces: true } column)
                throw new ClusterException($"The file has a secret in {secret.Table}.{secret.Column}, where no workspace has one here.");
            if (!Guid.TryParse(secret.Key.GetValueOrDefault("workspace_id"), out var of) || of != manifest.Workspace)
                throw new ClusterException($"The file has a secret of {secret.Table} that belongs to another workspace.");
            var key = column.Keys.Select(k => Here(secret.Key[k])).ToArray();
            await all.Say(
                $"update \"{column.Table}\" set \"{column.Column}\" = $1 where {string.Join(" and ", column.Keys.Select((k, i) => $"{k}::text = ${i + 2}"))}",
                ct,
                [secret.Open ? box.Close(column.Purpose, secret.Value) : secret.Value, .. key]
            );
        }

        string Here(string id) => Guid.TryParse(id, out var there) && known.TryGetValue(there, out var here) ? here.ToString() : id;
    }
}
