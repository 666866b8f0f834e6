using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Recruitment.Book;

/// <param name="Number">1, 2, …; 0: nothing was published yet, and the standard counts.</param>
public sealed record BookInForce(RecruitmentBook Book, int Number);

/// <param name="By">Who published it; null: Entente.</param>
public sealed record BookEntry(int Number, DateTimeOffset At, string? By, string Note, RecruitmentBook Book);

/// <summary>How the workspace recruits: in force, as it was, and the next version.</summary>
public sealed class RecruitmentShelf(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    private const string Key = "recruitment-rules";

    public async Task<BookInForce> InForce(CancellationToken ct) =>
        await db.Set<RecruitmentVersion>().AsNoTracking().OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct) is { } newest
            ? new(newest.Read(), newest.Number)
            : new(RecruitmentBook.Standard, 0);

    /// <summary>Every version, the newest first.</summary>
    public async Task<IReadOnlyList<BookEntry>> History(CancellationToken ct) =>
        [
            .. (await access.History(db.Set<RecruitmentVersion>(), ct)).Select(v => new BookEntry(
                v.Version.Number,
                v.Version.PublishedAt,
                v.By,
                v.Version.Note,
                v.Version.Read()
            )),
        ];

    /// <summary>Publishes the next version; it counts from now on. Who is on the waiting list comes in with the next sweep, if there is room.</summary>
    /// <param name="unread">What of the form could not be read, by field.</param>
    /// <param name="seen">The version on the page.</param>
    public async Task<Result<int>> Publish(
        RecruitmentBook book,
        IReadOnlyDictionary<string, string> unread,
        string? note,
        int seen,
        CancellationToken ct
    )
    {
        if (Refusals.MayNot(actor, Permissions.ManagePolicy) is { } forbidden)
            return forbidden;
        var wrong = new Dictionary<string, string>(BookRules.Wrong(book), StringComparer.Ordinal);
        foreach (var (field, why) in unread)
            wrong[field] = why;
        var words = TypedText.Line(note);
        if (words.Length > RecruitmentModel.LongestWhy)
            wrong["note"] = "Keep it within 500 characters.";
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        await using var held = await db.Hold([Key], ct);
        var newest = await db.Set<RecruitmentVersion>().MaxAsync(v => (int?)v.Number, ct) ?? 0;
        if (newest != seen)
            return Refusals.BookStale;
        db.Add(RecruitmentVersion.Publish(newest + 1, book, words, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return newest + 1;
    }
}
