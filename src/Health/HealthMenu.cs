using Entente.Access;
using Entente.Health.Show;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;

namespace Entente.Health;

/// <summary>Staff who may read it find it below the partners.</summary>
internal sealed class HealthMenu(Actor actor) : IMenu
{
    public ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct) =>
        ValueTask.FromResult<IReadOnlyList<MenuEntry>>(
            HealthQuery.MayRead(actor) ? [new(MemberSide.Staff, 46, "bolt", "health", "Health", Permissions.ReadPartners)] : []
        );
}
