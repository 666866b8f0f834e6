using Entente.Access;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Entente.Ui;

namespace Entente.Portal.SetAside;

/// <summary>Work that failed for good, among the settings: with how much there is, so that nobody has to look for it.</summary>
internal sealed class SetAsideMenu(DeadLetters letters, Actor actor) : IMenu
{
    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageCrm))
            return [];
        var count = await letters.Count(ct);
        return
        [
            MenuEntry
                .Setting(
                    SettingsArea.Records,
                    172,
                    "alert",
                    "settings/set-aside",
                    "Work set aside",
                    Permissions.ManageCrm,
                    "What failed again and again and waits for somebody to look."
                )
                .Failed(count),
        ];
    }
}
