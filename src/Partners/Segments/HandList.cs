using System.Globalization;
using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Segments;

/// <summary>Puts partners or people on the list of a segment that is kept by hand, or takes them off: the only way onto it.</summary>
public sealed class HandList(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    public const int MostAtOnce = 500;

    /// <param name="members">Ids of partners or of people, as the segment is of.</param>
    /// <returns>How many were not on it before.</returns>
    public async Task<Result<int>> Put(SegmentId id, IReadOnlyCollection<Guid> members, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.SegmentForbidden;
        var wanted = members.Distinct().ToList();
        if (wanted.Count is 0 or > MostAtOnce)
            return Refusals.SegmentNobody;
        await using var held = await db.Hold([SegmentsApi.Lock(id)], ct);
        var kept = await Kept(id, ct);
        if (!kept.Ok)
            return kept.Problem;
        var segment = kept.Value;
        var partners = segment.Of is SegmentOf.Partners ? await Partners(wanted, ct) : await People(wanted, ct);
        if (partners.Count != wanted.Count)
            return Refusals.SegmentStranger;
        var here = await db.Set<SegmentMember>()
            .Where(m => m.SegmentId == id && wanted.Contains(m.Member))
            .Select(m => m.Member)
            .ToListAsync(ct);
        var now = clock.GetUtcNow();
        foreach (var (member, partner) in partners.Where(p => !here.Contains(p.Key)))
            db.Add(SegmentMember.Put(id, partner, segment.Of is SegmentOf.People ? new PersonId(member) : null, actor.Person, now));
        await held.Save(ct);
        return wanted.Count - here.Count;
    }

    public async Task<Result> Take(SegmentId id, Guid member, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.SegmentForbidden;
        await using var held = await db.Hold([SegmentsApi.Lock(id)], ct);
        if ((await Kept(id, ct)).Problem is { } refused)
            return refused;
        if (await db.Set<SegmentMember>().SingleOrDefaultAsync(m => m.SegmentId == id && m.Member == member, ct) is not { } on)
            return Refusals.SegmentNotOn;
        db.Remove(on);
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Partners by their names as they are typed, one each line; who is not found is told by name.</summary>
    public async Task<Result<int>> PutNamed(SegmentId id, string typed, CancellationToken ct)
    {
        List<string> names =
        [
            .. TypedText
                .Lines(typed)
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        if (names.Count is 0 or > MostAtOnce)
            return Refusals.SegmentNobody;
        var lower = names.ConvertAll(n => n.ToLower(CultureInfo.InvariantCulture));
        var found = await db.Set<Partner>()
            .Where(p => lower.Contains(p.Name.ToLower()))
            .Select(p => new { p.PartnerId, p.Name })
            .ToListAsync(ct);
        var missing = names.FindAll(n => !found.Exists(f => string.Equals(f.Name, n, StringComparison.OrdinalIgnoreCase)));
        return missing.Count > 0 ? Refusals.SegmentNoNames(missing) : await Put(id, [.. found.Select(f => f.PartnerId.Value)], ct);
    }

    private async Task<Result<PartnerSegment>> Kept(SegmentId id, CancellationToken ct) =>
        await db.Set<PartnerSegment>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } segment ? Refusals.NoSegment
        : segment.Rule is not null ? Refusals.SegmentDrawn
        : segment;

    private async Task<Dictionary<Guid, PartnerId>> Partners(List<Guid> wanted, CancellationToken ct)
    {
        var ids = wanted.ConvertAll(PartnerId.From);
        return await db.Set<Partner>()
            .Where(p => ids.Contains(p.PartnerId))
            .ToDictionaryAsync(p => p.PartnerId.Value, p => p.PartnerId, ct);
    }

    // Asked for all who are seen: a person of a partner outside the scope is a stranger.
    private async Task<Dictionary<Guid, PartnerId>> People(List<Guid> wanted, CancellationToken ct) =>
        (await access.AllPartnerPeople(ct))
            .Where(m => m is { Active: true, Partner: not null } && wanted.Contains(m.Person.Id.Value))
            .ToDictionary(m => m.Person.Id.Value, m => m.Partner!.Value);
}
