using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Npgsql;

namespace Entente.Host;

/// <summary>
/// Gets the database ready while the socket is already open: private cluster, roles, schema, the fence's own check, a warm model.
/// Until it is done only <c>/health/live</c> answers; other requests wait.
/// </summary>
public sealed class Readiness(HostOptions options, DataFolder? folder, ModuleList modules) : IAsyncDisposable
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PrivateCluster? cluster;

    /// <summary>Ends when requests can be served; faults with the reason when they never will.</summary>
    public Task Done => ready.Task;

    /// <summary>Where the app connects to. That of a private cluster is known before the cluster is up.</summary>
    public string ConnectionString { get; private set; } =
        folder is not null && options is { Database: null, ReadyDatabase: null }
            ? PrivateCluster.ConnectionStringIn(folder, Roles.App)
            : "";

    /// <summary>Starts or finds the database and migrates it. Throws with a sentence for the person at the terminal.</summary>
    public async Task Prepare(CancellationToken ct)
    {
        if (options.ReadyDatabase is { } given)
        {
            ConnectionString = given;
            return;
        }
        if (options.Database is { } admin)
        {
            ConnectionString = await ExistingDatabase.Prepare(admin, options.KeyFolder, modules, ct);
            return;
        }
        cluster = await PrivateCluster.Start(
            folder ?? throw new InvalidOperationException("A private cluster needs a data folder."),
            Durability.Durable,
            ct
        );
        await using (var super = NpgsqlDataSource.Create(cluster.ConnectionString(Roles.Superuser, "postgres") + ";Pooling=false"))
            await Roles.Create(super, Roles.Database, ct);
        await using var owner = NpgsqlDataSource.Create(cluster.ConnectionString(Roles.Owner) + ";Pooling=false");
        await Migrator.RunIfNeeded(owner, modules, ct);
    }

    /// <summary>Builds the model, which takes most of a second and no database, while PostgreSQL starts.</summary>
    public Task Rehearse(IServiceProvider services) =>
        ConnectionString.Length == 0
            ? Task.CompletedTask
            : Task.Run(async () =>
            {
                await using var scope = services.CreateAsyncScope();
                _ = scope.ServiceProvider.GetRequiredService<EntenteDb>().Model;
            });

    /// <summary>Checks the app's role and warms the model: what is told before the gates open needs both.</summary>
    public static async Task Check(IServiceProvider services, CancellationToken ct)
    {
        if (await Roles.WhyUnsafe(services.GetRequiredService<NpgsqlDataSource>(), ct) is { } why)
            throw new ClusterException(why + " Entente does not start like this.");
        // The first question to the database builds the model: most of a second that no visitor should wait for.
        _ = await services.GetRequiredService<Workspaces>().All(ct);
    }

    /// <summary>Checks once more and opens the gates.</summary>
    public async Task Open(IServiceProvider services, CancellationToken ct)
    {
        try
        {
            await Check(services, ct);
            ready.TrySetResult();
        }
        catch (Exception failure)
        {
            ready.TrySetException(failure);
            throw;
        }
    }

    /// <summary>Lets the background services run: after the demo's story, if one is told.</summary>
    public static void LetWork(IServiceProvider services) => services.GetRequiredService<WorkGate>().Lift();

    /// <summary>
    /// Until the returned is disposed of, commits on the private PostgreSQL do not wait for the disk; on a database of somebody else's
    /// nothing changes.
    /// </summary>
    internal async Task<IAsyncDisposable?> Hurry(CancellationToken ct) =>
        cluster is null ? null : await HurriedCommits.Begin(cluster.ConnectionString(Roles.Superuser, "postgres"), ct);

    public ValueTask DisposeAsync() => cluster?.DisposeAsync() ?? ValueTask.CompletedTask;
}
