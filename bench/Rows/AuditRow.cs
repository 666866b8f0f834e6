using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Entente.AuditVerifier;
using Entente.Platform;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Entente.Bench.Rows;

/// <summary>
/// The audit: how fast entries are written durably in commits of a hundred while the sealer runs, beside a bare INSERT of the same columns in the same
/// server; how fast a backlog is sealed; how long the verifier takes for a million entries, beside the mere hash of the file's bytes.
/// </summary>
internal static class AuditRow
{
    private const int Written = 100_000;
    private const int ACommit = 100;
    private const int Writers = 4;

    public static async Task Measure(int entries)
    {
        await Verify(entries);
        await Seal();
    }

    private static async Task Verify(int entries)
    {
        var file = Path.GetTempFileName();
        try
        {
            await Write(file, entries);
            Console.WriteLine($"  {entries:N0} entries, a value each, {new FileInfo(file).Length / 1e6:N0} MB");
            for (var round = 0; round < 3; round++)
            {
                var clock = Stopwatch.StartNew();
                await using (var read = File.OpenRead(file))
                    await SHA256.HashDataAsync(read);
                var bare = clock.Elapsed;
                clock.Restart();
                await using var export = File.OpenRead(file);
                var report = Verifier.Verify(export, null);
                if (!report.Holds || report.Entries != entries)
                    throw new InvalidOperationException(report.Summary);
                Console.WriteLine(
                    $"  verified in {clock.Elapsed.TotalSeconds:F2} s; the file's SHA-256 alone {bare.TotalSeconds:F2} s   load {Cores.Load()}"
                );
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task Write(string file, int entries)
    {
        var (now, key) = (TimeProvider.System.GetUtcNow(), AuditKey.Draw());
        var workspace = new WorkspaceCard(new(Guid.Parse("0195a000-0000-7000-8000-000000000001")), "bench", "Bench", "UTC", "EUR", 1, "");
        var export = new AuditExportFile(key, workspace, new(), (0, AuditDigest.Genesis), [], now);
        await using var output = File.Create(file);
        await output.WriteAsync(export.Begin());
        var seal = AuditDigest.Genesis;
        for (var n = 1; n <= entries; n++)
        {
            var entry = AuditWriter.Act(
                Actor.System(workspace.Id),
                "registration.changed",
                new("registration", new Guid(n, 0, 0, new byte[8])),
                [("State", "Submitted", "Approved")],
                "",
                now.AddSeconds(n)
            );
            entry.WorkspaceId = workspace.Id;
            entry.Digest = AuditDigest.OfEntry(AuditWriter.Facts(entry));
            seal = AuditDigest.OfSeal(seal, n, entry.Digest);
            if (export.Add(new(n, seal, entry, Told: true), null) is { } page)
                await output.WriteAsync(page);
        }
        await output.WriteAsync(export.Finish());
    }

    private static async Task Seal()
    {
        var folder = Directory.CreateTempSubdirectory("entente-bench-");
        using (var taken = DataFolder.Take(folder.FullName)!)
        await using (var cluster = await PrivateCluster.Start(taken, Durability.Durable, default))
        {
            await using (var super = NpgsqlDataSource.Create(cluster.ConnectionString(Roles.Superuser, "postgres") + ";Pooling=false"))
                await Roles.Create(super, Roles.Database, default);
            await using var owner = NpgsqlDataSource.Create(cluster.ConnectionString(Roles.Owner));
            await Migrator.RunIfNeeded(owner, Host.Modules.All, default);
            await using var services = new ServiceCollection()
                .AddLogging(l => l.SetMinimumLevel(LogLevel.Warning))
                .AddEntente(Host.Modules.All, () => cluster.ConnectionString(Roles.App), Path.Combine(folder.FullName, "keys"))
                .BuildServiceProvider();
            var workspace = (await services.GetRequiredService<Workspaces>().Create("bench", "Bench", "UTC", "EUR", 178, default)).Value;
            for (var round = 0; round < 2; round++)
            {
                await Sealed(services, workspace);
                await Bare(owner);
            }
            await Backlog(services, workspace);
            NpgsqlConnection.ClearAllPools();
        }
        folder.Delete(recursive: true);
    }

    private static async Task Sealed(ServiceProvider services, WorkspaceCard workspace)
    {
        using var stop = new CancellationTokenSource();
        var (sealer, sealed_, slowest) = (services.GetRequiredService<Sealer>(), 0, TimeSpan.Zero);
        var sealing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var turn = Stopwatch.StartNew();
                sealed_ += await sealer.Seal(workspace.Id, default);
                slowest = turn.Elapsed > slowest ? turn.Elapsed : slowest;
                await Task.Delay(250);
            }
        });
        var clock = Stopwatch.StartNew();
        await Repeat(async () => await Commit(services, workspace));
        var seconds = clock.Elapsed.TotalSeconds;
        var behind = Stopwatch.StartNew();
        while (sealed_ < Written && behind.Elapsed < TimeSpan.FromMinutes(1))
            await Task.Delay(5);
        await stop.CancelAsync();
        await sealing;
        Console.WriteLine(
            $"  Entente, {ACommit} a commit, {Writers} at a time, sealed meanwhile: {Written / seconds:N0} entries/s durable; all sealed {behind.ElapsedMilliseconds} ms after the last, slowest turn {slowest.TotalMilliseconds:N0} ms   load {Cores.Load()}"
        );
    }

