using Entente.Access;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Segments;

/// <summary>Answers for loaded segments who is in which, and why.</summary>
public sealed class SegmentAnswers
{
    private readonly IReadOnlyDictionary<SegmentId, SegmentSheet> sheets;
    private readonly SegmentWorld world;

    internal SegmentAnswers(IReadOnlyDictionary<SegmentId, SegmentSheet> sheets, SegmentWorld world) =>
        (this.sheets, this.world) = (sheets, world);

    /// <summary>
    /// A partner, or a person there, who is in a segment of partners through their company. Nobody is in a segment that was removed, and no partner in
    /// one of people.
    /// </summary>
    public SegmentAnswer Judge(SegmentId id, PartnerId partner, PersonId? person)
    {
        if (!sheets.TryGetValue(id, out var sheet))
            return new(false, "The segment was removed.");
        var subject =
            sheet.Of is SegmentOf.Partners ? world.Partners.GetValueOrDefault(partner)
            : person is { } who ? world.People.GetValueOrDefault(who)
            : null;
        var answer = subject is null ? new(false, "Not in, because it is a segment of people.") : world.Judge(id, sheet, subject);
        return answer with { Why = $"{sheet.Name}: {char.ToLowerInvariant(answer.Why[0])}{answer.Why[1..]}" };
    }

    /// <summary>Those of the loaded segments that somebody is in.</summary>
    public IReadOnlySet<SegmentId> Of(PartnerId partner, PersonId? person) =>
        sheets.Keys.Where(id => Judge(id, partner, person).In).ToHashSet();
}

/// <summary>What rooms ask of segments that aim at partners: the one layer of targeting.</summary>
public sealed class SegmentsApi
{
    private readonly EntenteDb db;
    private readonly SegmentReach reach;
    private readonly AccessApi access;

    internal SegmentsApi(EntenteDb db, SegmentReach reach, AccessApi access) => (this.db, this.reach, this.access) = (db, reach, access);

    /// <summary>The lock of whoever begins to use a segment, so that it is not removed at the same moment.</summary>
    public static string Lock(SegmentId id) => $"segment:{id.Value:N}";

    /// <summary>Every segment, by name.</summary>
    public async Task<IReadOnlyList<SegmentCard>> All(CancellationToken ct) =>
        await Cards(await db.Set<PartnerSegment>().AsNoTracking().OrderBy(s => s.Name).ToListAsync(ct), ct);

    /// <summary>Those of the ids that there are.</summary>
    public async Task<IReadOnlyDictionary<SegmentId, SegmentCard>> Named(IReadOnlyCollection<SegmentId> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return new Dictionary<SegmentId, SegmentCard>();
        var wanted = ids.Distinct().ToArray();
        return (
            await Cards(await db.Set<PartnerSegment>().AsNoTracking().Where(s => wanted.Contains(s.Id)).ToListAsync(ct), ct)
        ).ToDictionary(c => c.Id);
    }

    /// <summary>Who is in these segments, as far as whoever acts sees partners.</summary>
    /// <param name="only">Of one partner alone; null: of all.</param>
    public async Task<SegmentAnswers> Answers(IReadOnlyCollection<SegmentId> ids, PartnerId? only, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToArray();
        var sheets =
            wanted.Length == 0
                ? []
                : (await db.Set<PartnerSegment>().AsNoTracking().Where(s => wanted.Contains(s.Id)).ToListAsync(ct)).ToDictionary(
                    s => s.Id,
                    s => s.Read()
                );
        return new(sheets, await reach.Load(sheets.Values, only, ct));
    }

    internal async Task<IReadOnlyList<SegmentCard>> Cards(IReadOnlyList<PartnerSegment> segments, CancellationToken ct)
    {
        var sheets = segments.Select(s => (s.Id, Sheet: s.Read())).ToList();
        var managers = await SegmentDesk.Managers(access, sheets.Select(s => s.Sheet), ct);
        return [.. sheets.Select(s => Card(s.Id, s.Sheet, managers))];
    }

    internal static SegmentCard Card(SegmentId id, SegmentSheet sheet, IReadOnlyDictionary<Guid, string> managers) =>
        new(
            id,
            sheet.Name,
            sheet.Of,
            sheet.Rule is not null,
            sheet.Rule?.Words(sheet.Of, g => managers.GetValueOrDefault(g)) ?? "Kept by hand"
        );
}
