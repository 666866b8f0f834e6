using System.Diagnostics;
using System.Globalization;
using Entente.Crm.Port;

namespace Entente.Tests.Crash;

/// <summary>One protocol's run: app, CRM and the wire between them, the people outside, and the rounds.</summary>
internal sealed class KillLoop : IDisposable
{
    private const int NewInARound = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(150);
    private readonly RealApp app = new();
    private readonly Days days;
    private readonly RealSandbox crm = new();
    private readonly Dictionary<string, int> kills = [];
    private readonly Stopwatch rounds = new();
    private Wire? wire;
    private Clients? clients;
    private TimeSpan starting = TimeSpan.FromSeconds(1);
    private TimeSpan working = TimeSpan.FromSeconds(1);
    private TimeSpan settling;
    private int round;
    private readonly CrmKind kind;
    private readonly Random random;

    public KillLoop(CrmKind kind, Random random) => (this.kind, this.random, days) = (kind, random, new(app));

    private string Protocol => kind == CrmKind.HubSpot ? "hubspot" : "salesforce";

    public IReadOnlyCollection<string> Said => app.Said;

    /// <summary>Kills in the rounds; that of the setting up is not one of them.</summary>
    public int Struck => kills.Values.Sum();

    /// <summary>What was done, in one line.</summary>
    public string Figures =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{app.Kills} kills ({string.Join(", ", kills.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Value} {k.Key}"))}), {rounds.Elapsed.TotalSeconds / Math.Max(1, app.Kills):0.0} s each; "
                + $"{clients!.Claims.Count} registrations, {clients.Repeats} forms sent again; settled in {settling.TotalSeconds:0.0} s"
        );

    public async Task SetUp(CancellationToken ct)
    {
        await crm.Start(ct);
        wire = new(kind == CrmKind.HubSpot ? crm.HubSpot : crm.Salesforce);
        await wire.Start(ct);
        await app.Start(ct);
        await using var vendor = await RealVendor.Open(app, ct);
        await vendor.SetUp(ct);
        var path = await vendor.Connect(kind, wire.Url, ct);
        await crm.Push(Protocol, new Uri(app.Url, path), ct);
        clients = new(app.Url, vendor.Doors.Link);
        await clients.SignIn(vendor.Doors.Door, vendor.Doors.Portal);
        app.Kill();
    }

    /// <summary>The rounds: start, work, kill.</summary>
    public async Task Kill(int times, CancellationToken ct)
    {
        rounds.Start();
        for (var i = 0; i < times; i++)
        {
            await crm.Mend(ct);
            clients!.Add(NewInARound);
            var instant = Instant.Draw(random);
            var launched = TimeProvider.System.GetUtcNow();
            app.Launch();
            if (instant is Instant.InTheStart start)
            {
                await Task.Delay(starting * start.Share, ct);
                Strike("while starting");
                continue;
            }
            await app.WaitUntilReady(ct);
            starting = TimeProvider.System.GetUtcNow() - launched;
            await days.Pass(clients.Claims, ct);
            await Round(instant, ct);
        }
        rounds.Stop();
    }

    /// <summary>Starts it once more and lets it live until every form is answered and all work is done.</summary>
    public async Task Settle(CancellationToken ct)
    {
        await crm.Mend(ct);
        await app.Start(ct);
        var patience = Stopwatch.StartNew();
        while (clients!.Claims.Any(c => !c.IsSettled) || await app.Waiting(ct) > 0 || await days.Outstanding(ct) > 0)
        {
            if (patience.Elapsed > TimeSpan.FromMinutes(2) || clients.Surprises.Count > 20)
                break;
            await days.Pass(clients.Claims, ct);
            await clients.Work();
            await Task.Delay(200, ct);
        }
        settling = patience.Elapsed;
        // The sealer comes by twice a second.
        await Task.Delay(TimeSpan.FromSeconds(1.5), ct);
    }

    public async Task<(IReadOnlyList<string> Wrong, int Looked)> Reckon(CancellationToken ct)
    {
        await using var vendor = await RealVendor.Open(app, ct);
        var reckoning = new Reckoning(vendor, crm, clients!.Claims);
        var wrong = await reckoning.Run(ct);
        return ([.. clients.Surprises, .. wrong], reckoning.Looked);
    }

    public void Dispose()
    {
        clients?.Dispose();
        app.Dispose();
        wire?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        crm.Dispose();
    }

    private async Task Round(Instant instant, CancellationToken ct)
    {
        switch (instant)
        {
            case Instant.OnTheWire at:
                var struck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var own = Interlocked.Increment(ref round);
                wire!.Arm(new(at.Where, at.Write, at.Later, () => StrikeIn(own, $"at a write {Words(at.Where)}", struck)));
                var began = Stopwatch.GetTimestamp();
                await clients!.Work();
                if (!struck.Task.IsCompleted)
                    working = Stopwatch.GetElapsedTime(began);
                await new Lull(app, wire, Rest, Patience).Until(struck.Task, ct);
                wire.Arm(null);
                StrikeIn(own, "after the work", struck);
                break;
            case Instant.ByTheClock by:
                var doing = clients!.Work();
                await Task.Delay(working * by.Share, ct);
                Strike("by the clock");
                await doing;
                break;
            case Instant.InAFault fault:
                await crm.Break(Protocol, fault.Fault, fault.Calls, ct);
                var trying = clients!.Work();
                await Task.Delay(working * fault.Share, ct);
                Strike($"in a {fault.Fault}");
                await trying;
                break;
        }
    }

    // A strike that was on its way when its round ended must not hit the next life.
    private void StrikeIn(int own, string how, TaskCompletionSource struck)
    {
        if (Interlocked.CompareExchange(ref round, own + 1, own) != own)
            return;
        Strike(how);
        struck.TrySetResult();
    }

    private void Strike(string how)
    {
        app.Kill();
        lock (kills)
            kills[how] = kills.GetValueOrDefault(how) + 1;
    }

    private static string Words(Cut where) =>
        where switch
        {
            Cut.BeforeTheCrm => "before the CRM got it",
            Cut.BeforeTheAnswer => "before its answer came",
            _ => "just after its answer",
        };
}
