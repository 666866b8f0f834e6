using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Portal.Appearance;

/// <summary>Name and colour, among the settings.</summary>
internal sealed class AppearanceMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            MenuEntry.Setting(
                SettingsArea.Records,
                176,
                "eye",
                "settings/appearance",
                "Name and colour",
                Permissions.ManageLook,
                "What partners see on every page, form and mail."
            ),
        ]);
}
