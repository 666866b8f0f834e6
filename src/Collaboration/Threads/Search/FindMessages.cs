using Entente.Collaboration.Model;
using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads.Search;

/// <summary>A message that was found.</summary>
/// <param name="Record">What the reader calls the record.</param>
/// <param name="Page">The conversation, at this message.</param>
public sealed record FoundMessage(Guid Id, string Record, string Page, string Author, bool Internal, string Text, DateTimeOffset At);

/// <param name="More">There are more than are shown.</param>
public sealed record FoundMessages(IReadOnlyList<string> Asked, IReadOnlyList<FoundMessage> Messages, bool More);

/// <summary>
/// Finds messages by their words, every one of them, the newest first, bounded. The words stand behind the same filters as the messages, a partner's
/// question never touches those of internal messages, and the record itself decides at last who takes part: what is not read is neither shown nor counted.
/// </summary>
public sealed class FindMessages
{
    public const int Most = 30;

    private const int PerPage = 120;

    /// <summary>So many records are looked at for those that the reader does not see, and so many pages of words.</summary>
    private const int MostRecords = 400;
    private const int MostPages = 50;
    private const int Shown = 240;

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly ThreadHosts hosts;
    private readonly ThreadQuery threads;

    internal FindMessages(EntenteDb db, Actor actor, ThreadHosts hosts, ThreadQuery threads) =>
        (this.db, this.actor, this.hosts, this.threads) = (db, actor, hosts, threads);

    public async Task<FoundMessages> Run(string? typed, CancellationToken ct)
    {
        var asked = SearchTerms.Asked(typed);
        if (asked.Count == 0 || actor.Kind is not (ActorKind.Staff or ActorKind.Partner))
            return new([], [], false);
        var own = await hosts.Own(ct);
        var heads = new Dictionary<SubjectRef, ThreadHead?>();
        var shown = new List<FoundMessage>();
        for (var page = 0; page < MostPages && shown.Count <= Most && heads.Count < MostRecords; page++)
        {
            var ids = await Matching(asked)
                .GroupBy(t => t.MessageId)
                .Select(g => new { Id = g.Key, At = g.Max(t => t.At) })
                .OrderByDescending(g => g.At)
                .ThenBy(g => g.Id)
                .Skip(page * PerPage)
                .Take(PerPage)
                .Select(g => g.Id)
                .ToListAsync(ct);
            var found = await Shared(ids, ct);
            if (actor.IsStaff)
                found.AddRange(await Internal(ids, ct));
            foreach (var (about, message) in found.OrderByDescending(f => f.Message.At).ThenBy(f => f.Message.Id))
            {
                if (shown.Count > Most)
                    break;
                if (own?.Contains(about.Id) == false)
                    continue;
                if (!heads.TryGetValue(about, out var head))
                    heads[about] = head = await threads.Head(about, ct);
                if (head is not null)
                    shown.Add(message with { Record = head.Name, Page = $"{head.Page}#m-{message.Id:N}" });
            }
            if (ids.Count < PerPage)
                break;
        }
        return new(asked, [.. shown.Take(Most)], shown.Count > Most);
    }

    // Every word but the last is whole; the last may be the beginning of one: an equality and a range, which an index serves under row-level security.
    private IQueryable<MessageTerm> Matching(IReadOnlyList<string> asked)
    {
        var (from, behind) = (asked[^1], SearchTerms.Behind(asked[^1]));
        var terms = db.Set<MessageTerm>().AsNoTracking();
        var found = terms.Where(t => string.Compare(t.Term, from) >= 0 && string.Compare(t.Term, behind) < 0);
        foreach (var whole in asked.SkipLast(1))
            found = found.Where(t => terms.Any(o => o.Term == whole && o.MessageId == t.MessageId));
        return found;
    }

    // Of a text only what is shown.
    private async Task<List<(SubjectRef About, FoundMessage Message)>> Shared(List<Guid> ids, CancellationToken ct)
    {
        var keys = ids.ConvertAll(MessageId.From);
        return (
            await db.Set<SharedMessage>()
                .Where(m => keys.Contains(m.Id))
                .Select(m => new
                {
                    m.Id,
                    m.SubjectKind,
                    m.SubjectId,
                    m.AuthorName,
                    m.At,
                    Text = m.Text.Substring(0, Shown + 1),
                })
                .ToListAsync(ct)
        ).ConvertAll(m =>
            (new SubjectRef(m.SubjectKind, m.SubjectId), new FoundMessage(m.Id.Value, "", "", m.AuthorName, false, Short(m.Text), m.At))
        );
    }

    private async Task<List<(SubjectRef About, FoundMessage Message)>> Internal(List<Guid> ids, CancellationToken ct)
    {
        var keys = ids.ConvertAll(NoteId.From);
        return (
            await db.Set<InternalMessage>()
                .Where(m => keys.Contains(m.Id))
                .Select(m => new
                {
                    m.Id,
                    m.SubjectKind,
                    m.SubjectId,
                    m.AuthorName,
                    m.At,
                    Text = m.Text.Substring(0, Shown + 1),
                })
                .ToListAsync(ct)
        ).ConvertAll(m =>
            (new SubjectRef(m.SubjectKind, m.SubjectId), new FoundMessage(m.Id.Value, "", "", m.AuthorName, true, Short(m.Text), m.At))
        );
    }

    private static string Short(string text) => text.Length <= Shown ? text : string.Concat(text.AsSpan(0, Shown - 2), " …");
}
