using Entente.Access;
using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Book;

/// <param name="Number">1, 2, …</param>
public sealed record PublishedBook(LeadBook Book, int Number, DateTimeOffset At);

/// <param name="Seen">The draft's version, which a form carries.</param>
public sealed record DraftedBook(LeadBook Book, int Seen, int BasedOn, DateTimeOffset ChangedAt);

/// <param name="By">Who published it; null: Entente.</param>
public sealed record BookEntry(int Number, DateTimeOffset At, string? By, string Note, LeadBook Book);

/// <summary>The rules of the workspace: in force, in draft, and as they were.</summary>
public sealed class BookShelf(EntenteDb db, AccessApi access)
{
    /// <summary>Null: none were published yet.</summary>
    public async Task<PublishedBook?> InForce(CancellationToken ct) =>
        await db.Set<LeadBookVersion>().AsNoTracking().OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct) is { } newest
            ? new(newest.Read(), newest.Number, newest.PublishedAt)
            : null;

    public async Task<DraftedBook?> Draft(CancellationToken ct) =>
        await db.Set<LeadBookDraft>().AsNoTracking().SingleOrDefaultAsync(ct) is { } draft
            ? new(draft.Read(), draft.Version, draft.BasedOn, draft.ChangedAt)
            : null;

    /// <summary>Every version, the newest first.</summary>
    public async Task<IReadOnlyList<BookEntry>> History(CancellationToken ct) =>
        [
            .. (await access.History(db.Set<LeadBookVersion>(), ct)).Select(v => new BookEntry(
                v.Version.Number,
                v.Version.PublishedAt,
                v.By,
                v.Version.Note,
                v.Version.Read()
            )),
        ];
}
