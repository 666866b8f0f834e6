using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Partners;

/// <summary>Staff find the partners below the pipeline.</summary>
internal sealed class PartnersMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 40, "partners", "partners", "Partners", Permissions.ReadPartners),
            new(MemberSide.Staff, 43, "filter", "segments", "Segments", Permissions.ReadPartners),
            new(MemberSide.Partner, 60, "partners", "portal/team", "Your team") { Foot = true },
            MenuEntry.Setting(
                SettingsArea.Program,
                120,
                "globe",
                "settings/territories",
                "Territories",
                Permissions.ManagePartners,
                "Which partner sells where, to whom, and who may not."
            ) with
            {
                Whole = true,
            },
            MenuEntry.Setting(
                SettingsArea.Access,
                165,
                "clock",
                "settings/access",
                "Access over time",
                Permissions.ManagePeople,
                "Access that nobody uses or vouches for rests."
            ),
        ]);
}
