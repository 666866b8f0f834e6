using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Plans;

/// <summary>Both sides find their plans beside their deals; the templates stand in the settings.</summary>
internal sealed class PlansMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 37, "plan", "plans", "Action plans", Permissions.ReadPartners),
            MenuEntry.Setting(
                SettingsArea.Program,
                109,
                "plan",
                "settings/plans",
                "Plan templates",
                Permissions.ManagePolicy,
                "What a mutual action plan begins with: milestones, sides, days and evidence."
            ),
            new(MemberSide.Partner, 27, "plan", "portal/plans", "Plans"),
        ]);
}
