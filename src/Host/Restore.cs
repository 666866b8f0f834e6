using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Tenancy;
using Npgsql;

namespace Entente.Host;

/// <summary>
/// Brings a backup back, into a data folder or database in which there is nothing. The keys come first; the rows are loaded as their owner,
/// before the fences stand, in one transaction.
/// </summary>
internal static class Restore
{
    /// <summary>A sentence about why nothing is restored there; null: it is empty.</summary>
    public static string? WhyNotInto(string folder) =>
        DataFolder.IsEmpty(folder)
            ? null
            : $"{Path.GetFullPath(folder)} is not empty. A backup is only restored where there is nothing: give another --data folder, or move this one away.";

    /// <summary>The same of a database: no table may be there.</summary>
    public static async Task<string?> WhyNotInto(NpgsqlDataSource owner, CancellationToken ct)
    {
        await using var any = owner.CreateCommand("select count(*) from pg_tables where schemaname = 'public'");
        return await any.ExecuteScalarAsync(ct) is 0L
            ? null
            : "The database is not empty. A backup is only restored where there is nothing: give a new database, or drop this one first.";
    }

    /// <summary>Loads the dump. Throws <see cref="ClusterException"/>; the database is then as empty as before.</summary>
    public static async Task Load(string dump, string owner, string maintenance, CancellationToken ct)
    {
        await PostgresTool.Run(
            "pg_restore",
            owner,
            [
                "--no-password",
                "--no-owner",
                "--exit-on-error",
                "--single-transaction",
                "--dbname",
                new NpgsqlConnectionStringBuilder(owner).Database!,
                dump,
            ],
            ct
        );
        await using var all = NpgsqlDataSource.Create(maintenance + ";Pooling=false;Command Timeout=0");
        await using var open = await all.OpenConnectionAsync(ct);
        await CarriedAudit.Renumber(open, null, ct);
    }

    /// <summary>Every connection to a CRM rests until somebody has looked: the CRM went on without us. Returns how many.</summary>
    public static async Task<int> PauseCrm(ServiceProvider services, CancellationToken ct)
    {
        var paused = 0;
        foreach (var workspace in await services.GetRequiredService<Workspaces>().All(ct))
        {
            await using var scope = Installation.As(services, workspace);
            var running = await scope.ServiceProvider.GetRequiredService<ShowConnection>().All(TimeProvider.System.GetUtcNow(), ct);
            foreach (var connection in running.Where(c => c.State is CrmConnectionState.Live or CrmConnectionState.Backfilling))
                if ((await scope.ServiceProvider.GetRequiredService<ChangeConnection>().Pause(connection.Id, ct)).Ok)
                    paused++;
        }
        return paused;
    }
}
