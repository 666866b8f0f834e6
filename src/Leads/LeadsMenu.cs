using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Leads;

/// <summary>Staff find leads beside their deals, the rules in the settings; partners find theirs beside their deals.</summary>
internal sealed class LeadsMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 35, "target", "leads", "Leads", Permissions.ReadLeads),
            MenuEntry.Setting(
                SettingsArea.Program,
                108,
                "filter",
                "settings/leads",
                "Lead rules",
                Permissions.ManageLeadRules,
                "Which leads go to which partners, how one is chosen, and by when they answer."
            ) with
            {
                Whole = true,
            },
            new(MemberSide.Partner, 25, "target", "portal/leads", "Leads"),
        ]);
}
