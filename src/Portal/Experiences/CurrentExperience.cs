using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Experiences.Rules;
using Entente.Portal.Shell;
using Entente.Ui.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Entente.Portal.Experiences;

/// <summary>How the portal is laid out for whoever looks, found once per request. None: everything stays as it is.</summary>
internal sealed class CurrentExperience(EntenteDb db, IEnumerable<IPortalAudience> audiences)
{
    /// <summary>The draft that staff look at while they view as a partner.</summary>
    public static readonly OwnCookie Draft = new("entente_portal_draft");

    private (Actor For, PortalSheet? Sheet)? found;

    public async Task<PortalSheet?> Of(Actor actor, HttpContext http, CancellationToken ct)
    {
        if (found is { } known && ReferenceEquals(known.For, actor))
            return known.Sheet;
        var sheet = await Find(actor, http, ct);
        found = (actor, sheet);
        return sheet;
    }

    /// <summary>The entries of a partner's menu as the experience lays them.</summary>
    public static List<MenuEntry> Lay(PortalSheet? sheet, List<MenuEntry> entries)
    {
        if (sheet is null)
            return entries;
        // The bell is no tab.
        var tabs = entries
            .Where(e => !e.Bell)
            .DistinctBy(e => e.Path, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(e => e.Path, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. Laying
                .Tabs(sheet, [.. tabs.Values.Select(e => new TabAsEver(e.Path, e.Label, e.Foot ? TabPlace.Foot : TabPlace.Bar))])
                .Select(t =>
                    (tabs.GetValueOrDefault(t.Path) ?? new(MemberSide.Partner, 0, "content", t.Path, t.Title)) with
                    {
                        Label = t.Title,
                        Foot = t.Place is TabPlace.Foot,
                    }
                ),
            .. entries.Where(e => e.Bell),
        ];
    }

    private async Task<PortalSheet?> Find(Actor actor, HttpContext http, CancellationToken ct)
    {
        if (actor.Partner is not { } partner)
            return null;
        // Only who looks as somebody else, and changes nothing, is shown a draft.
        if (actor.ViewedBy is not null && Ids.TryParse<ExperienceId>(Draft.Read(http), out var id))
            if (await db.Set<Experience>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is { } draft)
                return draft.ReadDraft();
        var live = (
            await db.Set<Experience>().AsNoTracking().Where(e => e.Live != null).OrderBy(e => e.Place).ThenBy(e => e.Id).ToListAsync(ct)
        ).ConvertAll(e => e.ReadLive()!);
        if (live.Count == 0)
            return null;
        List<Guid> asked = [.. live.Select(s => s.Segment).OfType<Guid>().Distinct()];
        var inside = new HashSet<Guid>();
        if (asked.Count > 0)
            foreach (var audience in audiences)
                inside.UnionWith(await audience.Holding(asked, partner, actor.Person, ct));
        return Laying.First(live, inside);
    }
}
