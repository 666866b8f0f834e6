using Entente.Platform.Data.Postgres;
using Npgsql;

namespace Entente.Tests.Start;

/// <summary>A PostgreSQL server as somebody else runs it: passwords, and people with more or fewer rights.</summary>
internal sealed class SharedDatabase : IAsyncDisposable
{
    public const string Name = "partners";
    private readonly string folder;
    private readonly DataFolder taken;
    private readonly PrivateCluster cluster;

    private SharedDatabase(string folder, DataFolder taken, PrivateCluster cluster) =>
        (this.folder, this.taken, this.cluster) = (folder, taken, cluster);

    public static async Task<SharedDatabase> Start(CancellationToken ct)
    {
        var made = Directory.CreateTempSubdirectory("entente-server-").FullName;
        var own = DataFolder.Take(made)!;
        var server = new SharedDatabase(made, own, await PrivateCluster.Start(own, Durability.Throwaway, ct));
        await File.WriteAllTextAsync(
            Path.Combine(made, "pg", "pg_hba.conf"),
            $"local all {Roles.Superuser} peer map=entente\nlocal all all scram-sha-256\n",
            ct
        );
        await server.Run("select pg_reload_conf()", ct);
        return server;
    }

    /// <summary>A role with a password, and how it connects.</summary>
    public async Task<string> Person(string name, string rights, CancellationToken ct)
    {
        await Run($"create role {name} login password 'open sesame' {rights}", ct);
        return As(name, "open sesame");
    }

    public string As(string role, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = cluster.SocketFolder,
            Username = role,
            Password = password,
            Database = Name,
        }.ConnectionString;

    /// <summary>As the server's own superuser.</summary>
    public Task Run(string statement, CancellationToken ct) => Run(statement, "postgres", ct);

    public async Task Run(string statement, string database, CancellationToken ct)
    {
        await using var source = Super(database);
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<T?> Ask<T>(string question, CancellationToken ct, string database = Name)
    {
        await using var source = Super(database);
        await using var command = source.CreateCommand(question);
        return await command.ExecuteScalarAsync(ct) is T answer ? answer : default;
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        taken.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private NpgsqlDataSource Super(string database) =>
        NpgsqlDataSource.Create(cluster.ConnectionString(Roles.Superuser, database) + ";Pooling=false");
}
