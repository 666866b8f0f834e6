using System.Diagnostics;
using Entente.Platform.Data.Postgres;
using Entente.Tests.Support;
using Npgsql;

namespace Entente.Tests.Start;

/// <summary>Work that a killed process held, on a database that is nobody else's.</summary>
[Trait("part", "crash")]
public sealed class TakesOverTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-take-").FullName;
    private readonly int port = Ports.Free(1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        // PostgreSQL's guard needs a moment to stop it.
        SpinWait.SpinUntil(() => !File.Exists(Path.Combine(folder, "pg", "postmaster.pid")), TimeSpan.FromSeconds(10));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_a_killed_process_held_is_tried_at_the_next_start_and_not_when_its_lease_runs_out()
    {
        using (var killed = await Launch().Ready(Ct))
        {
            await using var database = NpgsqlDataSource.Create(Connection());
            // Held for an hour: nobody lives to see that lease run out. Whatever the line stands for is not there, so a try shows as a second one.
            await using var held = database.CreateCommand(
                """
                insert into due_item (workspace_id, id, kind, due_at, stands_at, lease, lease_until, attempts)
                values (gen_random_uuid(), gen_random_uuid(), 'job:mail.deliver', now() - interval '1 minute', now() - interval '1 minute', gen_random_uuid(), now() + interval '1 hour', 1)
                """
            );
            await held.ExecuteNonQueryAsync(Ct);
            await killed.Kill(Ct);
        }

        using var next = await Launch().Ready(Ct);
        (await Attempts(2)).ShouldBeGreaterThanOrEqualTo(2);
        await next.Stop(Ct);
    }

    private RunningProgram Launch() => RunningProgram.Launch(port, "--empty", "--no-sandbox", "--data", folder);

    private string Connection()
    {
        const int socketLine = 4;
        return new NpgsqlConnectionStringBuilder
        {
            Host = File.ReadLines(Path.Combine(folder, "pg", "postmaster.pid")).ElementAt(socketLine),
            Username = Roles.Maintenance,
            Database = Roles.Database,
            Pooling = false,
        }.ConnectionString;
    }

    private async Task<int> Attempts(int wanted)
    {
        await using var database = NpgsqlDataSource.Create(Connection());
        var patience = Stopwatch.StartNew();
        while (true)
        {
            await using var command = database.CreateCommand("select attempts from due_item where kind = 'job:mail.deliver'");
            var attempts = (int)(await command.ExecuteScalarAsync(Ct))!;
            if (attempts >= wanted || patience.Elapsed > TimeSpan.FromMinutes(1))
                return attempts;
            await Task.Delay(50, Ct);
        }
    }
}
