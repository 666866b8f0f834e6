using Entente.Platform;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Tenancy;
using Npgsql;

namespace Entente.Host;

/// <summary>
/// The installation of a data folder, for admin commands: its database under whichever role a command needs, its keys. While the app runs its
/// PostgreSQL is asked; otherwise it is started for as long as the command takes.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly DataFolder? taken;
    private readonly PrivateCluster? cluster;
    private readonly Func<string, string> connect;

    private Installation(string path, DataFolder? taken, PrivateCluster? cluster, Func<string, string> connect) =>
        (Path, this.taken, this.cluster, this.connect) = (path, taken, cluster, connect);

    /// <summary>The data folder, in full.</summary>
    public string Path { get; }

    public string KeyFolder => KeysIn(Path);

    public static string KeysIn(string folder) => System.IO.Path.Combine(folder, "keys");

    /// <summary>A connection string for one of <see cref="Roles"/>.</summary>
    public string Connection(string role) => connect(role);

    /// <summary>Throws <see cref="ClusterException"/> with a sentence when nothing is there.</summary>
    /// <param name="database">An administrator's connection to an existing PostgreSQL; null: the private one.</param>
    public static async Task<Installation> Open(string folder, string? database, CancellationToken ct)
    {
        var path = System.IO.Path.GetFullPath(folder);
        if (database is not null)
            return new(path, null, null, Existing(path, database));
        if (!Directory.Exists(System.IO.Path.Combine(path, "pg")))
            throw new ClusterException($"There is no Entente in {path}: it holds no database. Give its --data folder, or --database.");
        if (DataFolder.Take(path) is not { } taken)
            return new(path, null, null, role => PrivateCluster.ConnectionStringBeside(path, role));
        try
        {
            var started = await PrivateCluster.Start(taken, Durability.Durable, ct);
            return new(path, taken, started, role => started.ConnectionString(role));
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>The use cases of all modules on this installation, with no web server and no background work.</summary>
    public ServiceProvider Services() => Services(Connection(Roles.App), KeyFolder);

    public static ServiceProvider Services(string app, string keyFolder)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Critical));
        services.AddEntente(Modules.All, () => app, keyFolder);
        return services.BuildServiceProvider(validateScopes: true);
    }

    /// <summary>A scope in which Entente itself acts in a workspace, asked for at the console.</summary>
    public static AsyncServiceScope As(IServiceProvider services, WorkspaceCard workspace)
    {
        var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace.Id, Channel.Console));
        return scope;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (cluster is not null)
            await cluster.DisposeAsync();
        taken?.Dispose();
    }

    private static Func<string, string> Existing(string path, string database)
    {
        if (!File.Exists(System.IO.Path.Combine(KeysIn(path), "roles.json")))
            throw new ClusterException(
                $"--database: {KeysIn(path)} does not hold the passwords of Entente's roles. Give the --data folder that this database is used with."
            );
        var passwords = RolePasswords.ReadOrMake(KeysIn(path));
        return role =>
        {
            var given = new NpgsqlConnectionStringBuilder(database) { Username = role, Password = passwords[role] };
            given.Database = string.IsNullOrEmpty(given.Database) ? Roles.Database : given.Database;
            return given.ConnectionString;
        };
    }
}
