using System.Globalization;
using Entente.Host;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

[assembly: AssemblyFixture(typeof(TestCluster))]

namespace Entente.Tests.Support;

/// <summary>
/// One private PostgreSQL for the run, in memory where there is room, with a template that each test class clones.
/// </summary>
public sealed class TestCluster : IAsyncLifetime
{
    private static int databases;
    private PrivateCluster? cluster;
    private DataFolder? taken;
    private string folder = "";

    /// <summary>All modules, and the toy room that proves the floor. One list per process: EF caches one model.</summary>
    internal static ModuleList Modules { get; } = new([.. Host.Modules.All.All, new ToyModule()]);

    internal PrivateCluster Cluster => cluster ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync()
    {
        var root = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        folder = Path.Combine(root, "entente-tests-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        taken = DataFolder.Take(folder) ?? throw new InvalidOperationException($"{folder} is in use.");
        cluster = await PrivateCluster.Start(taken, Durability.Throwaway, CancellationToken.None);
        await using var super = Source(Roles.Superuser, "postgres");
        await Roles.Create(super, "template_entente", CancellationToken.None);
        await using var owner = Source(Roles.Owner, "template_entente");
        await CreateFromModel(owner);
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
        taken?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    // The template comes from the model, so that the toy room's tables are in it; MigrationsTest proves that the migrations
    // make the very same tables.
    private static async Task CreateFromModel(NpgsqlDataSource owner)
    {
        await using var db = Migrator.Context(owner, Modules);
        await using var create = owner.CreateCommand(db.Database.GenerateCreateScript());
        await create.ExecuteNonQueryAsync();
        await Migrator.Fence(owner, CancellationToken.None);
    }

    /// <summary>A fresh database; its name.</summary>
    internal async Task<string> Clone()
    {
        var name = "t" + Interlocked.Increment(ref databases).ToString(CultureInfo.InvariantCulture);
        await using var super = Source(Roles.Superuser, "postgres");
        await using var create = super.CreateCommand(
            $"create database {name} template template_entente strategy file_copy owner entente_owner"
        );
        await create.ExecuteNonQueryAsync();
        return name;
    }

    internal async Task Drop(string name)
    {
        await using var super = Source(Roles.Superuser, "postgres");
        await using var drop = super.CreateCommand($"drop database {name} with (force)");
        await drop.ExecuteNonQueryAsync();
    }

    internal NpgsqlDataSource Source(string role, string database) =>
        NpgsqlDataSource.Create(Cluster.ConnectionString(role, database) + ";Pooling=false");
}
