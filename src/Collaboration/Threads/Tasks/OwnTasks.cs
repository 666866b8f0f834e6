using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads.Tasks;

/// <summary>An open task and the record it belongs to, as far as whoever looks may know it.</summary>
public sealed record OwnTask(TaskLine Task, string Record, string Page);

/// <param name="Total">How many there are; <paramref name="Rows"/> may hold fewer.</param>
public sealed record OwnTaskList(IReadOnlyList<OwnTask> Rows, int Total);

/// <summary>Open tasks of whoever looks; for staff also those that nobody has.</summary>
internal sealed class OwnTasks(EntenteDb db, Actor actor, ThreadQuery threads, LineParts parts)
{
    /// <summary>More open tasks than anybody works through.</summary>
    public const int Most = 200;

    /// <param name="most">The most urgent of them.</param>
    public async Task<OwnTaskList> Open(int most, CancellationToken ct)
    {
        if (actor.Person is not { } me)
            return new([], 0);
        var orphans = actor.IsStaff;
        var rows = await db.Set<TalkTask>()
            .AsNoTracking()
            .Where(t => t.DoneAt == null && (t.Owner == me || (orphans && t.Owner == null)))
            .OrderBy(t => t.Due)
            .ThenBy(t => t.Id)
            .Take(Most)
            .ToListAsync(ct);
        var today = await parts.Today(ct);
        var readable = rows.Where(parts.Readable).OrderBy(t => t.Due).ThenBy(t => t.Title, StringComparer.Ordinal).ToList();
        var (shown, total) = (new List<OwnTask>(), readable.Count);
        var heads = new Dictionary<SubjectRef, ThreadHead?>();
        foreach (var task in readable.TakeWhile(_ => shown.Count < most))
        {
            // The record itself decides who takes part.
            if (!heads.TryGetValue(task.Subject, out var head))
                heads[task.Subject] = head = await threads.Head(task.Subject, ct);
            if (head is null)
                total--;
            else
                shown.Add(new(LineParts.Line(task, today), head.Name, head.Page));
        }
        return new(shown, total);
    }
}
