using System.Globalization;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Push;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>Reps in the CRM, people in Entente, a CRM that fails, and a clock that jumps; drawn at random, told to the model as well.</summary>
internal sealed partial class ConvergenceStory : IAsyncDisposable
{
    private static readonly string[] Statuses = ["Approved", "Extended", "Expired", "In review", "Withdrawn"];
    private static readonly string[] Faults = ["serverError", "lostAnswer", "serverError", "lostAnswer", "unauthorized"];
    private readonly SyncHouse house;
    private readonly CrmKind kind;
    private readonly Random random;
    private readonly Dictionary<string, ModelRecord> records = [];
    private readonly Dictionary<string, int> told = [];
    private CrmConnectionId connection;
    private (string Fault, int Calls)? fault;
    private int numbers;

    private ConvergenceStory(SyncHouse house, CrmKind kind, Random random) => (this.house, this.kind, this.random) = (house, kind, random);

    public string Figures =>
        string.Join(", ", told.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Value} {t.Key}"))
        + $"; {records.Count} records, {records.Values.Count(r => r.Deleted)} of them deleted";

    public static async Task<ConvergenceStory> Begin(TestCluster cluster, CrmKind kind, Random random)
    {
        var story = new ConvergenceStory(new SyncHouse(cluster), kind, random);
        await story.house.InitializeAsync();
        (await story.house.Rep(kind).EnsureFields(default)).Error.ShouldBeNull();
        for (var i = 0; i < 5; i++)
            await story.RepMakes();
        story.connection = await story.house.Connect(kind);
        return story;
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    /// <summary>One random act of somebody.</summary>
    public Task Act() =>
        random.Next(100) switch
        {
            < 8 => Tell("made by reps", RepMakes()),
            < 33 => Tell("changes by reps", RepChanges()),
            < 38 => Tell("deletions", RepDeletes()),
            < 43 => Tell("brought back", RepBringsBack()),
            < 51 => Tell("made by Entente", EntenteMakes()),
            < 66 => Tell("decisions", EntenteDecides()),
            < 76 => Tell("hints", Hint()),
            < 84 => Tell("faults", Break()),
            < 86 => Tell("pauses", Pause()),
            _ => Tell("spells of work", Work(TimeSpan.FromMilliseconds(random.Next(1, 40_000)))),
        };

    /// <summary>The faults stop, an admin sets right what only a person can, and a minute passes; then the comparison of a day.</summary>
    public async Task Settle()
    {
        fault = null;
        await Mend();
        // What a person had to look at, because the record was deleted just then: somebody tries it again.
        await RetryFailed();
        for (var seconds = 0; seconds < 60; seconds += 5)
            await Work(TimeSpan.FromSeconds(5));
        // A limit on deletions read every five minutes is the interval's, not the engine's: the walk is made now.
        await house.Walk(connection);
        for (var i = 0; i < 6; i++)
            await Work(TimeSpan.FromSeconds(20));
        foreach (var record in records.Values.Where(r => r.CrmId is null))
            await Find(record);
    }

    private async Task RepMakes()
    {
        var (what, name) = (random.Next(3) == 0 ? CrmObject.Account : CrmObject.Deal, Name("rep"));
        var fields = FieldsOf(what, name);
        var record = records[name] = new(what, name, ours: false);
        record.MadeWith(fields);
        record.CrmId = (await house.Rep(kind).Upsert(new(what, name, null, fields, []), default)).Value.Id;
    }

    private async Task RepChanges()
    {
        if (Any(r => !r.Deleted) is not { } record)
            return;
        if (await Find(record) is not { } id)
            return;
        var (field, value) =
            record.Kind == CrmObject.Deal
                ? random.Next(5) switch
                {
                    0 => (CrmFields.NextStep, Maybe("Step " + Next())),
                    1 => (CrmFields.Name, "Renamed " + Next()),
                    2 => (EntenteFields.RegistrationStatus, "Meddled " + Next()),
                    _ => (CrmFields.Amount, Next()),
                }
                : (random.Next(2) == 0 ? CrmFields.City : CrmFields.Phone, Maybe("Place " + Next()));
        if (record.IsDecided(field))
        {
            // Against somebody who never gives up Entente stops: that is another test's.
            record.Meddled.RemoveAll(at => at < house.House.Clock.Now.AddHours(-1));
            if (record.Meddled.Count >= 2)
                return;
            record.Meddled.Add(house.House.Clock.Now);
        }
        (await house.RepChanges(kind, record.Kind, id, field, value)).Error.ShouldBeNull();
        record.RepSets(field, value);
    }

    private async Task RepDeletes()
    {
        if (Any(r => !r.Deleted) is not { } record || await Find(record) is not { } id)
            return;
        // One that was made while its answer was lost is made again when it is deleted before Entente has heard of it.
        if (record.IsOurs && await Known(record) is null)
            return;
        await house.Delete(kind, record.Kind, id);
        record.Deleted = true;
    }

    private Task RepBringsBack()
    {
        if (Any(r => r is { Deleted: true, CrmId: not null }) is { } record)
        {
            // The bin's stamp and the return's are never the same.
            house.House.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(1, 5_000)));
            house.Sandbox.Undelete(record.Kind, record.CrmId!);
            record.Deleted = false;
        }
        return Task.CompletedTask;
    }

    private async Task EntenteMakes()
    {
        var name = Name("deal");
        var fields = FieldsOf(CrmObject.Deal, name);
        fields[EntenteFields.RegistrationStatus] = Statuses[random.Next(Statuses.Length)];
        var record = records[name] = new(CrmObject.Deal, name, ours: true);
        record.MadeWith(fields);
        await Stage(new(CrmObject.Deal, name, null, fields, []));
    }

    private async Task EntenteDecides()
    {
        if (Any(r => r.Kind == CrmObject.Deal && (r.IsOurs || r.CrmId is not null)) is not { } record)
            return;
        var status = Statuses[random.Next(Statuses.Length)] + " " + Next();
        var fields = new Dictionary<string, string?> { [EntenteFields.RegistrationStatus] = status };
        // What the CRM owns is not Entente's to change, whatever a write says.
        if (random.Next(3) == 0)
            fields[CrmFields.Amount] = "1";
        // Ours is named by our id, a rep's by the CRM's.
        await Stage(
            new(
                CrmObject.Deal,
                record.IsOurs ? record.EntenteId : "late-" + record.EntenteId,
                record.IsOurs ? null : record.CrmId,
                fields,
                []
            )
        );
        record.EntenteSets(EntenteFields.RegistrationStatus, status);
        house.House.Clock.Advance(TimeSpan.FromMilliseconds(1));
    }

    /// <summary>What a push would have named, right or long outdated, once or twice.</summary>
    private async Task Hint()
    {
        if (Any(r => r.CrmId is not null) is not { } record)
            return;
        await using var scope = house.House.As(house.House.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        await MirrorBooks.Name(db, connection, record.Kind, [record.CrmId!], house.House.Clock.Now, default);
        db.Enqueue(new FetchNamed(connection));
        await db.SaveChangesAsync();
    }

    private Task Break()
    {
        fault = (Faults[random.Next(Faults.Length)], random.Next(1, 4));
        return Task.CompletedTask;
    }

    private async Task Pause()
    {
        await house.House.Act<ChangeConnection, Result>(house.Entente, c => c.Pause(connection, default));
        await Work(TimeSpan.FromSeconds(random.Next(1, 120)));
        await house.House.Act<ChangeConnection, Result>(house.Entente, c => c.Resume(connection, default));
    }

    /// <summary>Time passes and what is due is done, by a CRM that fails as it was told.</summary>
    private async Task Work(TimeSpan time)
    {
        house.House.Clock.Advance(time);
        if (fault is { } set)
            await house.Sandbox.Break(SyncHouse.Protocol(kind), set.Fault, set.Calls);
        fault = null;
        await house.House.Work();
        await house.Sandbox.Http.DeleteAsync(new Uri(house.Sandbox.HubSpot, "/sandbox/admin/faults"));
        await Mend();
    }

    // A token that was refused stops everything until an admin connects again.
    private async Task Mend()
    {
        if (await house.State(connection) != CrmConnectionState.Broken)
            return;
        var again = await house.House.Act<ConnectCrm, Result<CrmConnectionId>>(house.Entente, c => c.Run(house.Credentials(kind), default));
        again.Problem.ShouldBeNull();
        // A connection that broke while it was paused is as it was before the pause.
        if (await house.State(connection) == CrmConnectionState.Paused)
            (await house.House.Act<ChangeConnection, Result>(house.Entente, c => c.Resume(connection, default))).Problem.ShouldBeNull();
    }

    private async Task RetryFailed()
    {
        var failed = await house.Ask(db => db.Set<WriteEntry>().Where(w => w.State == WriteState.Failed).Select(w => w.Id).ToListAsync());
        if (failed.Count > 0)
            (await house.House.Act<WorkErrorQueue, Result<int>>(house.Entente, q => q.RetryMany(failed, default))).Problem.ShouldBeNull();
    }

    private async Task Stage(CrmWriteStep step)
    {
        await using var scope = house.House.As(house.House.Corvane);
        scope
            .ServiceProvider.GetRequiredService<CrmApi>()
            .Stage(connection, new CrmWriteBack(new SubjectRef("registration", Guid.Empty), [step]));
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync();
    }

    private Task<string?> Known(ModelRecord record) =>
        house.House.Act<CrmApi, string?>(house.Entente, api => api.CrmIdOf(connection, record.Kind, record.EntenteId, default));

    private async Task<string?> Find(ModelRecord record) =>
        record.CrmId ??= (await house.Rep(kind).Find(record.Kind, record.EntenteId, default)).Value.Id;

    private ModelRecord? Any(Func<ModelRecord, bool> which)
    {
        var some = records.Values.Where(which).ToList();
        // The young ones, where both sides are busy, more often than the old.
        return some.Count == 0 ? null
            : random.Next(2) == 0 ? some[random.Next(some.Count)]
            : some[Math.Max(0, some.Count - 1 - random.Next(8))];
    }

    private Dictionary<string, string?> FieldsOf(CrmObject what, string name) =>
        what == CrmObject.Deal ? SyncHouse.DealFields(kind, name) : new() { [CrmFields.Name] = name };

    private string? Maybe(string value) => random.Next(4) == 0 ? null : value;

    private string Name(string prefix) => $"{prefix}-{Next()}";

    private string Next() => (++numbers).ToString(CultureInfo.InvariantCulture);

    private async Task Tell(string what, Task act)
    {
        told[what] = told.GetValueOrDefault(what) + 1;
        await act;
    }
}
