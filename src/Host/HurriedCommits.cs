using Npgsql;

namespace Entente.Host;

/// <summary>
/// While the demo's story is told, commits on the private PostgreSQL do not wait for the disk (<c>synchronous_commit = off</c>): thousands
/// of them, of data that a start throws away anyway when it finds the story half told. The end puts the setting back and only returns once
/// everything committed before it lies on the disk, so that what is marked as told is as durable as everything after it.
/// </summary>
internal sealed class HurriedCommits : IAsyncDisposable
{
    private readonly string super;

    private HurriedCommits(string super) => this.super = super;

    /// <param name="super">Connects as the superuser of the private cluster.</param>
    public static async Task<HurriedCommits> Begin(string super, CancellationToken ct)
    {
        await Run(super, ct, "alter system set synchronous_commit = off", "select pg_reload_conf()");
        return new HurriedCommits(super);
    }

    /// <summary>To be awaited before anybody is told that the story is there.</summary>
    public async ValueTask DisposeAsync() =>
        await Run(
            super,
            CancellationToken.None,
            "alter system reset synchronous_commit",
            "select pg_reload_conf()",
            // Whoever waits for this commit waits for all before it: the log is written in order.
            "set synchronous_commit = on",
            "select pg_logical_emit_message(true, 'entente', 'told')"
        );

    private static async Task Run(string super, CancellationToken ct, params string[] statements)
    {
        await using var source = NpgsqlDataSource.Create(super + ";Pooling=false");
        await using var connection = await source.OpenConnectionAsync(ct);
        // One by one: ALTER SYSTEM may not stand in a transaction with others.
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
