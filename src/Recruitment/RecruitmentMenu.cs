using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Recruitment;

/// <summary>Staff find candidates beside their partners, the rules in the settings.</summary>
internal sealed class RecruitmentMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 45, "referral", "recruitment", "Recruitment", Permissions.DecideRecruitment),
            MenuEntry.Setting(
                SettingsArea.Program,
                106,
                "partners",
                "settings/recruitment",
                "Recruitment",
                Permissions.ManagePolicy,
                "The application form, the scorecard’s weights and thresholds, and what rules do with applications."
            ) with
            {
                Whole = true,
            },
        ]);
}
