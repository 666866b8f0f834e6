using Entente.Access;
using Entente.Ui;

namespace Entente.Portal.Shell;

/// <summary>Contributed by any module: its links in the frame. Made anew for each request, so that an entry may carry a count.</summary>
public interface IMenu
{
    ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct);
}

/// <summary>One link of the menu.</summary>
/// <param name="Order">Lower stands higher; Today and Home are 0, work 10–40, settings from 100.</param>
/// <param name="Path">Behind <c>/w/{slug}/</c>: <c>registrations</c>.</param>
/// <param name="Permission">For staff: shown only to those who have it; null for all.</param>
public sealed record MenuEntry(MemberSide Side, int Order, string Icon, string Path, string Label, string? Permission = null)
{
    /// <summary>Heading of the group it stands in; null is the first, without one. The portal has no groups.</summary>
    public string? Group { get; init; }
    public string? Count { get; init; }
    public Tone? Tone { get; init; }

    /// <summary>The one main thing a partner does: also the button of the home.</summary>
    public bool Main { get; init; }

    /// <summary>The words of that button: <c>Register a deal</c>.</summary>
    public string? Verb { get; init; }
}

/// <summary>What this floor and Access bring along.</summary>
internal sealed class StandardMenu : IMenu
{
    private static readonly MenuEntry[] All =
    [
        new(MemberSide.Staff, 0, "today", "today", "Today"),
        new(MemberSide.Staff, 170, "lock", "settings/keys", "API keys", Permissions.ManageKeys) { Group = "Workspace" },
        new(MemberSide.Staff, 125, "eye", "settings/fields", "What partners see", Permissions.ManageSafelist) { Group = "Workspace" },
        new(MemberSide.Staff, 126, "search", "settings/fields/who-sees", "Who sees what", Permissions.ReadSafelist) { Group = "Workspace" },
        new(MemberSide.Staff, 175, "lock", "settings/sign-in", "Single sign-on", Permissions.ManagePeople) { Group = "Workspace" },
        new(MemberSide.Staff, 180, "mail", "mail", "Mail", Permissions.ReadMail) { Group = "Workspace" },
        new(MemberSide.Staff, 190, "history", "audit", "Audit", Permissions.ReadAudit) { Group = "Workspace" },
        new(MemberSide.Partner, 0, "home", "portal", "Home"),
    ];

    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<MenuEntry>>(All);
}
