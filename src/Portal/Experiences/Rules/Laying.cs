namespace Entente.Portal.Experiences.Rules;

/// <summary>A tab that a room contributes, as far as laying it out asks.</summary>
public sealed record TabAsEver(string Path, string Title, TabPlace Place);

/// <summary>How the portal is laid out by an experience: pure.</summary>
public static class Laying
{
    /// <summary>Which experience counts: the first whose segment holds the reader; one for everybody comes last, wherever it stands. Null: none.</summary>
    /// <param name="all">In their order.</param>
    public static PortalSheet? First(IEnumerable<PortalSheet> all, IReadOnlySet<Guid> inside)
    {
        var sheets = all.ToList();
        return sheets.Find(s => s.Segment is { } segment && inside.Contains(segment)) ?? sheets.Find(s => s.Segment is null);
    }

    /// <summary>
    /// The tabs in order: first those that the experience names, then whatever rooms added since, as ever; so nothing is lost because nobody thought of
    /// it. The home is always there.
    /// </summary>
    /// <param name="asEver">What the reader has without any experience: what is missing there is not theirs and does not come back.</param>
    public static IReadOnlyList<TabAsEver> Tabs(PortalSheet sheet, IReadOnlyList<TabAsEver> asEver)
    {
        var known = asEver.ToDictionary(t => t.Path, StringComparer.OrdinalIgnoreCase);
        var laid = new List<TabAsEver>();
        foreach (var tab in sheet.Tabs.DistinctBy(t => t.Path, StringComparer.OrdinalIgnoreCase))
            if (known.Remove(tab.Path, out var ever))
                laid.Add(
                    ever with
                    {
                        Title = tab.Title.Length > 0 ? tab.Title : ever.Title,
                        Place = tab.Path == PortalTab.Home ? TabPlace.Bar : tab.Place,
                    }
                );
            else if (tab.IsOwn && tab.Title.Length > 0)
                laid.Add(new(tab.Path, tab.Title, tab.Place));
        return [.. laid.Concat(asEver.Where(t => known.ContainsKey(t.Path))).Where(t => t.Place is not TabPlace.Hidden)];
    }
}
