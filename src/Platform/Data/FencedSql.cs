using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Entente.Platform.Data;

/// <summary>
/// Hand-written SQL, where LINQ cannot say it (bulk writes from arrays, measured hot reads), behind the same fence: the workspace
/// is set in the same batch. Parameters are <c>$1, $2 …</c>; arrays go as arrays. Runs in the context's transaction if there is one.
/// </summary>
public static class FencedSql
{
    /// <summary>Rows of one statement.</summary>
    public static async Task<List<T>> Read<T>(
        this EntenteDb db,
        string sql,
        Func<NpgsqlDataReader, T> row,
        CancellationToken ct,
        params object?[] parameters
    )
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var batch = Batch(db, sql, parameters);
            await using var reader = await batch.ExecuteReaderAsync(ct);
            if (batch.BatchCommands.Count > 1)
                await reader.NextResultAsync(ct);
            db.HasBeenFenced();
            var rows = new List<T>();
            while (await reader.ReadAsync(ct))
                rows.Add(row(reader));
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>
    /// Changes rows that are not audited one by one (mirrors, queues) and says how many. For audited rows use
    /// <see cref="Bulk"/>, which takes the audit entry.
    /// </summary>
    public static async Task<int> Write(this EntenteDb db, string sql, CancellationToken ct, params object?[] parameters)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var batch = Batch(db, sql, parameters);
            await using var reader = await batch.ExecuteReaderAsync(ct);
            while (await reader.NextResultAsync(ct)) { }
            db.HasBeenFenced();
            return (int)batch.BatchCommands[^1].RecordsAffected;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Tells PostgreSQL for the rest of the context's transaction whose rows it is about.</summary>
    internal static async Task Fence(this EntenteDb db, CancellationToken ct)
    {
        if (db.Workspace == default || db.IsFenced)
            return;
        await db.Database.ExecuteSqlRawAsync(WorkspaceFence.Prefix(db.Workspace), ct);
    }

    internal static NpgsqlBatch Fenced(NpgsqlConnection connection, WorkspaceId workspace, string sql, object?[] parameters)
    {
        var batch = Bare(connection, sql, parameters);
        batch.BatchCommands.Insert(0, new(WorkspaceFence.Prefix(workspace)));
        return batch;
    }

    private static NpgsqlBatch Bare(NpgsqlConnection connection, string sql, object?[] parameters)
    {
        var batch = new NpgsqlBatch(connection);
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in parameters)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        batch.BatchCommands.Add(command);
        return batch;
    }

    private static NpgsqlBatch Batch(EntenteDb db, string sql, object?[] parameters)
    {
        if (db.Workspace == default)
            throw new InvalidOperationException("Nobody acts in this scope: fill the ActorSlot first.");
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var batch = db.IsFenced ? Bare(connection, sql, parameters) : Fenced(connection, db.Workspace, sql, parameters);
        batch.Transaction = db.Database.CurrentTransaction?.GetDbTransaction() as NpgsqlTransaction;
        return batch;
    }
}