    private static async Task Bare(NpgsqlDataSource owner)
    {
        await using (
            var make = owner.CreateCommand(
                "create table if not exists bare_audit (id uuid primary key, at timestamptz, what text, subject uuid, field text, before text, after text, digest bytea)"
            )
        )
            await make.ExecuteNonQueryAsync();
        var clock = Stopwatch.StartNew();
        await Repeat(async () =>
        {
            await using var insert = owner.CreateCommand(
                "insert into bare_audit select * from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::bytea[])"
            );
            T[] Of<T>(Func<T> one) => [.. Enumerable.Range(0, ACommit).Select(_ => one())];
            var now = TimeProvider.System.GetUtcNow();
            foreach (
                var column in (object[])
                    [
                        Of(() => new Guid(RandomNumberGenerator.GetBytes(16))),
                        Of(() => now),
                        Of(() => "registration.changed"),
                        Of(() => new Guid(RandomNumberGenerator.GetBytes(16))),
                        Of(() => "State"),
                        Of(() => "Submitted"),
                        Of(() => "Approved"),
                        Of(() => RandomNumberGenerator.GetBytes(32)),
                    ]
            )
                insert.Parameters.Add(new() { Value = column });
            await insert.ExecuteNonQueryAsync();
        });
        Console.WriteLine(
            $"  bare INSERT of one row each, the same commits: {Written / clock.Elapsed.TotalSeconds:N0} rows/s durable   load {Cores.Load()}"
        );
    }

    private static async Task Backlog(ServiceProvider services, WorkspaceCard workspace)
    {
        await Repeat(async () => await Commit(services, workspace));
        var (clock, sealed_) = (Stopwatch.StartNew(), 0);
        while (sealed_ < Written)
            sealed_ += await services.GetRequiredService<Sealer>().Seal(workspace.Id, default);
        Console.WriteLine(
            $"  a backlog of {Written:N0} is sealed at {sealed_ / clock.Elapsed.TotalSeconds:N0} entries/s   load {Cores.Load()}"
        );
    }

    private static async Task Commit(ServiceProvider services, WorkspaceCard workspace)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace.Id, Channel.Console));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        for (var i = 0; i < ACommit; i++)
            db.Witness(
                "registration.changed",
                new("registration", workspace.Id.Value),
                ("State", "Submitted", i.ToString(CultureInfo.InvariantCulture))
            );
        await db.SaveChangesAsync();
    }

    private static async Task Repeat(Func<Task> commit)
    {
        var left = Written / ACommit;
        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (Interlocked.Decrement(ref left) >= 0)
                            await commit();
                    })
                )
        );
    }
}
