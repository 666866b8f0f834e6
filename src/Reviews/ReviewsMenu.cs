using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Reviews;

/// <summary>Staff find reviews below the health of partners, partners theirs at the foot; one that waits for them stands on their home.</summary>
internal sealed class ReviewsMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 48, "chart", "reviews", "Reviews", Permissions.ReadPartners),
            new(MemberSide.Staff, 49, "calendar", "cadence", "Calendar", Permissions.ReadPartners),
            MenuEntry.Setting(
                SettingsArea.Program,
                113,
                "calendar",
                "settings/cadence",
                "Cadence",
                Permissions.ManagePolicy,
                "Which meetings are held how often: sales reviews with partners, pipeline reviews of their managers."
            ),
            new(MemberSide.Partner, 44, "chart", "portal/reviews", "Reviews") { Foot = true },
            new(MemberSide.Partner, 46, "calendar", "portal/meetings", "Meetings") { Foot = true },
        ]);
}
