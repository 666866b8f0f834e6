using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads.Tasks;

/// <summary>Tells the owner of a task: that they have it, and on its day that it is due. Each once, and only who reads the record.</summary>
internal sealed class TellTasks(EntenteDb db, TaskNotices notices, Workspaces workspaces) : IHandle<TaskGiven>, IScheduled
{
    private const int AtOnce = 100;

    public async Task Handle(TaskGiven what, Telling telling, CancellationToken ct)
    {
        var task = await db.Set<TalkTask>().SingleAsync(t => t.Id == what.Task, ct);
        if (task is { DoneAt: null, Owner: { } owner } && owner == what.Owner)
            await notices.Tell(task, owner, $"task:{task.Id.Value:N}", $"{task.AddedByName} gave you a task", ct);
    }

    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        // All of them: those that nobody can be told of stay due, and must not stand in the others' way.
        var due = await db.Set<TalkTask>()
            .Where(t => t.DoneAt == null && t.Owner != null && t.Due <= today && t.RemindedFor == null)
            .OrderBy(t => t.Due)
            .ThenBy(t => t.Id)
            .Select(t => t.Id)
            .ToListAsync(ct);
        foreach (var some in due.Chunk(AtOnce))
        {
            await using var held = await db.Hold(some.Select(TalkTask.Key), ct);
            foreach (var task in await db.Set<TalkTask>().Where(t => some.Contains(t.Id)).OrderBy(t => t.Due).ToListAsync(ct))
                await Remind(task, today, ct);
            await held.Save(ct);
            db.ChangeTracker.Clear();
        }
    }

    private async Task Remind(TalkTask task, DateOnly today, CancellationToken ct)
    {
        if (
            task.Owner is { } owner
            && TaskRules.Reminds(task.Due, task.DoneAt is not null, task.RemindedFor, today)
            && await notices.Tell(
                task,
                owner,
                $"task:{task.Id.Value:N}:{task.Due:yyyyMMdd}",
                task.Due == today ? "Due today" : "Overdue",
                ct
            )
        )
            task.Remind();
    }
}

/// <summary>
/// Somebody left: their open tasks go to the partner's manager, who is told, or to nobody and stay in sight. None is lost. Whose sessions were only
/// closed is still here and keeps theirs.
/// </summary>
internal sealed class HandOnTasks(EntenteDb db, ThreadHosts hosts, ReadersOf readersOf, TaskNotices notices, AccessApi access)
    : IHandle<AccessCut>
{
    public async Task Handle(AccessCut what, Telling telling, CancellationToken ct)
    {
        if ((await access.Members([what.Person], ct)).Any(m => m.Active))
            return;
        foreach (var task in await db.Set<TalkTask>().Where(t => t.Owner == what.Person && t.DoneAt == null).ToListAsync(ct))
        {
            var (place, left) = (await hosts.Find(task.Subject, ct), task.OwnerName);
            var manager = (task.IsShared ? place?.Side(task.PartnerId) : place?.Sides.FirstOrDefault())?.Manager;
            var heir = place is not null && TaskRules.Heir(what.Person, manager) is { } one ? await Reader(place, task, one, ct) : null;
            task.HandTo(heir);
            if (heir is { } next)
                await notices.Tell(
                    task,
                    next.Id,
                    $"task:{task.Id.Value:N}:{what.Person.Value:N}",
                    $"{left} left, and you have their task",
                    ct
                );
        }
    }

    private async Task<(PersonId Id, string Name)?> Reader(ThreadPlace place, TalkTask task, PersonId one, CancellationToken ct)
    {
        var staff = (await readersOf.Load(place, db.Workspace, ct)).Staff;
        return staff.FirstOrDefault(m => m.Person.Id == one) is { } heir ? (heir.Person.Id, heir.Person.Name) : null;
    }
}
