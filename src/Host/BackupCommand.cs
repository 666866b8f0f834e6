using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Npgsql;

namespace Entente.Host;

/// <summary><c>./entente backup</c> and <c>./entente restore</c>: see docs/backup.md.</summary>
internal static class BackupCommand
{
    private const string Help = """
        ./entente backup FILE [--data DIR] [--database CONNECTION]     everything in one file, also while Entente runs
        ./entente restore FILE [--data DIR] [--database CONNECTION]    into an empty data folder, or an empty database
        """;

    public static Task<int> Backup(string[] words) =>
        words is [var file, .. var rest] && Where.Parse(rest) is { } where ? Here.Said(() => Take(file, where)) : Commands.Refuse(Help);

    public static Task<int> Restore(string[] words) =>
        words is [var file, .. var rest] && Where.Parse(rest) is { } where ? Here.Said(() => Bring(file, where)) : Commands.Refuse(Help);

    private static async Task<int> Take(string file, Where where)
    {
        await using var installation = await Installation.Open(where.Data, where.Database, CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow();
        await Host.Backup.Run(installation.Connection(Roles.Maintenance), installation.Path, file, now, CancellationToken.None);
        Console.WriteLine(
            $"{file} ({new FileInfo(file).Length / 1024.0 / 1024.0:F1} MB): the database as of {now:yyyy-MM-dd HH:mm:ss} UTC, and the keys that open it. Keep it as safe as the installation itself."
        );
        return 0;
    }

    private static async Task<int> Bring(string file, Where where)
    {
        if (!File.Exists(file))
            throw new ClusterException($"There is no file {file}.");
        if (Host.Restore.WhyNotInto(where.Data) is { } full)
            throw new ClusterException(full);
        using var taken =
            DataFolder.Take(where.Data) ?? throw new ClusterException($"Entente already runs on {Path.GetFullPath(where.Data)}.");
        var unpacked = Path.Combine(taken.Path, "restoring");
        try
        {
            Directory.CreateDirectory(unpacked);
            var manifest = await Archive.Read(file, unpacked, CancellationToken.None);
            if (manifest.Schema is { } schema && !Migrator.Knows(schema))
                throw new ClusterException(
                    $"This backup was made by a newer Entente (its database is at {schema}). Restore it with that version."
                );
            var keys = Path.Combine(unpacked, "keys");
            if (Directory.Exists(keys))
                Directory.Move(keys, Installation.KeysIn(taken.Path));
            var story = Path.Combine(unpacked, Archive.Story);
            if (File.Exists(story))
                File.Move(story, Path.Combine(taken.Path, Archive.Story));
            var paused = await Load(Path.Combine(unpacked, Archive.Dump), taken, where.Database, manifest);
            Console.WriteLine(
                $"Restored: the database as of {manifest.TakenAt:yyyy-MM-dd HH:mm:ss} UTC. {paused} CRM connection(s) rest until you take them up again. ./run starts it{(where.Data == "data" ? "" : $" with --data {where.Data}")}."
            );
        }
        catch
        {
            // As empty as it was, so that it can be tried again.
            taken.Clear();
            throw;
        }
        Directory.Delete(unpacked, recursive: true);
        return 0;
    }

    private static async Task<int> Load(string dump, DataFolder taken, string? database, Manifest manifest)
    {
        if (database is not null)
        {
            var app = await ExistingDatabase.Prepare(
                database,
                Installation.KeysIn(taken.Path),
                Modules.All,
                CancellationToken.None,
                migrate: false
            );
            var passwords = RolePasswords.ReadOrMake(Installation.KeysIn(taken.Path));
            return await Load(
                dump,
                taken,
                manifest,
                role => new NpgsqlConnectionStringBuilder(app) { Username = role, Password = passwords[role] }.ConnectionString
            );
        }
        await using var cluster = await PrivateCluster.Start(taken, Durability.Durable, CancellationToken.None);
        await using (var super = NpgsqlDataSource.Create(cluster.ConnectionString(Roles.Superuser, "postgres") + ";Pooling=false"))
            await Roles.Create(super, Roles.Database, CancellationToken.None);
        return await Load(dump, taken, manifest, role => cluster.ConnectionString(role));
    }

    private static async Task<int> Load(string dump, DataFolder taken, Manifest manifest, Func<string, string> connection)
    {
        await using var owner = NpgsqlDataSource.Create(connection(Roles.Owner) + ";Pooling=false");
        if (await Host.Restore.WhyNotInto(owner, CancellationToken.None) is { } full)
            throw new ClusterException(full);
        await Host.Restore.Load(dump, connection(Roles.Owner), connection(Roles.Maintenance), CancellationToken.None);
        // An older one is brought to the present schema; one that no migration made stays as it is.
        if (manifest.Schema is not null)
            await Migrator.RunIfNeeded(owner, Modules.All, CancellationToken.None);
        await using var services = Installation.Services(connection(Roles.App), Installation.KeysIn(taken.Path));
        var paused = await Host.Restore.PauseCrm(services, CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
        return paused;
    }
}
