using Entente.Access;
using Entente.Ui;

namespace Entente.Portal.Shell;

/// <summary>Contributed by any module: its links in the frame. Made anew for each request, so that an entry may carry a count.</summary>
public interface IMenu
{
    ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct);
}

/// <summary>One link of the menu.</summary>
/// <param name="Order">Lower stands higher; Today and Home are 0, work 10–40, the desk 50–59, performance 60–69, settings from 100.</param>
/// <param name="Path">Behind <c>/w/{slug}/</c>: <c>registrations</c>.</param>
/// <param name="Permission">Shown only to those who have it (staff), who have that right (partners); null for all.</param>
public sealed record MenuEntry(MemberSide Side, int Order, string Icon, string Path, string Label, string? Permission = null)
{
    /// <summary>Heading of the group it stands in; null is the first, without one. The portal has no groups.</summary>
    public string? Group { get; init; }

    /// <summary>Staff: stands on the page of settings instead of in the menu, in this part of it.</summary>
    public SettingsArea? Area { get; init; }

    /// <summary>What is decided or found there, in one line; every setting has one.</summary>
    public string? Hint { get; init; }
    public string? Count { get; init; }

    /// <summary>In the portal: a link of the page's foot, where the bar has no room. For staff: at the foot of the menu.</summary>
    public bool Foot { get; init; }

    /// <summary>What somebody was told: the portal shows it as the bell of its bar, and so do phones for staff.</summary>
    public bool Bell { get; init; }

    /// <summary>Of a page that shows the workspace as a whole: not for staff who see some partners only.</summary>
    public bool Whole { get; init; }
    public Tone? Tone { get; init; }

    /// <summary>The one main thing a partner does: also the button of the home.</summary>
    public bool Main { get; init; }

    /// <summary>The words of that button: <c>Register a deal</c>.</summary>
    public string? Verb { get; init; }

    /// <summary>A line of the page of settings.</summary>
    public static MenuEntry Setting(SettingsArea area, int order, string icon, string path, string label, string permission, string hint) =>
        new(MemberSide.Staff, order, icon, path, label, permission) { Area = area, Hint = hint };

    /// <summary>With how much waits there; nothing is shown where nothing does.</summary>
    public MenuEntry Waiting(int count) => this with { Count = count > 0 ? Format.Number(count) : null };

    /// <summary>With how much went wrong there, so that nobody has to look for it.</summary>
    public MenuEntry Failed(int count) => Waiting(count) with { Tone = count > 0 ? Ui.Tone.Bad : null };
}

/// <summary>The parts of the page of settings, in their order.</summary>
public enum SettingsArea
{
    /// <summary>What partners may do, earn and must show.</summary>
    Program,

    /// <summary>Who gets in, and what they see.</summary>
    Access,

    /// <summary>What is kept, sent and written to other systems.</summary>
    Records,
}

/// <summary>What this floor and Access bring along.</summary>
internal sealed class StandardMenu : IMenu
{
    private static readonly MenuEntry[] All =
    [
        new(MemberSide.Staff, 0, "today", "today", "Today"),
        MenuEntry.Setting(
            SettingsArea.Access,
            160,
            "user",
            "settings/people",
            "People and roles",
            Permissions.ManagePeople,
            "Who works here, in which role, and which partners they see."
        ),
        MenuEntry.Setting(
            SettingsArea.Access,
            161,
            "eye",
            "settings/fields",
            "What partners see",
            Permissions.ManageSafelist,
            "Field by field, by type, tier, role, region and stage. Hidden until listed."
        ),
        MenuEntry.Setting(
            SettingsArea.Access,
            162,
            "search",
            "settings/fields/who-sees",
            "Who sees what",
            Permissions.ReadSafelist,
            "What can this person see? Who can see this field?"
        ),
        MenuEntry.Setting(
            SettingsArea.Access,
            163,
            "shield",
            "settings/sign-in",
            "Sign-in",
            Permissions.ManagePeople,
            "Second factors, and whose company signs them in."
        ),
        MenuEntry.Setting(
            SettingsArea.Access,
            164,
            "building",
            "settings/directory",
            "Directory",
            Permissions.ManagePeople,
            "People come, change and leave as in Entra ID, Okta or another directory."
        ),
        MenuEntry.Setting(
            SettingsArea.Access,
            166,
            "lock",
            "settings/keys",
            "API keys",
            Permissions.ManageKeys,
            "What other programs may read and do."
        ),
        MenuEntry.Setting(
            SettingsArea.Records,
            178,
            "shield",
            "settings/privacy",
            "Privacy",
            Permissions.ManagePrivacy,
            "What is kept of a person, and for how long."
        ),
        MenuEntry.Setting(
            SettingsArea.Records,
            190,
            "history",
            "audit",
            "Audit",
            Permissions.ReadAudit,
            "Who did what, when and through what; sealed."
        ),
        new(MemberSide.Partner, 0, "home", "portal", "Home"),
    ];

    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<MenuEntry>>(All);
}
