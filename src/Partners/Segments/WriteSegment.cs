using Entente.Partners.Segments.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Segments;

/// <summary>Defines, changes and removes segments. They aim at everybody, so whoever sees only some partners does not.</summary>
public sealed class WriteSegment
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly SegmentDesk desk;
    private readonly TimeProvider clock;

    internal WriteSegment(EntenteDb db, Actor actor, SegmentDesk desk, TimeProvider clock) =>
        (this.db, this.actor, this.desk, this.clock) = (db, actor, desk, clock);

    /// <param name="id">Null: a new one.</param>
    /// <param name="seen">The version on the page; null for a new one.</param>
    /// <param name="unread">What of the form could not be read, by field.</param>
    public async Task<Result<SegmentId>> Keep(
        SegmentId? id,
        SegmentSheet sheet,
        IReadOnlyDictionary<string, string> unread,
        int? seen,
        CancellationToken ct
    )
    {
        if (MayNot(actor) is { } forbidden)
            return forbidden;
        var wrong = unread
            .Concat(SegmentCheck.Unfit(sheet))
            .DistinctBy(w => w.Key)
            .ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal);
        if (wrong.Count > 0)
            return Refusals.SegmentUnfit(wrong);
        var now = clock.GetUtcNow();
        await using var held = await db.Hold([Names, .. id is { } known ? [SegmentsApi.Lock(known)] : Array.Empty<string>()], ct);
        if (await db.Set<PartnerSegment>().AnyAsync(s => s.Name == sheet.Name && s.Id != (id ?? default), ct))
            return Refusals.SegmentNamed(sheet.Name);
        if (id is not { } changed)
        {
            var made = PartnerSegment.Define(sheet, now);
            db.Add(made);
            await held.Save(ct);
            return made.Id;
        }
        if (await db.Set<PartnerSegment>().SingleOrDefaultAsync(s => s.Id == changed, ct) is not { } segment)
            return Refusals.NoSegment;
        if (segment.Version != seen)
            return Refusals.SegmentChanged;
        if (sheet.Of != segment.Of || sheet.Rule is null != segment.Rule is null)
            return Refusals.SegmentKind;
        segment.Write(sheet, now);
        await held.Save(ct);
        return changed;
    }

    /// <summary>Not while something aims at it: that would reach nobody, or everybody, without a word.</summary>
    public async Task<Result> Remove(SegmentId id, int seen, CancellationToken ct)
    {
        if (MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([SegmentsApi.Lock(id)], ct);
        if (await db.Set<PartnerSegment>().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } segment)
            return Refusals.NoSegment;
        if (segment.Version != seen)
            return Refusals.SegmentChanged;
        if (await desk.Uses(id, ct) is { Count: > 0 } uses)
            return Refusals.SegmentUsed(segment.Name, uses);
        db.RemoveRange(await db.Set<SegmentMember>().Where(m => m.SegmentId == id).ToListAsync(ct));
        db.Remove(segment);
        await held.Save(ct);
        return Result.Done;
    }

    internal static Problem? MayNot(Actor actor) =>
        !Rights.MayManage(actor) ? Refusals.SegmentForbidden
        : actor.Scope is not null ? Refusals.SegmentWhole
        : null;

    private const string Names = "segment-names";
}
