using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Entente.Bench.Rows;

/// <summary>
/// From a change in the CRM to its sight in Entente: a rep renames companies in the sandbox, which tells Entente by webhook; Entente reads
/// them within HubSpot's limit (190 calls in ten seconds, four fifths of them its own) and the mirror is looked at every few milliseconds.
/// The clock starts before the rep's call. First calmly, one change at a time, then in arrays of twenty, at the rate named.
/// </summary>
internal static class VisibleRow
{
    private const int Companies = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task Measure(int seconds)
    {
        await using var stand = await Stand.Start();
        await stand.Sandbox.Load(Companies);
        await stand.GoLive(share: 80);
        var ids = new List<string>();
        await using (var all = stand.Database.CreateCommand("select crm_id from crm_account order by crm_id"))
        await using (var reader = await all.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                ids.Add(reader.GetString(0));
        var rep = new Rep(stand, ids);
        await rep.Work(5, 1, TimeSpan.FromSeconds(3));
        Print("4 changes a second", await rep.Work(4, 1, TimeSpan.FromSeconds(seconds)));
        Print("100 changes a second", await rep.Work(5, 20, TimeSpan.FromSeconds(seconds)));
        Print("200 changes a second", await rep.Work(10, 20, TimeSpan.FromSeconds(seconds)));
    }

    private static void Print(string what, (Load.Outcome Seen, int Lost) outcome) =>
        Console.WriteLine(
            $"  {what, -24} visible after p50 {outcome.Seen.At(.5), 6:N0} ms   p95 {outcome.Seen.At(.95), 6:N0} ms   slowest {outcome.Seen.At(1), 6:N0} ms"
                + $"   ({outcome.Seen.Times.Count:N0} seen, {outcome.Seen.PerSecond:N0}/s, {outcome.Lost:N0} not within {Patience.TotalSeconds:N0} s)   load {Cores.Load()}"
        );

    /// <summary>Changes names, and looks for them in the mirror.</summary>
    private sealed class Rep(Stand stand, List<string> ids)
    {
        private readonly ConcurrentDictionary<string, long> awaited = [];
        private readonly List<double> seen = [];
        private int changes;

        public async Task<(Load.Outcome Seen, int Lost)> Work(int calls, int changesEach, TimeSpan span)
        {
            (var since, var clock) = (await stand.Ask("select clock_timestamp()"), Stopwatch.StartNew());
            seen.Clear();
            awaited.Clear();
            using var done = new CancellationTokenSource();
            var looking = Look((DateTime)since!, done.Token);
            var sent = new List<Task>();
            for (var i = 0; clock.Elapsed < span; i++)
            {
                sent.Add(Change(changesEach));
                var next = TimeSpan.FromSeconds((i + 1d) / calls) - clock.Elapsed;
                if (next > TimeSpan.Zero)
                    await Task.Delay(next);
            }
            await Task.WhenAll(sent);
            var took = clock.Elapsed.TotalSeconds;
            for (var waited = Stopwatch.StartNew(); !awaited.IsEmpty && waited.Elapsed < Patience; )
                await Task.Delay(50);
            await done.CancelAsync();
            await looking;
            return (new([.. seen.Order()], took, 0), awaited.Count);
        }

        private async Task Change(int count)
        {
            var inputs = new List<object>();
            for (var i = 0; i < count; i++)
            {
                var number = Interlocked.Increment(ref changes);
                var name = string.Create(CultureInfo.InvariantCulture, $"Renamed {number} Ltd");
                awaited[name] = Stopwatch.GetTimestamp();
                inputs.Add(new { id = ids[number % ids.Count], properties = new { name } });
            }
            await stand.Sandbox.Post("/crm/v3/objects/companies/batch/update", new { inputs });
        }

        private async Task Look(DateTime since, CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                // A commit may carry an earlier stamp than one that was seen before it.
                await using var look = stand.Database.CreateCommand("select name, changed_at from crm_account where changed_at > $1");
                look.Parameters.Add(new() { Value = since.AddSeconds(-3) });
                await using (var reader = await look.ExecuteReaderAsync(CancellationToken.None))
                {
                    while (await reader.ReadAsync(CancellationToken.None))
                    {
                        if (awaited.TryRemove(reader.GetString(0), out var changed))
                            seen.Add(Stopwatch.GetElapsedTime(changed).TotalMilliseconds);
                        since = reader.GetDateTime(1) > since ? reader.GetDateTime(1) : since;
                    }
                }
                await Task.Delay(10, CancellationToken.None);
            }
        }
    }
}
