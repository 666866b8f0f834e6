using Entente.Engagement.Model;
using Entente.Engagement.Rules;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Write;

/// <summary>Keeps and discards drafts. A draft may be unfinished; what is published is not written over.</summary>
public sealed class WriteAnnouncement(EntenteDb db, Actor actor, SegmentsApi segments, TimeProvider clock)
{
    /// <param name="id">Null: a new one.</param>
    /// <param name="seen">The draft's version on the page; null for a new one.</param>
    /// <param name="unread">What of the form could not be read, by field.</param>
    public async Task<Result<AnnouncementId>> Keep(
        AnnouncementId? id,
        AnnouncementSheet sheet,
        IReadOnlyDictionary<string, string> unread,
        int? seen,
        CancellationToken ct
    )
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        var wrong = SheetCheck
            .Unfit(sheet)
            .Concat(unread)
            .DistinctBy(w => w.Key)
            .ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal);
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        var now = clock.GetUtcNow();
        // Together with the segments that it aims at: none of them is removed at the same moment.
        List<SegmentId> aimed = [.. sheet.Audience.Named];
        await using var held = await db.Hold(
            [.. id is { } kept ? [Key(kept)] : Array.Empty<string>(), .. aimed.Select(SegmentsApi.Lock)],
            ct
        );
        if ((await segments.Named(aimed, ct)).Count != aimed.Count)
            return Refusals.NoSegment;
        if (id is not { } known)
        {
            var made = Announcement.Begin(sheet, actor.Person, now);
            db.Add(made);
            await held.Save(ct);
            return made.Id;
        }
        if (await Load(db, known, ct) is not { } draft)
            return Refusals.None;
        if (draft.Version != seen)
            return Refusals.Changed;
        if (draft.Published)
            return Refusals.IsPublished;
        draft.Write(sheet, now);
        await held.Save(ct);
        return known;
    }

    public async Task<Result> Discard(AnnouncementId id, int seen, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([Key(id)], ct);
        if (await Load(db, id, ct) is not { } draft)
            return Refusals.None;
        if (draft.Version != seen)
            return Refusals.Changed;
        if (draft.Published)
            return Refusals.IsPublished;
        db.Remove(draft);
        await held.Save(ct);
        return Result.Done;
    }

    internal static string Key(AnnouncementId id) => $"announcement:{id.Value}";

    internal static Task<Announcement?> Load(EntenteDb db, AnnouncementId id, CancellationToken ct) =>
        db.Set<Announcement>().SingleOrDefaultAsync(a => a.Id == id, ct);
}
