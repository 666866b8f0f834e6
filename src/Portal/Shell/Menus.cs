using Entente.Access;
using Entente.Platform.Tenancy;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Portal.Shell;

/// <summary>The links that all rooms contribute, as far as somebody may follow them.</summary>
internal sealed class Menus(IServiceProvider services)
{
    /// <summary>In their order: work, settings and foot alike.</summary>
    public async Task<List<MenuEntry>> For(Actor actor, CancellationToken ct)
    {
        var all = new List<MenuEntry>();
        // Looked up only now: a menu may take the actor, and there is none outside a workspace.
        foreach (var menu in services.GetServices<IMenu>())
            all.AddRange(await menu.Entries(ct));
        var side = actor.IsStaff ? MemberSide.Staff : MemberSide.Partner;
        return
        [
            .. all.Where(e =>
                    e.Side == side
                    && (e.Permission is null || (actor.IsStaff ? actor.May(e.Permission) : PartnerRights.Holds(actor, e.Permission)))
                    && (!e.Whole || actor.Scope is null)
                )
                .OrderBy(e => e.Order),
        ];
    }
}
