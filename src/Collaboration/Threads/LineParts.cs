using Entente.Collaboration.Model;
using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>A task as it is shown.</summary>
/// <param name="With">With which partner it is shared; null: it is internal.</param>
/// <param name="Owner">Null: its owner left, and nobody has it.</param>
/// <param name="DoneBy">Null: open.</param>
public sealed record TaskLine(
    Guid Id,
    string Title,
    PartnerId? With,
    PersonId? Owner,
    string OwnerName,
    DateOnly Due,
    TaskState State,
    string? DoneBy,
    DateTimeOffset? DoneAt,
    SubjectRef About
)
{
    public bool Internal => With is null;
}

/// <summary>
/// What hangs on messages: names, files, reactions; and the tasks of a conversation. The filters of whoever looks hold in each query: what is internal
/// belongs to nobody, so it is not there for a partner.
/// </summary>
internal sealed class LineParts(EntenteDb db, Actor actor, Workspaces workspaces, TimeProvider clock)
{
    private const int MostTasks = 100;

    public async Task<IReadOnlyList<ThreadLine>> Of(IReadOnlyList<ThreadLine> lines, CancellationToken ct)
    {
        var ids = lines.Select(l => l.Id).ToArray();
        if (ids.Length == 0)
            return lines;
        var names = (await db.Set<MessageMention>().AsNoTracking().Where(m => ids.Contains(m.MessageId)).ToListAsync(ct)).ToLookup(m =>
            m.MessageId
        );
        var files = (
            await db.Set<MessageFile>().AsNoTracking().Where(f => ids.Contains(f.MessageId)).OrderBy(f => f.Id).ToListAsync(ct)
        ).ToLookup(f => f.MessageId);
        var reactions = (await db.Set<MessageReaction>().AsNoTracking().Where(r => ids.Contains(r.MessageId)).ToListAsync(ct)).ToLookup(r =>
            r.MessageId
        );
        return
        [
            .. lines.Select(l =>
                l with
                {
                    Names = [.. names[l.Id].Select(m => m.Written).Distinct()],
                    Files = [.. files[l.Id].Select(f => new LineFile(f.Id.Value, f.Name, f.Size, f.Sha256))],
                    Reactions =
                    [
                        .. Enum.GetValues<ReactionKind>()
                            .Select(k => new LineReaction(
                                k,
                                reactions[l.Id].Count(r => r.Kind == k),
                                reactions[l.Id].Any(r => r.Kind == k && r.PersonId == actor.Person)
                            )),
                    ],
                }
            ),
        ];
    }

    public async Task<IReadOnlyList<TaskLine>> Tasks(SubjectRef about, CancellationToken ct)
    {
        var rows = await db.Set<TalkTask>()
            .AsNoTracking()
            .Where(t => t.SubjectKind == about.Kind && t.SubjectId == about.Id)
            .OrderBy(t => t.DoneAt != null)
            .ThenBy(t => t.Due)
            .ThenBy(t => t.Id)
            .Take(MostTasks)
            .ToListAsync(ct);
        var today = await Today(ct);
        return [.. rows.Where(Readable).Select(t => Line(t, today))];
    }

    public async Task<DateOnly> Today(CancellationToken ct) => (await workspaces.Get(actor.Workspace, ct)).DayOf(clock.GetUtcNow());

    // The filter keeps internal ones from partners already; this says it once more, where it can be read.
    public bool Readable(TalkTask task) => actor.IsStaff || task.PartnerId == actor.Partner;

    public static TaskLine Line(TalkTask t, DateOnly today) =>
        new(
            t.Id.Value,
            t.Title,
            t.IsShared ? t.PartnerId : null,
            t.Owner,
            t.OwnerName,
            t.Due,
            TaskRules.State(t.Due, t.DoneAt is not null, today),
            t.DoneByName,
            t.DoneAt,
            t.Subject
        );
}
