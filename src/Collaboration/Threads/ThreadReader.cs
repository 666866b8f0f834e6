using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>A shared message, for rooms above.</summary>
/// <param name="Author">As it signs: a person's name, or its partner's.</param>
/// <param name="With">The partner it is shared with.</param>
public sealed record SharedWords(MessageId Id, string Author, bool ByStaff, string Text, DateTimeOffset At, PartnerId With);

/// <summary>A task that both sides see and that was done, for rooms above.</summary>
public sealed record DoneWords(TaskId Id, string Title, string By, bool ByStaff, DateTimeOffset At, PartnerId With);

/// <summary>What rooms above may know of conversations: what both sides read, and nothing else.</summary>
public sealed class ThreadReader(EntenteDb db)
{
    private const int Most = 500;
    private static readonly PartnerId Nobody = new(Guid.Empty);

    /// <summary>The shared messages about a record, the oldest first; or one of them.</summary>
    public async Task<IReadOnlyList<SharedWords>> Shared(SubjectRef about, MessageId? one, CancellationToken ct) =>
        await db.Set<SharedMessage>()
            .Where(m => m.SubjectKind == about.Kind && m.SubjectId == about.Id && (one == null || m.Id == one))
            .OrderBy(m => m.At)
            .ThenBy(m => m.Id)
            .Take(Most)
            .Select(m => new SharedWords(m.Id, m.AuthorName, m.ByStaff, m.Text, m.At, m.PartnerId))
            .ToListAsync(ct);

    /// <summary>The tasks about a record that both sides see and that are done; or one of them.</summary>
    public async Task<IReadOnlyList<DoneWords>> Done(SubjectRef about, TaskId? one, CancellationToken ct) =>
        await db.Set<TalkTask>()
            .Where(t => t.SubjectKind == about.Kind && t.SubjectId == about.Id && (one == null || t.Id == one))
            .Where(t => t.PartnerId != Nobody && t.DoneAt != null)
            .OrderBy(t => t.DoneAt)
            .Take(Most)
            .Select(t => new DoneWords(t.Id, t.Title, t.DoneByName ?? "", t.DoneByStaff, t.DoneAt!.Value, t.PartnerId))
            .ToListAsync(ct);
}
