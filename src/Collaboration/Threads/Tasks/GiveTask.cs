using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads.Tasks;

/// <summary>
/// Entente itself gives somebody of the staff a task in a record's conversation: internal, to be done by people, and takes it off again when its cause is
/// gone. Only stages, the caller saves. For jobs: nobody is asked whether they may.
/// </summary>
public sealed class GiveTask
{
    internal const string Name = "Entente";

    private readonly EntenteDb db;
    private readonly TimeProvider clock;
    private readonly ThreadHosts hosts;
    private readonly ReadersOf readers;

    internal GiveTask(EntenteDb db, TimeProvider clock, ThreadHosts hosts, ReadersOf readers) =>
        (this.db, this.clock, this.hosts, this.readers) = (db, clock, hosts, readers);

    /// <param name="to">Who gets it; when they do not read the record, or with null, the first owner or admin who does.</param>
    /// <param name="title">At most <see cref="TalkTask.LongestTitle"/> characters; what is longer is cut.</param>
    /// <param name="due">A day of the workspace.</param>
    /// <param name="once">At most 100 characters. The same one again is the same task, and nothing is staged.</param>
    /// <returns>False: there is nobody who could do it, and nothing is staged.</returns>
    public async Task<bool> Stage(SubjectRef about, PersonId? to, string title, DateOnly due, string once, CancellationToken ct)
    {
        if (await db.Set<TalkTask>().AnyAsync(t => t.Submission == once, ct))
            return true;
        if (await hosts.Find(about, ct) is not { } place)
            return false;
        var staff = (await readers.Load(place, db.Workspace, ct)).Staff;
        var owner =
            staff.FirstOrDefault(m => m.Person.Id == to) ?? staff.FirstOrDefault(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin);
        if (owner is null)
            return false;
        var words = title.Length > TalkTask.LongestTitle ? title[..(TalkTask.LongestTitle - 1)] + "…" : title;
        db.Add(TalkTask.Add(place, null, words, (owner.Person.Id, owner.Person.Name), due, (null, Name), once, clock.GetUtcNow()));
        return true;
    }

    /// <summary>
    /// What it was given for is over, so it is nobody's work any more. One that was done, or was never given, stays as it is. It goes in a moment of its own,
    /// so that nobody who touches it just then stands in the caller's way.
    /// </summary>
    public async Task TakeOff(string once, CancellationToken ct)
    {
        var open = await db.Set<TalkTask>().Where(t => t.Submission == once && t.DoneAt == null).Select(t => t.Id).ToListAsync(ct);
        foreach (var task in open)
            db.Enqueue(new TakeTaskOff(task));
    }
}

/// <summary>The cause of a task that Entente gave is gone.</summary>
[JobName("task.take_off")]
internal sealed record TakeTaskOff(TaskId Task);

internal sealed class RunTakeTaskOff(EntenteDb db, TimeProvider clock) : IJob<TakeTaskOff>
{
    public async Task<JobOutcome> Run(TakeTaskOff payload, CancellationToken ct)
    {
        await using var held = await db.Hold([TalkTask.Key(payload.Task)], ct);
        if (await db.Set<TalkTask>().SingleOrDefaultAsync(t => t.Id == payload.Task, ct) is { } task)
            task.Finish(null, GiveTask.Name, byStaff: true, clock.GetUtcNow());
        await held.Save(ct);
        return JobOutcome.Done;
    }
}
