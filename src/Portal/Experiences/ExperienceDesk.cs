using Entente.Access;
using Entente.Platform.Data;
using Entente.Portal.Experiences.Rules;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Microsoft.EntityFrameworkCore;

namespace Entente.Portal.Experiences;

/// <param name="For">The name of its segment; null: everybody for whom no other is.</param>
/// <param name="Changed">The draft says something else than what partners see.</param>
public sealed record ExperienceLine(
    ExperienceId Id,
    string Name,
    string? For,
    int Version,
    bool Live,
    bool Changed,
    DateTimeOffset? PublishedAt,
    PortalSheet Draft
);

/// <summary>What can be laid out: every tab that rooms contribute, and every block.</summary>
public sealed record PortalStock(IReadOnlyList<TabAsEver> Tabs, IReadOnlyList<HomePart> Blocks);

/// <summary>Reads experiences for staff, and what they can be made of.</summary>
public sealed class ExperienceDesk
{
    private readonly EntenteDb db;
    private readonly IEnumerable<IPortalAudience> audiences;
    private readonly IEnumerable<IMenu> menus;
    private readonly IEnumerable<IHomeBlock> blocks;

    internal ExperienceDesk(
        EntenteDb db,
        IEnumerable<IPortalAudience> audiences,
        IEnumerable<IMenu> menus,
        IEnumerable<IHomeBlock> blocks
    ) => (this.db, this.audiences, this.menus, this.blocks) = (db, audiences, menus, blocks);

    /// <summary>In the order in which they count.</summary>
    public async Task<IReadOnlyList<ExperienceLine>> List(CancellationToken ct)
    {
        var names = (await Segments(ct)).ToDictionary(s => s.Id, s => s.Name);
        return
        [
            .. (await db.Set<Experience>().AsNoTracking().OrderBy(e => e.Place).ThenBy(e => e.Id).ToListAsync(ct)).Select(e =>
                Line(e, names)
            ),
        ];
    }

    public async Task<ExperienceLine?> Load(ExperienceId id, CancellationToken ct) =>
        await db.Set<Experience>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is { } found
            ? Line(found, (await Segments(ct)).ToDictionary(s => s.Id, s => s.Name))
            : null;

    public async Task<IReadOnlyList<(Guid Id, string Name)>> Segments(CancellationToken ct)
    {
        var all = new List<(Guid, string)>();
        foreach (var audience in audiences)
            all.AddRange(await audience.Segments(ct));
        return all;
    }

    public async Task<PortalStock> Stock(CancellationToken ct)
    {
        var entries = new List<MenuEntry>();
        foreach (var menu in menus)
            entries.AddRange((await menu.Entries(ct)).Where(e => e.Side is MemberSide.Partner && !e.Bell));
        return new(
            [
                .. entries
                    .DistinctBy(e => e.Path)
                    .OrderBy(e => e.Order)
                    .Select(e => new TabAsEver(e.Path, e.Label, e.Foot ? TabPlace.Foot : TabPlace.Bar)),
            ],
            [.. blocks.Select(b => b.Part).OfType<HomePart>().OrderBy(p => p.Title, StringComparer.Ordinal)]
        );
    }

    /// <summary>Names of the experiences, drafts too, that are for a segment.</summary>
    public async Task<IReadOnlyList<(ExperienceId Id, string Name)>> Aiming(Guid segment, CancellationToken ct) =>
        [
            .. (await db.Set<Experience>().AsNoTracking().OrderBy(e => e.Place).ToListAsync(ct))
                .Where(e => e.ReadDraft().Segment == segment || e.ReadLive()?.Segment == segment)
                .Select(e => (e.Id, e.Name)),
        ];

    private static ExperienceLine Line(Experience e, Dictionary<Guid, string> names) =>
        new(
            e.Id,
            e.Name,
            e.ReadDraft().Segment is { } segment ? names.GetValueOrDefault(segment) ?? "a segment that was removed" : null,
            e.Version,
            e.Live is not null,
            e.Live is not null && e.Live != e.Draft,
            e.PublishedAt,
            e.ReadDraft()
        );
}
