using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Bench.Rows;

/// <summary>
/// Signed webhooks at the app's own door, each answered after what it names is committed: one event each, and arrays of a hundred as
/// HubSpot sends them. Every event is of its own, every one names one of a million records; the app reads them from the CRM meanwhile, as
/// fast as HubSpot's limit lets it. The peer, in the same run on the same PostgreSQL, is <see cref="BareIngest"/>. Requests are signed before the clock starts.
/// </summary>
internal static class IngestRow
{
    private const int Connections = 32;
    private const int Rounds = 3;

    public static async Task Measure(int singles)
    {
        await using var stand = await Stand.Start();
        await stand.Sandbox.Put(
            "limits",
            new
            {
                plan = "enterprise",
                multiple = 1,
                enforced = true,
            }
        );
        var hook = stand.HookOf(await stand.GoLive(share: 80));
        var port = RunningApp.FreePort();
        using var peer = BareIngest.Start(port, Stand.Connection(stand.App.Folder, "entente_super") + ";Max Auto Prepare=16");
        await BareEndpoint.Ready(port);
        var bare = new Uri($"http://localhost:{port}/hook");
        Console.WriteLine($"  {singles:N0} deliveries of one event a round, {singles / 10:N0} of a hundred, {Connections} connections");

        await Send(bare, 2_000, 1);
        await Send(hook, 2_000, 1);
        foreach (var (events, count) in new[] { (1, singles), (100, singles / 10) })
        {
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                theirs.Add(await Print("bare Kestrel, HMAC, INSERT", stand, peer.Id, bare, count, events));
                ours.Add(await Print("Entente", stand, stand.App.Pid, hook, count, events));
            }
            var (mine, bar) = (Median(ours), Median(theirs));
            Console.WriteLine(
                $"  {events, 3} in each: {mine * events:N0} events a second, {mine / bar:P0} of the peer (medians of {Rounds})   load {Cores.Load()}"
            );
        }
        peer.Kill();
        var (kept, named) = (await stand.Count("select count(*) from crm_push"), await stand.Count("select count(*) from crm_fetch"));
        Console.WriteLine($"  kept {kept:N0} events; {named:N0} records are named and not read yet");
    }

    private static async Task<double> Print(string what, Stand stand, int pid, Uri hook, int count, int events)
    {
        var (app, db) = (Cores.Of(pid), Cores.OfPostgres(stand.App.Folder));
        var outcome = await Send(hook, count, events);
        (app, db) = ((Cores.Of(pid) - app) / outcome.Seconds, (Cores.OfPostgres(stand.App.Folder) - db) / outcome.Seconds);
        Console.WriteLine($"  {what, -28} {events, 3} in each {outcome}   cores {app:N2}, PostgreSQL {db:N2}");
        return outcome.PerSecond;
    }

    private static async Task<Load.Outcome> Send(Uri hook, int count, int events)
    {
        var stamp = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var bodies = new (byte[] Body, string Signature)[count];
        Parallel.For(0, count, i => bodies[i] = Sign(hook, stamp, Body(events)));
        return await Load.RunAll(
            hook,
            i =>
            {
                var message = new HttpRequestMessage(HttpMethod.Post, hook) { Content = new ByteArrayContent(bodies[i].Body) };
                message.Content.Headers.ContentType = new("application/json");
                message.Headers.TryAddWithoutValidation("X-HubSpot-Signature-v3", bodies[i].Signature);
                message.Headers.TryAddWithoutValidation("X-HubSpot-Request-Timestamp", stamp);
                return message;
            },
            Connections,
            count
        );
    }

    private static (byte[], string) Sign(Uri hook, string stamp, byte[] body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes("POST" + hook), .. body, .. Encoding.UTF8.GetBytes(stamp)];
        return (body, Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(SandboxProgram.AppSecret), signed)));
    }

    private static byte[] Body(int events)
    {
        var text = new StringBuilder("[");
        for (var i = 0; i < events; i++)
        {
            // Ids of HubSpot's size, of records that mostly are not there: reading them is the worker's matter, not this row's.
            var (id, record) = (Random.Shared.NextInt64(1_000_000_000_000), 90_000_000_000 + Random.Shared.Next(1_000_000));
            text.Append(i == 0 ? "" : ",")
                .Append(
                    CultureInfo.InvariantCulture,
                    $$"""{"eventId":{{id}},"subscriptionId":4471,"portalId":4411,"appId":77,"occurredAt":{{1_790_000_000_000 + (id % 1_000_000)}},"subscriptionType":"company.propertyChange","attemptNumber":0,"objectId":{{record}},"propertyName":"name","propertyValue":"Company {{record:x}}","changeSource":"CRM_UI"}"""
                );
        }
        return Encoding.UTF8.GetBytes(text.Append(']').ToString());
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
