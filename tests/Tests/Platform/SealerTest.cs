using System.Diagnostics;
using System.Globalization;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Platform;

/// <summary>The chain: complete, in order, and broken by any change, without holding up those who save.</summary>
public sealed class SealerTest(House house) : IClassFixture<House>, IAsyncLifetime
{
    private static int workspaces;
    private WorkspaceCard vendor = null!;

    public async ValueTask InitializeAsync()
    {
        var slug = "chained-" + Interlocked.Increment(ref workspaces).ToString(CultureInfo.InvariantCulture);
        vendor = (await house.Services.GetRequiredService<Workspaces>().Create(slug, slug, "UTC", "EUR", 1, Ct)).Value;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Every_entry_is_sealed_once_and_the_chain_verifies_from_the_entries_alone()
    {
        await Make(25);
        await house.Seal(vendor);
        await house.Seal(vendor);

        var (entries, seals) = await Chain(vendor);

        seals.Count.ShouldBe(entries.Count);
        seals.Select(s => s.Number).ShouldBe(Enumerable.Range(1, seals.Count).Select(n => (long)n));
        FirstBreak(entries, seals).ShouldBeNull();
    }

    [Fact]
    public async Task Sealing_while_others_save_misses_nothing_and_seals_nothing_twice()
    {
        using var stop = new CancellationTokenSource();
        var sealing = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => SealUntil(stop.Token)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Make(20)));
        await stop.CancelAsync();
        await sealing;
        await house.Seal(vendor);

        var (entries, seals) = await Chain(vendor);

        seals.Select(s => s.EntryId).Distinct().Count().ShouldBe(entries.Count);
        FirstBreak(entries, seals).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_saved_is_sealed_within_a_second_while_the_app_runs()
    {
        await using var app = new OneWebHouse(house.AppConnection, house.Clock, works: true);
        await app.Start();
        await SealedIn(TimeSpan.FromSeconds(30));
        // A transaction of a test beside this one may hold the horizon back for a moment: the best of three counts.
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            await Make(1);
            var took = await SealedIn(TimeSpan.FromSeconds(30));
            best = took < best ? took : best;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"Sealed {best.TotalMilliseconds:0} ms after the save");
        best.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("update audit_entry set reason = 'another one' where workspace_id = $1 and id = $2")]
    [InlineData("update audit_entry set at = at + interval '1 second' where workspace_id = $1 and id = $2")]
    [InlineData("update audit_value set commitment = sha256('x') where workspace_id = $1 and entry_id = $2")]
    [InlineData("delete from audit_value where workspace_id = $1 and entry_id = $2")]
    public async Task A_changed_entry_is_found_and_its_place_told(string tampering)
    {
        await Make(5);
        await house.Seal(vendor);
        var (_, before) = await Chain(vendor);
        var victim = before[^3];
        await using (var maintenance = NpgsqlDataSource.Create(house.MaintenanceConnection))
        {
            await using var connection = await maintenance.OpenConnectionAsync(Ct);
            await using var tamper = new NpgsqlCommand(tampering, connection);
            tamper.Parameters.Add(new() { Value = vendor.Id.Value });
            tamper.Parameters.Add(new() { Value = victim.EntryId });
            (await tamper.ExecuteNonQueryAsync(Ct)).ShouldBeGreaterThan(0);
        }

        var (entries, seals) = await Chain(vendor);

        FirstBreak(entries, seals).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(victim.Number);
    }

    [Fact]
    public async Task A_person_can_be_erased_from_the_values_and_the_chain_still_verifies()
    {
        await using var own = house.As(vendor);
        Db(own).Add(Toy.Make("Ines Example's toy", Money.Zero("EUR"), house.Clock.Now));
        await Db(own).SaveChangesAsync(Ct);
        await house.Seal(vendor);
        await using (var maintenance = NpgsqlDataSource.Create(house.MaintenanceConnection))
        {
            await using var erase = maintenance.CreateCommand(
                "update audit_value set before = null, after = null, salt = null where workspace_id = $1 and after like '%Ines%'"
            );
            erase.Parameters.Add(new() { Value = vendor.Id.Value });
            (await erase.ExecuteNonQueryAsync(Ct)).ShouldBe(1);
        }

        var (entries, seals) = await Chain(vendor);

        FirstBreak(entries, seals).ShouldBeNull();
    }

    [Fact]
    public async Task The_app_itself_can_neither_change_nor_remove_what_the_audit_says()
    {
        await Make(1);
        await using var scope = house.As(vendor);
        foreach (
            var sql in (string[])
                [
                    "update audit_entry set reason = 'x'",
                    "delete from audit_entry",
                    "delete from audit_seal",
                    "update audit_value set after = 'x'",
                ]
        )
        {
            var refused = await Should.ThrowAsync<PostgresException>(() => Db(scope).Write(sql, Ct));
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static EntenteDb Db(AsyncServiceScope scope) => scope.ServiceProvider.GetRequiredService<EntenteDb>();

    private async Task Make(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var scope = house.As(vendor);
            Db(scope).Add(Toy.Make("toy " + i, Money.Zero("EUR"), house.Clock.Now));
            await Db(scope).SaveChangesAsync(Ct);
        }
    }

    // The sealer of the running app does it; this only looks.
    private async Task<TimeSpan> SealedIn(TimeSpan patience)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(10, Ct))
        {
            var (entries, seals) = await Chain(vendor);
            if (entries.Count > 0 && entries.Count == seals.Count)
                return watch.Elapsed;
            watch.Elapsed.ShouldBeLessThan(patience);
        }
    }

    private async Task SealUntil(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            await house.Seal(vendor);
    }

    private async Task<(List<AuditEntry> Entries, List<AuditSeal> Seals)> Chain(WorkspaceCard workspace)
    {
        await using var scope = house.As(workspace);
        var entries = await Db(scope).Set<AuditEntry>().AsNoTracking().Include(e => e.Values).ToListAsync(Ct);
        var seals = await Db(scope).Set<AuditSeal>().AsNoTracking().OrderBy(s => s.Number).ToListAsync(Ct);
        return (entries, seals);
    }

    // Recomputed from what the entries say, not from their stored digests.
    private static long? FirstBreak(List<AuditEntry> entries, List<AuditSeal> seals)
    {
        var byId = entries.ToDictionary(e => e.Id);
        var last = AuditDigest.Genesis;
        foreach (var seal in seals)
        {
            if (!byId.TryGetValue(seal.EntryId, out var entry))
                return seal.Number;
            var digest = AuditDigest.OfEntry(AuditWriter.Facts(entry));
            last = AuditDigest.OfSeal(last, seal.Number, digest);
            if (!last.AsSpan().SequenceEqual(seal.Hash))
                return seal.Number;
        }
        return null;
    }
}
