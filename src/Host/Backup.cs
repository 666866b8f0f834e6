using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Npgsql;

namespace Entente.Host;

/// <summary>
/// Takes everything of an installation into one file while it goes on working. The database is that of one moment: pg_dump reads in a single
/// snapshot. The keys are read after it, so that whatever the dump holds can be opened.
/// </summary>
internal static class Backup
{
    /// <param name="maintenance">The connection of the role that sees all rows.</param>
    /// <param name="dataFolder">Where the keys lie, in <c>keys</c>.</param>
    public static async Task Run(string maintenance, string dataFolder, string file, DateTimeOffset now, CancellationToken ct)
    {
        var full = Path.GetFullPath(file);
        var dump = full + ".dump";
        try
        {
            await PostgresTool.Run("pg_dump", maintenance, ["--format=custom", "--no-password", "--file", dump], ct);
            await using var database = NpgsqlDataSource.Create(maintenance + ";Pooling=false");
            await Archive.Write(full, dump, dataFolder, now, await Migrator.LastApplied(database, ct), ct);
        }
        finally
        {
            File.Delete(dump);
        }
    }
}
