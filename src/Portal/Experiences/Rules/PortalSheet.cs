namespace Entente.Portal.Experiences.Rules;

/// <summary>Where a tab stands. Hidden is layout, not permission: its pages open all the same.</summary>
public enum TabPlace
{
    Bar,
    Foot,
    Hidden,
}

/// <summary>A stretch of a tab: a heading, words, and blocks below them. Each may be empty.</summary>
/// <param name="Text">In the markup of announcements; everything else in it is what it says.</param>
/// <param name="Blocks">Ids of blocks, in order.</param>
public sealed record PortalSection(string Title, string Text, IReadOnlyList<string> Blocks)
{
    public bool IsEmpty => Title.Length == 0 && Text.Length == 0 && Blocks.Count == 0;
}

/// <summary>A tab as an experience shows it.</summary>
/// <param name="Path">Behind <c>/w/{slug}/</c>: <c>portal/deals</c>; of a tab of its own <c>portal/tab/{key}</c>.</param>
/// <param name="Title">Its own words; empty: as ever.</param>
/// <param name="Sections">Of the home and of tabs of its own; without any the home is as ever.</param>
public sealed record PortalTab(string Path, string Title, TabPlace Place, IReadOnlyList<PortalSection> Sections)
{
    public const string Home = "portal";
    public const string OwnPath = "portal/tab/";

    public bool IsOwn => Path.StartsWith(OwnPath, StringComparison.Ordinal);
}

/// <summary>An experience as it is written.</summary>
/// <param name="Segment">For whom; null: everybody for whom no other is.</param>
/// <param name="Tabs">In their order.</param>
public sealed record PortalSheet(Guid? Segment, IReadOnlyList<PortalTab> Tabs)
{
    public static PortalSheet Empty { get; } = new(null, []);

    public PortalTab? Tab(string path) => Tabs.FirstOrDefault(t => string.Equals(t.Path, path, StringComparison.OrdinalIgnoreCase));
}
