using System.Diagnostics;
using System.Globalization;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Inspect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crash;

/// <summary>
/// Kills during the first load and while reps work in the CRM: at any call, before or after its answer, while a page is being kept.
/// In the end the mirror holds what the CRM holds, record by record.
/// </summary>
internal sealed class SyncKillLoop(CrmKind kind, Random random) : IDisposable
{
    private const int Companies = 2_400;
    private const int Deals = 300;
    private const int Contacts = 200;

    /// <summary>So slow that a load takes some lives.</summary>
    private const int Pace = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>A push is taken, and what it names is asked for, well within it.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);
    private readonly RealApp app = new();
    private readonly RealSandbox crm = new();
    private readonly Dictionary<string, int> kills = [];
    private readonly List<string> companies = [];
    private readonly List<string> deals = [];
    private readonly List<string> contacts = [];

    /// <summary>What following alone had not brought when everything was about to be compared.</summary>
    private readonly List<string> unfollowed = [];
    private readonly Stopwatch rounds = new();
    private Wire? wire;
    private int changes;
    private int round;
    private bool loaded;

    public IReadOnlyCollection<string> Said => app.Said;

    /// <summary>Kills in the rounds; that of the setting up is not one of them.</summary>
    public int Struck => kills.Values.Sum();

    public string Figures =>
        $"{app.Kills} kills ({string.Join(", ", kills.OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => $"{k.Value} {k.Key}"))}), "
        + string.Create(CultureInfo.InvariantCulture, $"{rounds.Elapsed.TotalSeconds / Math.Max(1, app.Kills):0.0} s each; ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{companies.Count} companies, {deals.Count} deals, {contacts.Count} contacts, {changes} changes by reps"
        );

    public async Task SetUp(CancellationToken ct)
    {
        await crm.Start(ct);
        wire = new(kind == CrmKind.HubSpot ? crm.HubSpot : crm.Salesforce);
        await wire.Start(ct);
        companies.AddRange(
            await crm.Make("companies", [.. Enumerable.Range(0, Companies).Select(i => Record("name", $"Company {i}"))], ct)
        );
        contacts.AddRange(
            await crm.Make("contacts", [.. Enumerable.Range(0, Contacts).Select(i => Record("lastname", $"Contact {i}"))], ct)
        );
        await MakeDeals(Deals, ct);
        await app.Start(ct);
        await using var vendor = await RealVendor.Open(app, ct);
        await vendor.SetUp(ct);
        await vendor.Begin(kind, wire.Url, Pace, ct);
        var view = await vendor.Look(ct);
        (await vendor.Act<ChangeConnection, Result>(c => c.Pace(view.Id, 5, Pace, ct))).Problem.ShouldBeNull();
        await crm.Push(kind == CrmKind.HubSpot ? "hubspot" : "salesforce", new Uri(app.Url, view.PushPath), ct);
        app.Kill();
    }

    public async Task Kill(int times, CancellationToken ct)
    {
        rounds.Start();
        for (var i = 0; i < times; i++)
        {
            var struck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var own = Interlocked.Increment(ref round);
            var during = loaded ? "while following" : "in the load";
            // Half of what is done while it is down, half while it lives.
            if (loaded)
                await Reps(ct);
            app.Launch();
            await app.WaitUntilReady(ct);
            var where = (Cut)random.Next(3);
            var later = TimeSpan.FromMilliseconds(random.Next(60));
            wire!.Arm(new(where, 1 + random.Next(loaded ? 8 : 14), later, () => StrikeIn(own, during, struck), AnyCall: true));
            if (loaded)
                await Reps(ct);
            await new Lull(app, wire, Rest, Patience).Until(struck.Task, ct);
            wire.Arm(null);
            // From here on a strike that is on its way does nothing: what lives is ours to kill.
            if (Interlocked.CompareExchange(ref round, own + 1, own) != own)
                continue;
            if (!loaded)
            {
                await using var vendor = await RealVendor.Open(app, ct);
                loaded = (await vendor.Look(ct)).State == CrmConnectionState.Live;
                // The first load has half of the kills at most.
                if (!loaded && i >= times / 2)
                    loaded = await Load(ct);
            }
            Strike(during);
        }
        rounds.Stop();
    }

    /// <summary>Lets it live until it is level with the CRM, and compares everything once more.</summary>
    public async Task Settle(CancellationToken ct)
    {
        await app.Start(ct);
        (await Load(ct)).ShouldBeTrue("the first load ends");
        unfollowed.AddRange(await Follow(ct));
        await using var vendor = await RealVendor.Open(app, ct);
        var id = (await vendor.Look(ct)).Id;
        // What was deleted while the app was dead: the pushes' retries or the next look at the bin would bring it within minutes.
        var began = TimeProvider.System.GetUtcNow();
        await Until(async () => (await vendor.Act<StartReconcile, Result>(s => s.Run(id, null, false, ct))).Problem is null, ct);
        await Until(
            async () =>
                (await vendor.Act<InspectConnection, Result<SyncHealth>>(s => s.Run(id, ct))).Value.Reconciles.All(r =>
                    !r.Running && r.EndedAt > began
                ),
            ct
        );
    }

    public async Task<IReadOnlyList<string>> Reckon(CancellationToken ct)
    {
        await using var vendor = await RealVendor.Open(app, ct);
        await using var scope = vendor.Scope();
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var wrong = new List<string>();
        foreach (var letter in await db.Set<DeadLetter>().AsNoTracking().ToListAsync(ct))
            wrong.Add($"{letter.Kind} was set aside: {letter.Cause}");
        foreach (var (what, there, here) in await Sides(db, ct))
            Same(what, there, here, wrong);
        wrong.AddRange(unfollowed);
        return wrong;
    }

    public void Dispose()
    {
        app.Dispose();
        wire?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        crm.Dispose();
    }

    /// <summary>
    /// Waits until everything that was made or changed has come by following alone, since a comparison of everything would mend what the cursor lost.
    /// What was deleted while the app was dead may still be there. Returns what never came.
    /// </summary>
    private async Task<IReadOnlyList<string>> Follow(CancellationToken ct)
    {
        await using var vendor = await RealVendor.Open(app, ct);
        await using var scope = vendor.Scope();
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        for (var patience = Stopwatch.StartNew(); ; await Task.Delay(250, ct))
        {
            var lost = (await Sides(db, ct))
                .SelectMany(side => side.There.Except(side.Here).Select(name => $"{side.What}: following never brought {name}"))
                .ToList();
            if (lost.Count == 0 || patience.Elapsed > TimeSpan.FromMinutes(1))
                return [.. lost.Take(10)];
        }
    }

    private async Task<IReadOnlyList<(string What, IReadOnlyList<string?> There, IReadOnlyList<string> Here)>> Sides(
        EntenteDb db,
        CancellationToken ct
    )
    {
        var accounts = await db.Set<AccountRow>().AsNoTracking().Where(a => !a.Deleted).Select(a => a.Name).ToListAsync(ct);
        var people = await db.Set<ContactRow>().AsNoTracking().Where(c => !c.Deleted).Select(c => c.LastName ?? "").ToListAsync(ct);
        var opportunities = await db.Set<global::Entente.Pipeline.Model.Opportunity>()
            .AsNoTracking()
            .Where(o => !o.Deleted)
            .Select(o => o.Name)
            .ToListAsync(ct);
        return
        [
            ("companies", [.. (await crm.Values("companies", "name", ct)).Values], accounts),
            ("contacts", [.. (await crm.Values("contacts", "lastname", ct)).Values], people),
            ("deals", [.. (await crm.Values("deals", "dealname", ct)).Values], opportunities),
        ];
    }

    // Every name is given once: a record that is there twice, lost or old shows by it.
    private static void Same(string what, IReadOnlyList<string?> crm, IReadOnlyList<string> mirror, List<string> wrong)
    {
        wrong.AddRange(crm.Except(mirror).Take(5).Select(n => $"{what}: the mirror lacks {n}"));
        wrong.AddRange(mirror.Except(crm).Take(5).Select(n => $"{what}: the CRM has no {n}"));
        if (crm.Count != mirror.Count)
            wrong.Add($"{what}: {crm.Count} in the CRM, {mirror.Count} in the mirror");
    }

    private async Task Reps(CancellationToken ct)
    {
        var renamed = Enumerable.Range(0, 6).Select(_ => companies[random.Next(companies.Count)]).Distinct();
        await crm.Change("companies", [.. renamed.Select(id => (id, "name", $"Renamed {++changes}"))], ct);
        var married = Enumerable.Range(0, 3).Select(_ => contacts[random.Next(contacts.Count)]).Distinct();
        await crm.Change("contacts", [.. married.Select(id => (id, "lastname", $"Married {++changes}"))], ct);
        var moved = Enumerable.Range(0, 4).Select(_ => deals[random.Next(deals.Count)]).Distinct();
        await crm.Change("deals", [.. moved.Select(id => (id, "dealname", $"Moved {++changes}"))], ct);
        await MakeDeals(2, ct);
        var gone = deals[random.Next(deals.Count)];
        deals.Remove(gone);
        await crm.Delete("deals", gone, ct);
        changes += 3;
    }

    private async Task MakeDeals(int count, CancellationToken ct)
    {
        var records = Enumerable
            .Range(0, count)
            .Select(_ =>
            {
                var record = Record("dealname", $"Deal {Guid(++changes)}");
                (record["dealstage"], record["pipeline"], record["closedate"]) = ("qualifiedtobuy", "default", "2027-03-31");
                return record;
            });
        deals.AddRange(await crm.Make("deals", [.. records], ct));
    }

    private static string Guid(int number) => number.ToString("0000", CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Record(string field, string value) => new() { [field] = value };

    private async Task<bool> Load(CancellationToken ct)
    {
        await using var vendor = await RealVendor.Open(app, ct);
        await Until(async () => (await vendor.Look(ct)).State == CrmConnectionState.Live, ct);
        return true;
    }

    private static async Task Until(Func<Task<bool>> reached, CancellationToken ct)
    {
        for (var patience = Stopwatch.StartNew(); !await reached(); await Task.Delay(100, ct))
            patience.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3));
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
}
