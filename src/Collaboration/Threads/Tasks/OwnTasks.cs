using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads.Tasks;

/// <summary>An open task and the record it belongs to, as far as whoever looks may know it.</summary>
public sealed record OwnTask(TaskLine Task, string Record, string Page);

/// <summary>Open tasks of whoever looks; for staff also those that nobody has.</summary>
internal sealed class OwnTasks(EntenteDb db, Actor actor, ThreadQuery threads, LineParts parts)
{
    public const int Most = 30;

    public async Task<IReadOnlyList<OwnTask>> Open(CancellationToken ct)
    {
        if (actor.Person is not { } me)
            return [];
        var orphans = actor.IsStaff;
        var rows = await db.Set<TalkTask>()
            .AsNoTracking()
            .Where(t => t.DoneAt == null && (t.Owner == me || (orphans && t.Owner == null)))
            .OrderBy(t => t.Due)
            .ThenBy(t => t.Id)
            .Take(Most)
            .ToListAsync(ct);
        var today = await parts.Today(ct);
        var shown = new List<OwnTask>();
        foreach (var about in rows.Where(parts.Readable).GroupBy(t => t.Subject))
            // The record itself decides who takes part.
            if (await threads.Head(about.Key, ct) is { } head)
                shown.AddRange(about.Select(t => new OwnTask(LineParts.Line(t, today), head.Name, head.Page)));
        return [.. shown.OrderBy(t => t.Task.Due).ThenBy(t => t.Task.Title, StringComparer.Ordinal)];
    }
}
