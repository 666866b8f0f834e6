using Entente.Access;
using Entente.Portal.Shell;

namespace Entente.Partners;

/// <summary>Staff find the partners below the pipeline.</summary>
internal sealed class PartnersMenu : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>([
            new(MemberSide.Staff, 40, "partners", "partners", "Partners", Permissions.ReadPartners),
            new(MemberSide.Staff, 130, "globe", "settings/territories", "Territories", Permissions.ManagePartners) { Group = "Workspace" },
        ]);
}
