using System.Diagnostics;
using Entente.Crm;
using Entente.Crm.Port;
using Entente.Platform.Matching;
using Npgsql;

namespace Entente.Bench.Rows;

/// <summary>
/// The question every claim asks first: which account has this domain? By the use case that the rooms above call, each time in a scope of
/// its own as a request is, over so many mirrored accounts; the rows are put there by SQL. The peer is one prepared SELECT of the same row
/// over the same index by bare Npgsql, as a role that no fence holds.
/// </summary>
internal static class LookupRow
{
    private const int Asked = 20_000;

    public static async Task Measure(int accounts)
    {
        await using var stand = await Stand.Start();
        var id = await stand.GoLive(share: 80);
        await stand.Ask(
            $"""
            insert into crm_account (workspace_id, id, connection_id, crm_id, name, name_key, domain, country, is_customer, deleted, changed_at)
            select '{stand.Workspace.Id}', gen_random_uuid(), '{id.Value}', n::text, 'Company ' || n || ' Ltd', 'company ' || n,
                   'company' || n || '.example', 'Germany', n % 7 = 0, false, now() - interval '1 day'
              from generate_series(0, {accounts - 1}) n
            """
        );
        await stand.Ask("vacuum analyze crm_account");
        Console.WriteLine($"  {await stand.Count("select count(*) from crm_account"):N0} accounts");
        foreach (var beside in (int[])[1, 4])
        {
            await Ours(stand, accounts, beside, Asked / 10);
            await Theirs(stand, accounts, beside, Asked / 10);
            Print("bare Npgsql, one SELECT", beside, await Theirs(stand, accounts, beside, Asked));
            Print("Entente, by domain", beside, await Ours(stand, accounts, beside, Asked));
        }
    }

    private static Task<Load.Outcome> Ours(Stand stand, int accounts, int beside, int asked) =>
        Repeat(
            beside,
            asked,
            async () =>
            {
                var domain = Domain.OfCompany(SandboxProgram.Domain(Random.Shared.Next(accounts)))!.Value;
                var found = await stand.Act<CrmApi, IReadOnlyList<AccountCard>>(crm => crm.AccountsWithDomain(domain, default));
                if (found.Count != 1 || found[0].Domain != domain.Value)
                    throw new InvalidOperationException($"{domain.Value} was not found.");
            }
        );

    private static async Task<Load.Outcome> Theirs(Stand stand, int accounts, int beside, int asked)
    {
        await using var source = NpgsqlDataSource.Create(Stand.Connection(stand.App.Folder, "entente_maint") + ";Max Auto Prepare=16");
        return await Repeat(
            beside,
            asked,
            async () =>
            {
                await using var command = source.CreateCommand(
                    "select id, crm_id, name, domain, country, city, owner_id, is_customer from crm_account where workspace_id = $1 and domain = $2 and not deleted"
                );
                command.Parameters.Add(new() { Value = stand.Workspace.Id.Value });
                command.Parameters.Add(new() { Value = SandboxProgram.Domain(Random.Shared.Next(accounts)) });
                await using var reader = await command.ExecuteReaderAsync();
                if (!await reader.ReadAsync())
                    throw new InvalidOperationException("Nothing was found.");
            }
        );
    }

    private static async Task<Load.Outcome> Repeat(int beside, int asked, Func<Task> ask)
    {
        var (number, times) = (-1, new double[asked]);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, beside)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (Interlocked.Increment(ref number) is var i && i < asked)
                        {
                            var from = Stopwatch.GetTimestamp();
                            await ask();
                            times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
                        }
                    })
                )
        );
        return new([.. times.Order()], clock.Elapsed.TotalSeconds, 0);
    }

    private static void Print(string what, int beside, Load.Outcome outcome) =>
        Console.WriteLine($"  {what, -26} {beside} at a time {outcome}   load {Cores.Load()}");
}
