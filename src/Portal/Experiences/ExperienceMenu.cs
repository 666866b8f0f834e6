using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Portal.Experiences;

/// <summary>The portal's layout, among the settings.</summary>
internal sealed class ExperienceMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            MenuEntry.Setting(
                SettingsArea.Records,
                177,
                "table",
                "settings/portal",
                "The portal’s layout",
                Permissions.ManageLook,
                "Which tabs and blocks partners see, by segment."
            ) with
            {
                Whole = true,
            },
        ]);
}
