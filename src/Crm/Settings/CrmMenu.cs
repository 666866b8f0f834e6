using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Crm.Settings;

/// <summary>The connection stands among the workspace's settings.</summary>
internal sealed class CrmMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 110, "crm", "settings/crm", "CRM", Permissions.ManageCrm) { Group = "Workspace" },
        ]);
}
