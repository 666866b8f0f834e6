using Entente.Access;
using Entente.Onboarding.Model;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Templates;

/// <summary>Publishes a template; journeys that run stay as they are.</summary>
public sealed class PublishJourney(EntenteDb db, Actor actor, SegmentsApi segments, TimeProvider clock)
{
    /// <param name="unread">What of the form could not be read, by field.</param>
    /// <param name="seen">The version on the page; a newer one makes it stale.</param>
    public async Task<Result<int>> Run(JourneyTemplate template, IReadOnlyDictionary<string, string> unread, int seen, CancellationToken ct)
    {
        if (Refusals.MayNotOnboard(actor, Permissions.ManagePolicy) is { } forbidden)
            return forbidden;
        var wrong = unread.Concat(JourneyCheck.Wrong(template).Where(w => !unread.ContainsKey(w.Key))).ToDictionary(StringComparer.Ordinal);
        if (wrong.Count > 0)
            return Refusals.TemplateInvalid(wrong);
        return template.Segment is { } segment
            ? await Aim(segment, template, seen, ct)
            : await Type(template.Type!.Value, template, seen, ct);
    }

    /// <summary>From now on partners of this segment begin with the steps of another one, or of their type.</summary>
    public async Task<Result> Drop(SegmentId segment, int seen, CancellationToken ct)
    {
        if (Refusals.MayNotOnboard(actor, Permissions.ManagePolicy) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([Key(segment)], ct);
        if (await Newest(segment, ct) is not { Over: false } newest)
            return Refusals.NoTemplate;
        if (newest.Number != seen)
            return Refusals.TemplateStale(newest.Number);
        db.Add(SegmentJourneyVersion.Publish(newest.Number + 1, newest.Read(), over: true, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<Result<int>> Type(PartnerType type, JourneyTemplate template, int seen, CancellationToken ct)
    {
        await using var held = await db.Hold([$"journey-template:{type}"], ct);
        var newest = await db.Set<JourneyTemplateVersion>().Where(v => v.Type == type).MaxAsync(v => (int?)v.Number, ct) ?? 1;
        if (newest != seen)
            return Refusals.TemplateStale(newest);
        db.Add(JourneyTemplateVersion.Publish(newest + 1, template, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return newest + 1;
    }

    private async Task<Result<int>> Aim(SegmentId segment, JourneyTemplate template, int seen, CancellationToken ct)
    {
        // Together with the segment: it is not removed at the same moment.
        await using var held = await db.Hold([Key(segment), SegmentsApi.Lock(segment)], ct);
        if ((await segments.Named([segment], ct)).GetValueOrDefault(segment) is not { Of: SegmentOf.Partners })
            return Refusals.NoSegment;
        var newest = (await Newest(segment, ct))?.Number ?? 0;
        if (newest != seen)
            return Refusals.TemplateStale(newest);
        db.Add(SegmentJourneyVersion.Publish(newest + 1, template, over: false, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return newest + 1;
    }

    private Task<SegmentJourneyVersion?> Newest(SegmentId segment, CancellationToken ct) =>
        db.Set<SegmentJourneyVersion>()
            .AsNoTracking()
            .Where(v => v.SegmentId == segment)
            .OrderByDescending(v => v.Number)
            .FirstOrDefaultAsync(ct);

    private static string Key(SegmentId segment) => $"journey-template:{segment.Value:N}";
}
