using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads;

/// <summary>A shared message, for rooms above.</summary>
/// <param name="Author">As it signs: a person's name, or its partner's.</param>
public sealed record SharedWords(MessageId Id, string Author, bool ByStaff, string Text, DateTimeOffset At);

/// <summary>What rooms above may know of conversations: what both sides read, and nothing else.</summary>
public sealed class ThreadReader(EntenteDb db)
{
    private const int Most = 500;

    /// <summary>The shared messages about a record, the oldest first; or one of them.</summary>
    public async Task<IReadOnlyList<SharedWords>> Shared(SubjectRef about, MessageId? one, CancellationToken ct) =>
        await db.Set<SharedMessage>()
            .Where(m => m.SubjectKind == about.Kind && m.SubjectId == about.Id && (one == null || m.Id == one))
            .OrderBy(m => m.At)
            .ThenBy(m => m.Id)
            .Take(Most)
            .Select(m => new SharedWords(m.Id, m.AuthorName, m.ByStaff, m.Text, m.At))
            .ToListAsync(ct);
}
