using System.Diagnostics;
using System.Globalization;
using Entente.Platform.Data.Postgres;
using Npgsql;

namespace Entente.Tests.Start;

/// <summary>
/// An app that is killed while it starts its PostgreSQL leaves a server that takes the folder a moment later and is stopped by its guard. The
/// next app meets it at any instant of that, and starts all the same.
/// </summary>
public sealed class RivalServerTest
{
    [Fact]
    public async Task A_server_that_is_starting_or_stopping_in_the_folder_keeps_ours_from_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("entente-rival-").FullName;
        try
        {
            using var taken = DataFolder.Take(folder).ShouldNotBeNull();
            await (await PrivateCluster.Start(taken, Durability.Throwaway, Ct)).DisposeAsync();
            foreach (var head in (int[])[0, 10, 20, 40, 80, 120])
                await Meet(taken, head);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="head">Milliseconds by which the rival is ahead.</param>
    private static async Task Meet(DataFolder taken, int head)
    {
        using var rival = await Rival(taken.Path);
        await Task.Delay(head, Ct);
        await using var ours = await PrivateCluster.Start(taken, Durability.Throwaway, Ct);
        await rival.WaitForExitAsync(Ct);
        await using var source = NpgsqlDataSource.Create(ours.ConnectionString(Roles.Superuser, "postgres"));
        await using var command = source.CreateCommand("select 1");
        (await command.ExecuteScalarAsync(Ct)).ShouldBe(
            1,
            $"ours lives on, {head.ToString(CultureInfo.InvariantCulture)} ms after the rival's start"
        );
    }

    // As the guard of a dead app: it starts the server, and a moment later asks it to stop.
    private static async Task<Process> Rival(string folder)
    {
        var launcher = await Launcher.For(folder, PostgresBinaries.Find().ShouldNotBeNull(), Ct);
        var start = new ProcessStartInfo("setsid") { UseShellExecute = false };
        foreach (
            var word in (string[])
                [
                    "sh",
                    "-c",
                    "log=$1; shift; \"$@\" </dev/null >>\"$log\" 2>&1 & p=$!; sleep 0.3; kill -INT $p; wait $p",
                    "guard",
                    Path.Combine(folder, "rival.log"),
                    .. launcher.Command("postgres", ["-D", launcher.DataFolder, "-k", Path.Combine(folder, "sock")]),
                ]
        )
            start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }
}
