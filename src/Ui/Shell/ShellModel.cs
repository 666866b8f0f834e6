namespace Entente.Ui.Shell;

/// <summary>One link of a menu. <paramref name="Count"/> is written as it stands (<c>6</c>, <c>40 s ago</c>); a tone makes it a pill.</summary>
public sealed record MenuItem(string Icon, string Href, string Label, bool Current = false, string? Count = null, Tone? Tone = null);

/// <summary>Links under a heading; the first group of a sidebar usually has none.</summary>
public sealed record MenuGroup(string? Title, IReadOnlyList<MenuItem> Items);

/// <summary>Who is signed in; <paramref name="Id"/> picks the tint of the avatar.</summary>
public sealed record ShellPerson(string Name, Guid Id, string Href);

/// <summary>A line at the foot of the next page: <c>Approved. Kestrel Quay has been told.</c>, with a way back while there is one.</summary>
public sealed record ShellToast(string Text, string? UndoHref = null, string UndoWords = "Undo");

/// <summary>As whom the portal is looked at: <c>Ines Calder, Kestrel Quay</c>; until when; where the end button posts <c>end-view</c>.</summary>
public sealed record ShellViewing(string Who, DateTimeOffset Until, string EndHref);

/// <summary>Everything the frame around a page says. Built once per request by the host (see <see cref="IShell"/>).</summary>
public sealed record ShellModel
{
    public required Reader Reader { get; init; }

    /// <summary>The vendor's name, <c>Corvane</c>; Entente's own on pages outside any workspace.</summary>
    public required string Workspace { get; init; }

    public required Guid WorkspaceId { get; init; }

    /// <summary>How the workspace stands in addresses: <c>corvane</c>. Null outside any workspace.</summary>
    public string? Slug { get; init; }

    /// <summary><c>/w/corvane/brand.css</c>; null leaves Entente's iris, as the staff app does by default.</summary>
    public string? BrandCss { get; init; }

    /// <summary><c>light</c> or <c>dark</c> when the person chose one; null follows the device.</summary>
    public string? Theme { get; init; }

    /// <summary>Whether partners or guests read this: titles then end in <c>Corvane Partners</c>, not in Entente.</summary>
    public bool Outside { get; init; }

    /// <summary>Sidebar groups; the portal shows the items of the first one, at most five.</summary>
    public IReadOnlyList<MenuGroup> Menu { get; init; } = [];

    /// <summary>The way back from a page that the menu does not name itself, such as one of the settings; stands before its crumbs.</summary>
    public MenuItem? Section { get; init; }

    /// <summary>Staff: links above the person at the foot of the sidebar. Portal and public: links of the page foot.</summary>
    public IReadOnlyList<MenuItem> Foot { get; init; } = [];

    /// <summary>Behind the workspace's name: switch workspace, view as a partner, settings.</summary>
    public IReadOnlyList<MenuItem> WorkspaceMenu { get; init; } = [];

    public ShellPerson? Person { get; init; }

    /// <summary>Under the vendor's name; by default <c>Partner program</c> for staff and <c>Partners</c> outside.</summary>
    public string? Strapline { get; init; }

    /// <summary>At the right of a public page's bar while nobody is signed in: <c>No account needed</c>.</summary>
    public string? Note { get; init; }

    public string Home { get; init; } = "/";

    /// <summary>Null hides search.</summary>
    public string? SearchHref { get; init; }

    /// <summary>Null hides the bell.</summary>
    public string? NotificationsHref { get; init; }

    /// <summary>How many are new, as it is written: <c>4</c>, <c>99+</c>; null: none.</summary>
    public string? Notifications { get; init; }

    public ShellToast? Toast { get; init; }

    /// <summary>Set while staff look at the portal as somebody of a partner; the frame says so on top of every page.</summary>
    public ShellViewing? Viewing { get; init; }

    public string StraplineOrDefault => Strapline ?? (Outside ? "Partners" : "Partner program");

    /// <summary>What follows a page's own title in the browser's tab.</summary>
    public string TitleTail =>
        Slug is null ? "Entente"
        : Outside ? $"{Workspace} Partners"
        : $"{Workspace} · Entente";
}
