using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Npgsql;

namespace Entente.Platform.Data;

/// <summary>The next number of a named row of numbers in a workspace.</summary>
[NotAudited("bookkeeping: the number stands on its record")]
internal sealed class SequenceNumber : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public string Name { get; init; } = "";
    public long Last { get; init; }
}

/// <summary>
/// Numbers that people say aloud (<c>DR-1048</c>). Taken outside the transaction of the use case, so that nobody waits for
/// somebody else's save: unique and rising, with gaps where a save failed.
/// </summary>
public sealed class Numbers(NpgsqlDataSource database, Actor actor)
{
    /// <summary>The next number, starting at <paramref name="first"/>.</summary>
    public async Task<long> Next(string name, long first, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = FencedSql.Fenced(
            connection,
            actor.Workspace,
            """
            insert into sequence_number as s (workspace_id, name, last) values ($1, $2, $3)
            on conflict (workspace_id, name) do update set last = s.last + 1
            returning last
            """,
            [actor.Workspace.Value, name, first]
        );
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        return reader.GetInt64(0);
    }
}
