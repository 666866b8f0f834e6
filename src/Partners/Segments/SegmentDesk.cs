using System.Globalization;
using Entente.Access;
using Entente.Partners.Segments.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Ui.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Segments;

/// <param name="Partners">How many partners it touches, <paramref name="People"/> how many people there.</param>
internal sealed record SegmentLine(SegmentCard Card, int Partners, int People);

/// <summary>Somebody in a segment, at which partner, and why.</summary>
public sealed record SegmentOne(SegmentSubject Subject, string Partner, string Why);

/// <summary>A segment on its page.</summary>
internal sealed record SegmentView(
    SegmentCard Card,
    SegmentSheet Sheet,
    int Version,
    int Partners,
    int People,
    IReadOnlyList<SegmentOne> In,
    IReadOnlyList<SegmentUse> Uses,
    IReadOnlyDictionary<Guid, string> Managers
);

/// <summary>What a change would do, before it is saved.</summary>
public sealed record SegmentPreview(
    int Partners,
    int People,
    IReadOnlyList<SegmentOne> In,
    IReadOnlyList<SegmentOne> Enter,
    IReadOnlyList<SegmentOne> Leave
);

/// <summary>One segment as one partner's page shows it.</summary>
public sealed record SegmentOfPartner(SegmentCard Card, SegmentAnswer Answer);

/// <summary>Reads segments for their pages: who is in each and why, as far as whoever looks sees partners.</summary>
internal sealed class SegmentDesk(EntenteDb db, SegmentReach reach, AccessApi access, IEnumerable<ISegmentUse> uses)
{
    public async Task<IReadOnlyList<SegmentLine>> List(CancellationToken ct)
    {
        var all = (await db.Set<PartnerSegment>().AsNoTracking().OrderBy(s => s.Name).ToListAsync(ct)).ConvertAll(s =>
            (s.Id, Sheet: s.Read())
        );
        if (all.Count == 0)
            return [];
        var managers = await Managers(access, all.Select(s => s.Sheet), ct);
        var world = await reach.Load([.. all.Select(s => s.Sheet)], null, ct);
        return
        [
            .. all.Select(s =>
            {
                var members = world.In(s.Id, s.Sheet).Select(m => m.Subject).ToList();
                return new SegmentLine(SegmentsApi.Card(s.Id, s.Sheet, managers), Companies(members), world.Heads(members));
            }),
        ];
    }

    public async Task<SegmentView?> Load(SegmentId id, CancellationToken ct)
    {
        if (await db.Set<PartnerSegment>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) is not { } found)
            return null;
        var sheet = found.Read();
        var managers = await Managers(access, [sheet], ct);
        var world = await reach.Load([sheet], null, ct);
        var members = world.In(id, sheet);
        return new(
            SegmentsApi.Card(id, sheet, managers),
            sheet,
            found.Version,
            Companies(members.Select(m => m.Subject)),
            world.Heads(members.Select(m => m.Subject)),
            Ones(world, members),
            await Uses(id, ct),
            managers
        );
    }

    /// <param name="id">The segment that would change; null: a new one.</param>
    public async Task<SegmentPreview> Preview(SegmentId? id, SegmentSheet sheet, CancellationToken ct)
    {
        var before = id is { } known
            ? (await db.Set<PartnerSegment>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == known, ct))?.Read()
            : null;
        var world = await reach.Load(before is null ? [sheet] : [sheet, before], null, ct);
        var now = world.In(id ?? default, sheet);
        var was = before is null ? [] : world.In(id ?? default, before);
        var (here, there) = (now.Select(m => m.Subject).ToHashSet(), was.Select(m => m.Subject).ToHashSet());
        return new(
            Companies(here),
            world.Heads(here),
            Ones(world, now),
            before is null ? [] : Ones(world, now.Where(m => !there.Contains(m.Subject))),
            Ones(
                world,
                was.Where(m => !here.Contains(m.Subject)).Select(m => (m.Subject, world.Judge(id ?? default, sheet, m.Subject).Why))
            )
        );
    }

    /// <summary>Every segment of partners with the partner's place in it, and why.</summary>
    public async Task<IReadOnlyList<SegmentOfPartner>> OfPartner(PartnerId partner, CancellationToken ct)
    {
        var all = (
            await db.Set<PartnerSegment>().AsNoTracking().Where(s => s.Of == SegmentOf.Partners).OrderBy(s => s.Name).ToListAsync(ct)
        ).ConvertAll(s => (s.Id, Sheet: s.Read()));
        if (all.Count == 0)
            return [];
        var world = await reach.Load([.. all.Select(s => s.Sheet)], partner, ct);
        if (!world.Partners.TryGetValue(partner, out var subject))
            return [];
        var managers = await Managers(access, all.Select(s => s.Sheet), ct);
        return [.. all.Select(s => new SegmentOfPartner(SegmentsApi.Card(s.Id, s.Sheet, managers), world.Judge(s.Id, s.Sheet, subject)))];
    }

    /// <summary>People at partners who can be put on a list of people.</summary>
    public async Task<IReadOnlyList<Option>> People(CancellationToken ct)
    {
        var world = await reach.Load([], null, ct);
        return
        [
            .. world
                .People.Values.OrderBy(p => world.Partners[p.Partner].Name, StringComparer.OrdinalIgnoreCase)
                .ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
                .Select(p => new Option(p.Person!.Value.Value.ToString(), $"{world.Partners[p.Partner].Name}: {p.Name}")),
        ];
    }

    /// <summary>What aims at it, one room after the other: they share one database context.</summary>
    public async Task<IReadOnlyList<SegmentUse>> Uses(SegmentId id, CancellationToken ct)
    {
        var found = new List<SegmentUse>();
        foreach (var use in uses)
            found.AddRange(await use.Of(id, ct));
        return found;
    }

    internal static async Task<IReadOnlyDictionary<Guid, string>> Managers(
        AccessApi access,
        IEnumerable<SegmentSheet> sheets,
        CancellationToken ct
    )
    {
        var ids = sheets
            .SelectMany(s => s.Rule?.Conditions ?? [])
            .Where(c => c.Facet is SegmentFacet.Manager)
            .SelectMany(c => c.Values)
            .Select(v => Guid.TryParse(v, CultureInfo.InvariantCulture, out var id) ? new PersonId(id) : default)
            .Distinct()
            .ToList();
        return ids.Count == 0
            ? new Dictionary<Guid, string>()
            : (await access.People(ids, ct)).ToDictionary(p => p.Key.Value, p => p.Value.Name);
    }

    private static List<SegmentOne> Ones(SegmentWorld world, IEnumerable<(SegmentSubject Subject, string Why)> members) =>
        [.. members.Select(m => new SegmentOne(m.Subject, world.Partners[m.Subject.Partner].Name, m.Why))];

    private static int Companies(IEnumerable<SegmentSubject> members) => members.Select(m => m.Partner).Distinct().Count();
}
