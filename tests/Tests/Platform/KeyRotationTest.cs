using Entente.Crm.Port;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Entente.Tests.Crm;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Entente.Tests.Platform;

/// <summary>A new key closes every secret anew while everybody goes on working; the old one can then be thrown away.</summary>
public sealed class KeyRotationTest(InspectHouse house) : IClassFixture<InspectHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private House House => house.Web.House;

    [Fact]
    public async Task Every_secret_opens_with_the_new_key_on_nodes_that_ran_before_and_the_old_key_can_go()
    {
        var connection = await house.Connect(CrmKind.HubSpot);
        await using var elsewhere = Node();
        elsewhere.GetRequiredService<SecretBox>().Close("warm", "the ring of this node is read");
        await using var all = NpgsqlDataSource.Create(House.MaintenanceConnection);
        var before = await All(all);
        before.Count.ShouldBeGreaterThan(0);
        var old = before.Values.Select(v => SealedColumns.KeyOf(v)!.Value).Distinct().ToList();

        await using var scope = House.As(House.Corvane);
        var (rotate, columns) = (House.Services.GetRequiredService<RotateKeys>(), Columns(scope));
        (await rotate.Forget(old[0], columns, all, Ct)).ShouldNotBeNull("it is the one in use");
        var done = await rotate.Run(columns, all, TimeProvider.System.GetUtcNow(), Ct);

        (done.Closed, done.Unreadable).ShouldBe((before.Count, 0));
        var after = await All(all);
        after.Where(v => SealedColumns.KeyOf(v.Value) != done.Key).Select(v => v.Key).ShouldBeEmpty();
        var (mine, theirs) = (House.Services.GetRequiredService<SecretBox>(), elsewhere.GetRequiredService<SecretBox>());
        foreach (var (at, value) in after)
            theirs.Open(at.Purpose, value).ShouldBe(mine.Open(at.Purpose, before[at]));
        var keys = await rotate.List(columns, all, Ct);
        (keys[0].Id, keys[0].Newest, keys[0].Needed).ShouldBe((done.Key, true, after.Count));

        (await rotate.Forget(done.Key, columns, all, Ct)).ShouldNotBeNull();
        var (place, closed) = before.First();
        await Put(all, columns, place, closed);
        (await rotate.Forget(SealedColumns.KeyOf(closed)!.Value, columns, all, Ct)).ShouldNotBeNull("a value is closed with it");
        await Put(all, columns, place, after[place]);
        foreach (var key in old)
            (await rotate.Forget(key, columns, all, Ct)).ShouldBeNull();
        await using var later = Node();
        foreach (var (at, value) in after)
            later.GetRequiredService<SecretBox>().Open(at.Purpose, value).ShouldNotBeEmpty();
        house.Web.Clock.Advance(TimeSpan.FromMinutes(10));
        await house.Web.Work();
        (await (await house.Maren()).Open("/w/corvane/settings/crm")).Words.ShouldNotContain("have to be entered again");
        _ = connection;
    }

    [Fact]
    public async Task What_no_key_opens_stays_as_it_is_and_its_key_is_not_missed()
    {
        var foreign = new SecretBox(new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider()).Close("reply-address", "x");
        await using var all = NpgsqlDataSource.Create(House.MaintenanceConnection);
        await using (var forge = all.CreateCommand("insert into reply_secret (workspace_id, key_id, closed) values ($1, 77, $2)"))
        {
            forge.Parameters.Add(new() { Value = House.Other.Id.Value });
            forge.Parameters.Add(new() { Value = foreign });
            await forge.ExecuteNonQueryAsync(Ct);
        }
        await using var scope = House.As(House.Corvane);
        var done = await House.Services.GetRequiredService<RotateKeys>().Run(Columns(scope), all, TimeProvider.System.GetUtcNow(), Ct);
        done.Unreadable.ShouldBe(1);
        (await All(all)).Values.ShouldContain(foreign);
        await using var remove = all.CreateCommand("delete from reply_secret where key_id = 77");
        await remove.ExecuteNonQueryAsync(Ct);
    }

    [Fact]
    public async Task A_secret_that_changes_meanwhile_keeps_what_was_written_last()
    {
        await house.Connect(CrmKind.Salesforce);
        await using var all = NpgsqlDataSource.Create(House.MaintenanceConnection);
        await using var scope = House.As(House.Corvane);
        // Somebody has written another value and is about to commit it when the rotation comes to the row.
        await using var writer = await all.OpenConnectionAsync(Ct);
        await using var writing = await writer.BeginTransactionAsync(Ct);
        const string Meanwhile = """{"Username":"meanwhile"}""";
        await using var write = new NpgsqlCommand("update crm_connection set credentials = $1 where kind = 'Salesforce'", writer);
        write.Parameters.Add(new() { Value = House.Services.GetRequiredService<SecretBox>().Close("crm-connection", Meanwhile) });
        (await write.ExecuteNonQueryAsync(Ct)).ShouldBe(1);
        var rotation = House.Services.GetRequiredService<RotateKeys>().Run(Columns(scope), all, TimeProvider.System.GetUtcNow(), Ct);
        while (!await Waits(all))
            await Task.Delay(20, Ct);
        await writing.CommitAsync(Ct);
        await rotation;
        (await All(all))
            .Where(v => v.Key.Table == "crm_connection")
            .Select(v => House.Services.GetRequiredService<SecretBox>().Open(v.Key.Purpose, v.Value))
            .ShouldContain(Meanwhile);
    }

    private static async Task<bool> Waits(NpgsqlDataSource all)
    {
        await using var ask = all.CreateCommand(
            "select exists (select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'update%crm_connection%')"
        );
        return (bool)(await ask.ExecuteScalarAsync(Ct))!;
    }

    private static async Task Put(
        NpgsqlDataSource all,
        IReadOnlyList<SealedColumn> columns,
        (string Table, string Purpose, string Row) place,
        string value
    )
    {
        var column = columns.Single(c => c.Table == place.Table && c.Purpose == place.Purpose);
        await using var put = all.CreateCommand(
            $"update {column.Table} set {column.Column} = $1 where concat_ws('/', {string.Join(", ", column.Keys)}) = $2"
        );
        put.Parameters.Add(new() { Value = value });
        put.Parameters.Add(new() { Value = place.Row });
        (await put.ExecuteNonQueryAsync(Ct)).ShouldBe(1);
    }

    private static IReadOnlyList<SealedColumn> Columns(AsyncServiceScope scope) =>
        SealedColumns.Of(scope.ServiceProvider.GetRequiredService<EntenteDb>().Model);

    /// <summary>Every closed value, by where it lies.</summary>
    private async Task<Dictionary<(string Table, string Purpose, string Row), string>> All(NpgsqlDataSource all)
    {
        await using var scope = House.As(House.Corvane);
        var found = new Dictionary<(string, string, string), string>();
        foreach (var column in Columns(scope))
        foreach (var value in await column.Closed(all, Ct))
            found.Add((column.Table, column.Purpose, string.Join('/', value.Key)), value.Text);
        return found;
    }

    /// <summary>Another process on the same folder of keys.</summary>
    private ServiceProvider Node()
    {
        var collection = new ServiceCollection();
        collection.AddLogging(l => l.SetMinimumLevel(LogLevel.Critical));
        collection.AddEntente(TestCluster.Modules, () => House.AppConnection, Path.Combine(House.Folder, "keys"));
        return collection.BuildServiceProvider();
    }
}
