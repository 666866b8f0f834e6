using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Meetings;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Rhythms;

/// <param name="Number">1: what every workspace starts with.</param>
public sealed record PublishedMeetings(MeetingBook Book, int Number);

/// <summary>By which rules meetings are planned, as the workspace has them.</summary>
public sealed class MeetingShelf(EntenteDb db)
{
    public async Task<PublishedMeetings> Newest(CancellationToken ct) =>
        await db.Set<MeetingBookVersion>().AsNoTracking().OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct) is { } newest
            ? new(newest.Read(), newest.Number)
            : new(MeetingBook.Standard, 1);
}

/// <summary>Publishes rules; the meetings that nobody has touched follow them within moments.</summary>
public sealed class PublishMeetings(EntenteDb db, Actor actor, TimeProvider clock)
{
    /// <param name="unread">What of the form could not be read, by field.</param>
    /// <param name="seen">The version on the page; a newer one makes it stale.</param>
    public async Task<Result<int>> Run(MeetingBook book, IReadOnlyDictionary<string, string> unread, int seen, CancellationToken ct)
    {
        if (!actor.IsStaff || !actor.May(Permissions.ManagePolicy))
            return Refusals.MayNotPlan;
        var wrong = unread.Concat(MeetingBookCheck.Wrong(book).Where(w => !unread.ContainsKey(w.Key))).ToDictionary(StringComparer.Ordinal);
        if (wrong.Count > 0)
            return Refusals.RulesInvalid(wrong);
        await using var held = await db.Hold(["meeting-rules"], ct);
        var newest = await db.Set<MeetingBookVersion>().MaxAsync(v => (int?)v.Number, ct) ?? 1;
        if (newest != seen)
            return Refusals.RulesStale(newest);
        db.Add(MeetingBookVersion.Publish(newest + 1, book, actor.Person, clock.GetUtcNow()));
        await db.EnqueueOnce(new PlanAnew(), "meetings", ct);
        await held.Save(ct);
        return newest + 1;
    }
}
