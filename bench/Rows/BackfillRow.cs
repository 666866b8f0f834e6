using System.Diagnostics;
using Entente.Crm.Port;

namespace Entente.Bench.Rows;

/// <summary>
/// The first load of so many accounts from a sandbox that enforces HubSpot's published limit of an enterprise account (190 calls in ten
/// seconds, a hundred records each) times a multiple, of which Entente is given all. The peer is the limit itself. Beside it, for
/// information, the same accounts by Salesforce's Bulk API.
/// </summary>
internal static class BackfillRow
{
    private const double PublishedPerSecond = 19;

    public static async Task Measure(int accounts, double multiple)
    {
        await using var stand = await Stand.Start();
        var loading = Stopwatch.StartNew();
        await stand.Sandbox.Load(accounts);
        Console.WriteLine($"  {accounts:N0} companies loaded into the sandbox in {loading.Elapsed.TotalSeconds:N1} s");

        await stand.Sandbox.Put(
            "limits",
            new
            {
                plan = "enterprise",
                multiple,
                enforced = true,
            }
        );
        await Run(stand, CrmKind.HubSpot, accounts, PublishedPerSecond * multiple);
        Console.WriteLine($"    (the limit times {multiple}: {PublishedPerSecond * multiple:N0} calls a second)");
        await Run(stand, CrmKind.Salesforce, accounts, null);
    }

    private static async Task Run(Stand stand, CrmKind kind, int accounts, double? limit)
    {
        var id = await stand.Connect(kind, share: 100);
        await stand.Begin(id);
        var before = (App: Cores.Of(stand.App.Pid), Crm: Cores.Of(stand.Sandbox.Pid), Db: Cores.OfPostgres(stand.App.Folder));
        var served = await stand.Sandbox.Served();
        var clock = Stopwatch.StartNew();
        await stand.Until(
            $"select exists (select from crm_cursor where connection_id = '{id.Value}' and kind = 'Account' and walk = 'Backfill' and arrived_at is not null)"
        );
        var seconds = clock.Elapsed.TotalSeconds;
        var (calls, app) = (await stand.Sandbox.Served() - served, Cores.Of(stand.App.Pid) - before.App);
        var (crm, db) = (Cores.Of(stand.Sandbox.Pid) - before.Crm, Cores.OfPostgres(stand.App.Folder) - before.Db);
        var there = await stand.Count($"select count(*) from crm_account where connection_id = '{id.Value}'");
        Console.WriteLine(
            $"  {kind, -10} {there:N0} of {accounts:N0} accounts in {seconds:N1} s, {there / seconds:N0} a second; "
                + $"cores: app {app / seconds:N2}, PostgreSQL {db / seconds:N2}, sandbox {crm / seconds:N2}   load {Cores.Load()}"
        );
        if (limit is not { } most)
            return;
        // What the lanes counted is kept with the next walk of the cursor.
        await stand.Until($"select coalesce(sum(calls), 0) >= {accounts / 100} from crm_usage where connection_id = '{id.Value}'");
        var throttled = await stand.Count($"select coalesce(sum(throttled), 0)::bigint from crm_usage where connection_id = '{id.Value}'");
        Console.WriteLine(
            $"             {calls:N0} calls, {calls / seconds / most:P1} of the limit; {throttled:N0} answered 429, {(double)throttled / (calls + throttled):P2}"
        );
    }
}
