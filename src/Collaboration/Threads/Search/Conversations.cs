using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads.Search;

/// <summary>A conversation in a list.</summary>
/// <param name="New">Messages of others since the reader last looked.</param>
public sealed record ConversationRow(
    SubjectRef About,
    string Record,
    string Page,
    string LastAuthor,
    bool LastInternal,
    string LastText,
    DateTimeOffset LastAt,
    int New
);

/// <summary>
/// The conversations that moved last, as far as whoever looks takes part in them: the newest lines are gone through, without their texts, until the list is
/// full; a bound keeps somebody who sees next to nothing of a large house from going through all of it.
/// </summary>
public sealed class Conversations
{
    public const int Most = 40;

    private const int Lines = 400;
    private const int MostPages = 25;
    private const int Shown = 160;

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly ThreadHosts hosts;
    private readonly ThreadQuery threads;

    internal Conversations(EntenteDb db, Actor actor, ThreadHosts hosts, ThreadQuery threads) =>
        (this.db, this.actor, this.hosts, this.threads) = (db, actor, hosts, threads);

    public async Task<IReadOnlyList<ConversationRow>> Load(CancellationToken ct)
    {
        var rows = await Moved(await hosts.Own(ct), ct);
        var texts = await Texts(rows, ct);
        var fresh = await New([.. rows.Select(r => r.Newest.Subject)], ct);
        return
        [
            .. rows.Select(r =>
            {
                var (author, text) = texts.GetValueOrDefault(r.Newest, ("", ""));
                return new ConversationRow(
                    r.Newest.About,
                    r.Head.Name,
                    r.Head.Page,
                    author,
                    r.Newest.Internal,
                    text.Length <= Shown ? text : text[..(Shown - 2)] + " …",
                    r.Newest.At,
                    fresh.GetValueOrDefault(r.Newest.About)
                );
            }),
        ];
    }

    // The records by their newest line.
    private async Task<List<(ThreadHead Head, Line Newest)>> Moved(IReadOnlyCollection<Guid>? own, CancellationToken ct)
    {
        var found = new List<(ThreadHead, Line)>();
        var looked = new HashSet<SubjectRef>();
        DateTimeOffset? until = null;
        for (var page = 0; page < MostPages; page++)
        {
            var shared = await Shared(own, until, ct);
            var notes = actor.IsStaff ? await Internal(until, ct) : [];
            // What is older than the end of a full page may be followed by lines that were not loaded.
            List<DateTimeOffset> ends = [.. new[] { shared, notes }.Where(l => l.Count == Lines).Select(l => l[^1].At)];
            var floor = ends.Count > 0 ? ends.Max() : DateTimeOffset.MinValue;
            foreach (var line in shared.Concat(notes).Where(l => l.At >= floor).OrderByDescending(l => l.At))
                if (looked.Add(line.About) && await threads.Head(line.About, ct) is { } head)
                {
                    found.Add((head, line));
                    if (found.Count == Most)
                        return found;
                }
            if (ends.Count == 0 || floor == until)
                return found;
            until = floor;
        }
        return found;
    }

    private Task<List<Line>> Shared(IReadOnlyCollection<Guid>? own, DateTimeOffset? until, CancellationToken ct) =>
        db.Set<SharedMessage>()
            .Where(m => (own == null || own.Contains(m.SubjectId)) && (until == null || m.At <= until))
            .OrderByDescending(m => m.At)
            .Take(Lines)
            .Select(m => new Line(m.SubjectKind, m.SubjectId, m.At, false))
            .ToListAsync(ct);

    private Task<List<Line>> Internal(DateTimeOffset? until, CancellationToken ct) =>
        db.Set<InternalMessage>()
            .Where(m => until == null || m.At <= until)
            .OrderByDescending(m => m.At)
            .Take(Lines)
            .Select(m => new Line(m.SubjectKind, m.SubjectId, m.At, true))
            .ToListAsync(ct);

    private async Task<Dictionary<Line, (string Author, string Text)>> Texts(
        List<(ThreadHead Head, Line Newest)> rows,
        CancellationToken ct
    )
    {
        var subjects = rows.ConvertAll(r => r.Newest.Subject);
        var moments = rows.ConvertAll(r => r.Newest.At);
        var texts = new Dictionary<Line, (string, string)>();
        foreach (
            var m in await db.Set<SharedMessage>()
                .Where(m => subjects.Contains(m.SubjectId) && moments.Contains(m.At))
                .Select(m => new
                {
                    m.SubjectKind,
                    m.SubjectId,
                    m.At,
                    m.AuthorName,
                    Text = m.Text.Substring(0, Shown + 1),
                })
                .ToListAsync(ct)
        )
            texts[new(m.SubjectKind, m.SubjectId, m.At, false)] = (m.AuthorName, m.Text);
        if (!actor.IsStaff)
            return texts;
        foreach (
            var m in await db.Set<InternalMessage>()
                .Where(m => subjects.Contains(m.SubjectId) && moments.Contains(m.At))
                .Select(m => new
                {
                    m.SubjectKind,
                    m.SubjectId,
                    m.At,
                    m.AuthorName,
                    Text = m.Text.Substring(0, Shown + 1),
                })
                .ToListAsync(ct)
        )
            texts[new(m.SubjectKind, m.SubjectId, m.At, true)] = (m.AuthorName, m.Text);
        return texts;
    }

    private async Task<Dictionary<SubjectRef, int>> New(List<Guid> subjects, CancellationToken ct)
    {
        // A link that names nobody has nobody's reading to remember.
        if (actor.Person is not { } me)
            return [];
        var seen = db.Set<ThreadSeen>().Where(s => s.PersonId == me);
        var fresh = await db.Set<SharedMessage>()
            .Where(m => subjects.Contains(m.SubjectId) && (m.Author == null || m.Author != me))
            .Where(m => !seen.Any(s => s.SubjectKind == m.SubjectKind && s.SubjectId == m.SubjectId && s.At >= m.At))
            .GroupBy(m => new { m.SubjectKind, m.SubjectId })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => new SubjectRef(g.Key.SubjectKind, g.Key.SubjectId), g => g.Count, ct);
        if (!actor.IsStaff)
            return fresh;
        foreach (
            var notes in await db.Set<InternalMessage>()
                .Where(m => subjects.Contains(m.SubjectId) && (m.Author == null || m.Author != me))
                .Where(m => !seen.Any(s => s.SubjectKind == m.SubjectKind && s.SubjectId == m.SubjectId && s.At >= m.At))
                .GroupBy(m => new { m.SubjectKind, m.SubjectId })
                .Select(g => new { g.Key, Count = g.Count() })
                .ToListAsync(ct)
        )
            fresh[new(notes.Key.SubjectKind, notes.Key.SubjectId)] =
                fresh.GetValueOrDefault(new(notes.Key.SubjectKind, notes.Key.SubjectId)) + notes.Count;
        return fresh;
    }

    private sealed record Line(string Kind, Guid Subject, DateTimeOffset At, bool Internal)
    {
        public SubjectRef About => new(Kind, Subject);
    }
}
