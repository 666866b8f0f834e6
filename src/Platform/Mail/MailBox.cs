using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Mail;

/// <summary>A mail in the outbox list.</summary>
public sealed record MailRow(Guid Id, string To, string Subject, MailState State, DateTimeOffset QueuedAt, DateTimeOffset? SentAt);

/// <summary>A mail opened.</summary>
public sealed record MailView(MailRow Row, string ToName, string Text, string Html, string Why, SubjectRef About)
{
    /// <summary>The relay's last word on it; empty: none yet.</summary>
    public string Answer { get; init; } = "";

    /// <summary>How often the relay said: later.</summary>
    public int Tries { get; init; }

    /// <summary>When it is tried again; null: at once, or no more.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>One header field a line: <c>Reply-To: …</c>.</summary>
    public string Headers { get; init; } = "";

    /// <summary>The value of a header field; null when the mail has none of that name.</summary>
    public string? Header(string name) =>
        Headers.Split('\n').FirstOrDefault(l => l.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];
}

/// <summary>Reads what was queued and sent; the outbox page and tests look here.</summary>
public sealed class MailBox(EntenteDb db)
{
    /// <summary>Newest first; <paramref name="search"/> looks into address and subject.</summary>
    /// <param name="stuck">Those alone that did not arrive, or of which nobody knows.</param>
    public async Task<(IReadOnlyList<MailRow> Rows, int Total)> List(
        string? search,
        int skip,
        int take,
        CancellationToken ct,
        bool stuck = false
    )
    {
        var mails = db.Set<MailMessage>().AsNoTracking();
        if (stuck)
            mails = mails.Where(IsStuck);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var wanted = $"%{search.Trim().ToLowerInvariant()}%";
            mails = mails.Where(m => EF.Functions.ILike(m.Subject, wanted) || EF.Functions.ILike(m.ToAddress, wanted));
        }
        var total = await mails.CountAsync(ct);
        var rows = await mails
            .OrderByDescending(m => m.QueuedAt)
            .ThenBy(m => m.Id)
            .Skip(skip)
            .Take(take)
            .Select(m => new MailRow(m.Id, m.ToAddress, m.Subject, m.State, m.QueuedAt, m.SentAt))
            .ToListAsync(ct);
        return (rows, total);
    }

    /// <summary>How many did not arrive, or may not have.</summary>
    public Task<int> Stuck(CancellationToken ct) => db.Set<MailMessage>().CountAsync(IsStuck, ct);

    /// <summary>How many wait for the relay.</summary>
    public Task<int> Waiting(CancellationToken ct) => db.Set<MailMessage>().CountAsync(m => m.State == MailState.Queued, ct);

    private static Expression<Func<MailMessage, bool>> IsStuck =>
        m => m.State == MailState.Refused || m.State == MailState.Unanswered || m.State == MailState.CameBack;

    public Task<MailView?> Show(Guid id, CancellationToken ct) =>
        db.Set<MailMessage>()
            .Where(m => m.Id == id)
            .Select(m => new MailView(
                new(m.Id, m.ToAddress, m.Subject, m.State, m.QueuedAt, m.SentAt),
                m.ToName,
                m.Text,
                m.Html,
                m.Why,
                new(m.AboutKind, m.AboutId)
            )
            {
                Headers = m.Headers,
                Answer = m.Answer,
                Tries = m.Tries,
                NextAt = m.NextAt,
            })
            .SingleOrDefaultAsync(ct);

    /// <summary>To whom a mail about this record was handed over, and when first; those that still wait or never left are left out.</summary>
    public async Task<IReadOnlyDictionary<PersonId, DateTimeOffset>> HandedOver(SubjectRef subject, CancellationToken ct) =>
        (
            await db.Set<MailMessage>()
                .Where(m =>
                    m.AboutKind == subject.Kind
                    && m.AboutId == subject.Id
                    && (m.State == MailState.Sent || m.State == MailState.Filed)
                    && m.ToPerson != null
                    && m.SentAt != null
                )
                .GroupBy(m => m.ToPerson!.Value)
                .Select(g => new { g.Key, At = g.Min(m => m.SentAt!.Value) })
                .ToListAsync(ct)
        ).ToDictionary(m => m.Key, m => m.At);

    /// <summary>When these mails were handed over; those that still wait or never left are left out.</summary>
    /// <param name="mails">By <see cref="MailQueue.IdOf(MailDraft)"/>.</param>
    public async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> HandedOver(IReadOnlyCollection<Guid> mails, CancellationToken ct)
    {
        var ids = mails.ToList();
        return await db.Set<MailMessage>()
            .Where(m => ids.Contains(m.Id) && (m.State == MailState.Sent || m.State == MailState.Filed) && m.SentAt != null)
            .ToDictionaryAsync(m => m.Id, m => m.SentAt!.Value, ct);
    }

    /// <summary>All mails about one record, oldest first.</summary>
    public Task<List<MailRow>> About(SubjectRef subject, CancellationToken ct) =>
        db.Set<MailMessage>()
            .Where(m => m.AboutKind == subject.Kind && m.AboutId == subject.Id)
            .OrderBy(m => m.QueuedAt)
            .Select(m => new MailRow(m.Id, m.ToAddress, m.Subject, m.State, m.QueuedAt, m.SentAt))
            .ToListAsync(ct);
}
