using System.Globalization;
using Entente.AuditVerifier;
using Entente.Host;
using Entente.Platform;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Backups;

/// <summary>A backup is the installation at one moment, taken while it works; what comes back from it goes on where it was.</summary>
public sealed class BackupTest(House house) : IClassFixture<House>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-backup-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Archived => Path.Combine(folder, "backup.tar");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Taken_while_others_write_it_comes_back_as_of_one_moment_and_goes_on()
    {
        var closed = house.Services.GetRequiredService<SecretBox>().Close("anything", "the secret");
        await Make(20);
        await house.Seal(house.Corvane);
        await house.Act<SignHeads, int>(
            Actor.System(house.Corvane.Id),
            async s =>
            {
                await s.Run(house.Clock.Now, Ct);
                return 0;
            }
        );
        using var stop = new CancellationTokenSource();
        var writers = Enumerable.Range(0, 2).Select(_ => Write(stop.Token)).ToList();
        await Backup.Run(house.MaintenanceConnection, house.Folder, Archived, house.Clock.Now, Ct);
        await stop.CancelAsync();
        var written = (await Task.WhenAll(writers)).Sum();
        written.ShouldBeGreaterThan(0, "otherwise nothing was written meanwhile");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Archived).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, "it holds keys");

        var there = Path.Combine(folder, "restored");
        (await BackupCommand.Restore([Archived, "--data", there])).ShouldBe(0);

        await using var restored = await Installation.Open(there, null, Ct);
        // The act and its audit entry are one commit: a dump between the two would have one without the other.
        var toys = await Ask(restored, "select count(*) from toy");
        toys.ShouldBeGreaterThanOrEqualTo(20);
        (await Ask(restored, "select count(*) from audit_entry where action = 'toy.created'")).ShouldBe(toys);

        await using var services = Services(restored);
        services.GetRequiredService<SecretBox>().Open("anything", closed).ShouldBe("the secret");
        services.GetRequiredService<AuditKey>().Fingerprint.ShouldBe(house.Services.GetRequiredService<AuditKey>().Fingerprint);
        var report = await SealedAndExported(services, there, toys);
        report.Holds.ShouldBeTrue(string.Join('\n', report.Faults.Select(f => f.Sentence)));
        report.Heads.ShouldBe(1);
    }

    [Fact]
    public async Task It_is_only_restored_where_there_is_nothing_and_a_damaged_one_leaves_nothing()
    {
        await Backup.Run(house.MaintenanceConnection, house.Folder, Archived, house.Clock.Now, Ct);
        var full = Path.Combine(folder, "full");
        Directory.CreateDirectory(full);
        await File.WriteAllTextAsync(Path.Combine(full, "something"), "", Ct);
        Restore.WhyNotInto(full).ShouldNotBeNull().ShouldContain("is not empty");
        (await BackupCommand.Restore([Archived, "--data", full])).ShouldBe(2);
        Directory.GetFileSystemEntries(full).ShouldHaveSingleItem();
        await using (var owner = NpgsqlDataSource.Create(house.OwnerConnection + ";Pooling=false"))
            (await Restore.WhyNotInto(owner, Ct)).ShouldNotBeNull().ShouldContain("not empty");

        var bytes = await File.ReadAllBytesAsync(Archived, Ct);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(Archived, bytes, Ct);
        var empty = Path.Combine(folder, "empty");
        (await BackupCommand.Restore([Archived, "--data", empty])).ShouldBe(2);
        Directory.GetFileSystemEntries(empty).Select(Path.GetFileName).ShouldBe(["lock"]);
        await File.WriteAllBytesAsync(Archived, bytes[..(bytes.Length / 2)], Ct);
        (await BackupCommand.Restore([Archived, "--data", empty])).ShouldBe(2);
    }

    // What is written after the restore is sealed, nothing is sealed twice, also once the new server's transactions have passed the old numbers.
    private static async Task<Report> SealedAndExported(ServiceProvider services, string there, long toys)
    {
        var workspace = await services.GetRequiredService<Workspaces>().Find("corvane", Ct);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace!.Id));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        db.Add(Toy.Make("after the restore", Money.Zero("EUR"), TimeProvider.System.GetUtcNow()));
        await db.SaveChangesAsync(Ct);
        var sealer = services.GetRequiredService<Sealer>();
        for (var i = 0; i < 100 && await db.Set<AuditEntry>().CountAsync(Ct) != await db.Set<AuditSeal>().CountAsync(Ct); i++)
            await sealer.Seal(workspace.Id, Ct);
        (await db.Set<AuditSeal>().CountAsync(Ct)).ShouldBe(await db.Set<AuditEntry>().CountAsync(Ct));
        (await db.Set<AuditEntry>().CountAsync(e => e.Action == "toy.created", Ct)).ShouldBe((int)toys + 1);
        var file = Path.Combine(there, "audit.jsonl");
        await using (var output = File.Create(file))
            await foreach (var piece in scope.ServiceProvider.GetRequiredService<AuditExport>().Run(new(), Ct))
                await output.WriteAsync(piece, Ct);
        await using var read = File.OpenRead(file);
        return Verifier.Verify(read, services.GetRequiredService<AuditKey>().Fingerprint);
    }

    private static ServiceProvider Services(Installation restored)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddEntente(TestCluster.Modules, () => restored.Connection(Roles.App), restored.KeyFolder);
        return services.BuildServiceProvider();
    }

    private async Task<int> Write(CancellationToken stop)
    {
        var made = 0;
        for (; !stop.IsCancellationRequested; made++)
            await Make(1);
        return made;
    }

    private async Task Make(int count)
    {
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        for (var i = 0; i < count; i++)
            db.Add(Toy.Make("toy " + i.ToString(CultureInfo.InvariantCulture), Money.Zero("EUR"), house.Clock.Now));
        await db.SaveChangesAsync();
    }

    private static async Task<long> Ask(Installation restored, string sql)
    {
        await using var source = NpgsqlDataSource.Create(restored.Connection(Roles.Maintenance) + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }
}
