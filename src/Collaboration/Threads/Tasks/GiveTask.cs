using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads.Tasks;

/// <summary>
/// A room gives somebody a task in a record's conversation, to be done by people: internal, or shared with one partner; what Entente itself gave it takes
/// off again when its cause is gone. Only stages, the caller saves. Nobody is asked whether they may: the room has done so, or it is a job.
/// </summary>
public sealed class GiveTask
{
    internal const string Name = "Entente";
    private static readonly (PersonId? Id, string Name) Entente = (null, Name);

    private readonly EntenteDb db;
    private readonly TimeProvider clock;
    private readonly ThreadHosts hosts;
    private readonly ReadersOf readers;

    internal GiveTask(EntenteDb db, TimeProvider clock, ThreadHosts hosts, ReadersOf readers) =>
        (this.db, this.clock, this.hosts, this.readers) = (db, clock, hosts, readers);

    /// <summary>An internal one, from Entente itself.</summary>
    /// <param name="to">Who gets it; when they do not read the record, or with null, the first owner or admin who does.</param>
    /// <param name="title">At most <see cref="TalkTask.LongestTitle"/> characters; what is longer is cut.</param>
    /// <param name="due">A day of the workspace.</param>
    /// <param name="once">At most 100 characters. The same one again is the same task, and nothing is staged.</param>
    /// <returns>False: there is nobody who could do it, and nothing is staged.</returns>
    public async Task<bool> Stage(SubjectRef about, PersonId? to, string title, DateOnly due, string once, CancellationToken ct)
    {
        if (await Known(once, ct))
            return true;
        if (await hosts.Find(about, ct) is not { } place)
            return false;
        var staff = (await readers.Load(place, db.Workspace, ct)).Staff;
        return Add(place, null, staff.FirstOrDefault(m => m.Person.Id == to) ?? First(staff), title, due, Entente, once);
    }

    /// <summary>One that both sides read, where the safelist lets the partner take part; else it is internal, and of the vendor's people.</summary>
    /// <param name="to">
    /// Somebody of either side. Who does not read it any more has it taken by the partner's manager, else by the first owner or admin who reads the record.
    /// </param>
    /// <param name="by">Who gives it.</param>
    /// <inheritdoc cref="Stage"/>
    public async Task<bool> StageShared(
        SubjectRef about,
        PartnerId with,
        PersonId to,
        string title,
        DateOnly due,
        (PersonId? Id, string Name) by,
        string once,
        CancellationToken ct
    )
    {
        if (await Known(once, ct))
            return true;
        if (await hosts.Find(about, ct) is not { } place)
            return false;
        var all = await readers.Load(place, db.Workspace, ct);
        var side = all.Sides.FirstOrDefault(s => s.Id == with);
        var shared = side is { Shared: true };
        var owner =
            (shared ? side!.People.Concat(all.Staff) : all.Staff).FirstOrDefault(m => m.Person.Id == to)
            ?? all.Staff.FirstOrDefault(m => m.Person.Id == side?.Manager)
            ?? First(all.Staff);
        return Add(place, shared ? with : null, owner, title, due, by, once);
    }

    private Task<bool> Known(string once, CancellationToken ct) => db.Set<TalkTask>().AnyAsync(t => t.Submission == once, ct);

    private static MemberCard? First(IReadOnlyList<MemberCard> staff) =>
        staff.FirstOrDefault(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin);

    private bool Add(
        ThreadPlace place,
        PartnerId? with,
        MemberCard? owner,
        string title,
        DateOnly due,
        (PersonId? Id, string Name) by,
        string once
    )
    {
        if (owner is null)
            return false;
        var words = title.Length > TalkTask.LongestTitle ? title[..(TalkTask.LongestTitle - 1)] + "…" : title;
        db.Add(TalkTask.Add(place, with, words, (owner.Person.Id, owner.Person.Name), due, by, once, clock.GetUtcNow()));
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
