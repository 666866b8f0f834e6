using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Mapping;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Values;
using Entente.Sandbox.Admin;
using Entente.Sandbox.Store;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Entente.Tests.Crm.Converge;

/// <summary>
/// Reps in the CRM, people in Entente, a CRM that fails, and a clock that jumps; drawn at random, told to the model as well. Time is
/// the story's own: whoever waits makes it pass.
/// </summary>
internal sealed partial class Story : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private const int CursorSeconds = 30;
    private const int CallsPerSecond = 10_000;

    private readonly SyncHouse house;
    private readonly CrmKind kind;
    private readonly Random random;
    private readonly Model model;
    private readonly Dictionary<string, int> told = [];
    private readonly Dictionary<string, TimeSpan> took = [];
    private readonly List<TimeSpan> rests = [];
    private readonly List<string> longRests = [];
    private readonly Reps reps;
    private readonly Pushes pushes;
    private readonly Trouble trouble;
    private IDisposable? feed;
    private CrmConnectionId connection;

    private Story(SyncHouse house, CrmKind kind, Random random, Fault? only)
    {
        (this.house, this.kind, this.random) = (house, kind, random);
        model = new(kind);
        reps = new(kind, house.Sandbox, house.House.Clock, model, random);
        pushes = new(house, kind, random);
        trouble = new(kind, house.Sandbox, random, only);
    }

    /// <inheritdoc cref="Trouble.Unseen"/>
    public IEnumerable<Fault> Unseen => trouble.Unseen;

    /// <summary>What was done, what went wrong meanwhile, and how long it took to come to rest: a line each.</summary>
    public IReadOnlyList<string> Figures =>
        [
            $"acts: {Counted(told)}",
            "seconds: "
                + string.Join(
                    ", ",
                    took.OrderByDescending(t => t.Value)
                        .Take(5)
                        .Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Value.TotalSeconds:0.0} {t.Key}"))
                ),
            $"faults: {Counted(trouble.Fired)}; {pushes.Delivered} pushes delivered",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{model.Records.Count()} records, {model.Records.Count(r => r.Deleted)} deleted, {model.Records.Count(r => r.MergedInto is not null)} merged away; "
            )
                + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rests.Count} rests, each within {rests.Max().TotalSeconds:0} s of the story's clock, {rests.Average(r => r.TotalSeconds):0} s on average"
                ),
            .. longRests.Select(r => "a long rest: " + r),
        ];

    /// <param name="only">The one fault that this CRM has; null: all.</param>
    public static async Task<Story> Begin(TestCluster cluster, CrmKind kind, Random random, Fault? only = null)
    {
        var made = new SyncHouse(cluster);
        made.House.Clock.JumpsOverWaits = true;
        await made.InitializeAsync();
        var story = new Story(made, kind, random, only);
        (await made.Rep(kind).EnsureFields(default)).Error.ShouldBeNull();
        story.feed = made
            .Sandbox.Part<CrmStore>()
            .Subscribe(changes =>
            {
                foreach (var change in changes)
                    story.Hear(change);
            });
        for (var i = 0; i < 12; i++)
            await story.reps.Makes();
        story.connection = await made.Connect(kind);
        // What the cursor alone brings may come as late as its interval. The budget is no part of this story: it fills by the database's
        // clock, which does not jump.
        (
            await made.House.Act<ChangeConnection, Result>(
                made.Entente,
                c => c.Pace(story.connection, CursorSeconds, CallsPerSecond, default)
            )
        ).Problem.ShouldBeNull();
        await story.pushes.Begin(story.connection);
        return story;
    }

    public async ValueTask DisposeAsync()
    {
        feed?.Dispose();
        pushes.Dispose();
        await house.DisposeAsync();
    }

    /// <summary>How often this fault happened so far.</summary>
    public int Happened(Fault fault) => trouble.Counted(fault);

    /// <summary>The CRM fails.</summary>
    public Task Fail() => Tell("faults set", trouble.Begin);

    /// <summary>One random act of somebody.</summary>
    public Task Act() =>
        random.Next(1_000) switch
        {
            < 70 => Tell("made by reps", reps.Makes),
            < 330 => Tell("changes by reps", reps.Changes),
            < 385 => Tell("deletions", reps.Deletes),
            < 425 => Tell("brought back", reps.BringsBack),
            < 455 => Tell("merges", reps.Merges),
            < 555 => Tell("changes of associations", reps.Associates),
            < 605 => Tell("made by Entente", EntenteMakes),
            < 725 => Tell("decisions", EntenteDecides),
            < 785 => Tell("arrivals of pushes", pushes.Arrive),
            < 855 => Tell("faults set", trouble.Begin),
            < 860 => Tell("pauses", Pause),
            < 968 => Tell("moments that pass", Moment),
            _ => Tell("spells of work", () => Work(TimeSpan.FromMilliseconds(random.Next(1, 40_000)))),
        };

    /// <summary>
    /// The faults stop, an admin sets right what only a person can, and at most a minute of the story's clock passes. Answers what is
    /// then not as the model says; only what was touched since the last rest is looked at, unless everything is asked for.
    /// </summary>
    public async Task<IReadOnlyList<string>> Rest(bool everything)
    {
        // What is still on its way is lost, half of the time.
        if (random.Next(2) == 0)
            pushes.Forget();
        else
            await pushes.Arrive();
        var mended = house.House.Clock.Now;
        var jumps = new ConcurrentQueue<TimeSpan>();
        house.House.Clock.Jumped = jumps.Enqueue;
        trouble.End();
        await Mend();
        await AdminLooks();
        IReadOnlyList<string> wrong = ["not looked at"];
        while (wrong.Count > 0 && house.House.Clock.Now - mended < Patience)
        {
            await Tell("steps of resting", () => Work(Step));
            await Tell("comparisons", async () => wrong = await Differences(everything: false));
        }
        house.House.Clock.Jumped = null;
        rests.Add(house.House.Clock.Now - mended);
        if (rests[^1] > Patience)
            longRests.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rests[^1].TotalSeconds:0} s with waits of {string.Join(", ", jumps.GroupBy(j => Math.Round(j.TotalSeconds, 1)).OrderByDescending(g => g.Sum(j => j.TotalSeconds)).Take(6).Select(g => $"{g.Count()} × {g.Key} s"))}"
                )
            );
        await Tell("clean-ups", CleanUp);
        if (wrong.Count == 0 && everything)
            wrong = await Differences(everything: true);
        if (wrong.Count == 0)
            CameToRest();
        return wrong;
    }

    // The tests' server does not clean up by itself, as one in use does: a long story would be about that.
    private async Task CleanUp()
    {
        await using var owner = NpgsqlDataSource.Create(house.House.OwnerConnection);
        await using var command = owner.CreateCommand("vacuum (analyze)");
        await command.ExecuteNonQueryAsync();
    }

    private Task Moment()
    {
        house.House.Clock.Advance(TimeSpan.FromMilliseconds(random.Next(1, 2_000)));
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
        await house.House.Work();
        await Mend();
    }

    // A token that was refused stops everything until an admin connects again.
    private async Task Mend()
    {
        if (await house.State(connection) != CrmConnectionState.Broken)
            return;
        trouble.Pause();
        var again = await house.House.Act<ConnectCrm, Result<CrmConnectionId>>(house.Entente, c => c.Run(house.Credentials(kind), default));
        again.Problem.ShouldBeNull();
        // A connection that broke while it was paused is as it was before the pause.
        if (await house.State(connection) == CrmConnectionState.Paused)
            (await house.House.Act<ChangeConnection, Result>(house.Entente, c => c.Resume(connection, default))).Problem.ShouldBeNull();
    }

    /// <summary>An admin looks at the schema again, and has tried again what had failed.</summary>
    private async Task AdminLooks()
    {
        (await house.House.Act<WatchSchemas, CrmError?>(house.Entente, w => w.Look(connection, default))).ShouldBeNull();
        // HubSpot does not say that a property is gone: who brought one back has everything compared whole.
        if (trouble.FieldWasDeleted && kind == CrmKind.HubSpot)
            await house.House.Act<StartReconcile, Result>(house.Entente, s => s.Run(connection, null, true, default));
        var failed = await house.Ask(db => db.Set<WriteEntry>().Where(w => w.State == WriteState.Failed).Select(w => w.Id).ToListAsync());
        if (failed.Count > 0)
            (await house.House.Act<WorkErrorQueue, Result<int>>(house.Entente, q => q.RetryMany(failed, default))).Problem.ShouldBeNull();
    }

    private void Hear(Change change)
    {
        lock (model)
        {
            Remember(change);
            model.Hear(change);
            // Meanwhile somebody in Salesforce merged it into its twin: no act of a rep of ours.
            if (
                kind == CrmKind.Salesforce
                && change.Type == ChangeType.Archived
                && house.Sandbox.Part<CrmStore>().SurvivorOf(change.Id) is { } twin
                && model.Find(change.Id) is { MergedInto: null } record
            )
            {
                record.Deleted = false;
                model.BecomesTwin(record, twin);
                model.Touched.Add(twin);
            }
        }
    }

    private static string Counted<T>(IEnumerable<KeyValuePair<T, int>> counts) =>
        string.Join(", ", counts.OrderByDescending(c => c.Value).Select(c => $"{c.Value} {c.Key}"));

    private async Task Tell(string what, Func<Task> act)
    {
        var began = Stopwatch.GetTimestamp();
        await act();
        told[what] = told.GetValueOrDefault(what) + 1;
        took[what] = took.GetValueOrDefault(what) + Stopwatch.GetElapsedTime(began);
    }
}
