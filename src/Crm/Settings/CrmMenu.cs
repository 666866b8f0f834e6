using Entente.Access;
using Entente.Crm.Write;
using Entente.Portal.Shell;
using Entente.Ui;

namespace Entente.Crm.Settings;

/// <summary>The connection stands among the workspace's settings, with the number of writes that the CRM refused.</summary>
internal sealed class CrmMenu(ShowErrorQueue queue) : IMenu
{
    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        var refused = await queue.Count(ct);
        return
        [
            new(MemberSide.Staff, 110, "crm", "settings/crm", "CRM", Permissions.ManageCrm)
            {
                Group = "Workspace",
                Count = refused > 0 ? Format.Number(refused) : null,
                Tone = refused > 0 ? Tone.Bad : null,
            },
        ];
    }
}
