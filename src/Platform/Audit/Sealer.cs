using System.Data;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Npgsql;

namespace Entente.Platform.Audit;

/// <summary>
/// Numbers and chains the entries of a workspace, below the transaction horizon: nothing can commit later beneath what is
/// sealed. Chaining inside the save would make everyone queue for the chain's end.
/// </summary>
public sealed class Sealer(NpgsqlDataSource database)
{
    private const int Batch = 5_000;

    /// <summary>Seals what can be sealed now. Returns how many entries; safe to run on several nodes at once.</summary>
    public async Task<int> Seal(WorkspaceId workspace, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var fence = new NpgsqlCommand(WorkspaceFence.Prefix(workspace), connection, transaction))
            await fence.ExecuteNonQueryAsync(ct);

        var head = await Head(connection, workspace, ct);
        var (entries, horizon) = await Unsealed(connection, workspace, head.Horizon, ct);
        if (entries.Count == 0)
            return 0;

        var hashes = new List<byte[]>(entries.Count);
        var last = head.Hash;
        for (var i = 0; i < entries.Count; i++)
            hashes.Add(last = AuditDigest.OfSeal(last, head.Number + i + 1, entries[i].Digest));

        await Write(connection, workspace, head.Number, entries, hashes, horizon, ct);
        await transaction.CommitAsync(ct);
        return entries.Count;
    }

    private static async Task<(ulong Horizon, long Number, byte[] Hash)> Head(
        NpgsqlConnection connection,
        WorkspaceId workspace,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(
            """
            insert into audit_head (workspace_id, horizon, number, hash) values ($1, '0', 0, $2) on conflict do nothing;
            """,
            connection
        );
        command.Parameters.Add(new() { Value = workspace.Value });
        command.Parameters.Add(new() { Value = AuditDigest.Genesis });
        await command.ExecuteNonQueryAsync(ct);

        await using var select = new NpgsqlCommand(
            "select horizon, number, hash from audit_head where workspace_id = $1 for update",
            connection
        );
        select.Parameters.Add(new() { Value = workspace.Value });
        await using var reader = await select.ExecuteReaderAsync(CommandBehavior.SingleRow, ct);
        await reader.ReadAsync(ct);
        return (reader.GetFieldValue<ulong>(0), reader.GetInt64(1), reader.GetFieldValue<byte[]>(2));
    }

    private static async Task<(List<(Guid Id, byte[] Digest)> Entries, ulong Horizon)> Unsealed(
        NpgsqlConnection connection,
        WorkspaceId workspace,
        ulong from,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(
            """
            with horizon as (select pg_snapshot_xmin(pg_current_snapshot()) as tx)
            select a.id, a.digest, a.tx, horizon.tx
              from audit_entry a, horizon
             where a.workspace_id = $1 and a.tx >= $2 and a.tx < horizon.tx
             order by a.tx, a.id
             limit $3
            """,
            connection
        );
        command.Parameters.Add(new() { Value = workspace.Value });
        command.Parameters.Add(new() { Value = from, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8 });
        command.Parameters.Add(new() { Value = Batch });
        var rows = new List<(Guid Id, byte[] Digest, ulong Tx)>();
        var horizon = from;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add((reader.GetGuid(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<ulong>(2)));
            horizon = reader.GetFieldValue<ulong>(3);
        }

        // A full batch may end in the middle of a transaction: leave that one for the next batch, or, when one transaction
        // alone fills the batch, it is read whole by the next, larger one.
        if (rows.Count == Batch)
        {
            var cut = rows[^1].Tx;
            var whole = rows.Where(r => r.Tx < cut).ToList();
            if (whole.Count == 0)
                return await WholeTransaction(connection, workspace, cut, ct);
            (rows, horizon) = (whole, cut);
        }
        return ([.. rows.Select(r => (r.Id, r.Digest))], horizon);
    }

    private static async Task<(List<(Guid, byte[])> Entries, ulong Horizon)> WholeTransaction(
        NpgsqlConnection connection,
        WorkspaceId workspace,
        ulong tx,
        CancellationToken ct
    )
    {
        await using var command = new NpgsqlCommand(
            "select id, digest from audit_entry where workspace_id = $1 and tx = $2 order by id",
            connection
        );
        command.Parameters.Add(new() { Value = workspace.Value });
        command.Parameters.Add(new() { Value = tx, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8 });
        var rows = new List<(Guid, byte[])>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add((reader.GetGuid(0), reader.GetFieldValue<byte[]>(1)));
        return (rows, tx + 1);
    }

    private static async Task Write(
        NpgsqlConnection connection,
        WorkspaceId workspace,
        long after,
        List<(Guid Id, byte[] Digest)> entries,
        List<byte[]> hashes,
        ulong horizon,
        CancellationToken ct
    )
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(
            new(
                """
                insert into audit_seal (workspace_id, number, entry_id, hash)
                select $1, $2 + o.n, o.entry, o.hash
                  from unnest($3::uuid[], $4::bytea[]) with ordinality as o(entry, hash, n)
                """
            )
            {
                Parameters =
                {
                    new() { Value = workspace.Value },
                    new() { Value = after },
                    new() { Value = entries.Select(e => e.Id).ToArray() },
                    new() { Value = hashes.ToArray() },
                },
            }
        );
        batch.BatchCommands.Add(
            new("update audit_head set horizon = $2, number = $3, hash = $4 where workspace_id = $1")
            {
                Parameters =
                {
                    new() { Value = workspace.Value },
                    new() { Value = horizon, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Xid8 },
                    new() { Value = after + entries.Count },
                    new() { Value = hashes[^1] },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(ct);
    }
}
