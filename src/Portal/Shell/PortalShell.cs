using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Tenancy;
using Entente.Ui;
using Entente.Ui.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Portal.Shell;

/// <summary>What the frame says, for whoever looks: their menu, their name, the vendor's brand.</summary>
internal sealed class PortalShell(ActorSlot slot, Workspaces workspaces, IServiceProvider services, TimeProvider clock) : IShell
{
    public async ValueTask<ShellModel> Of(HttpContext http, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (slot.Current is not { } actor)
            return new()
            {
                Reader = new(now, TimeZoneInfo.Utc),
                Workspace = "Entente",
                WorkspaceId = default,
                Strapline = "Partner relationships, CRM first",
            };

        var card = await workspaces.Get(actor.Workspace, ct);
        var root = $"/w/{card.Slug}/";
        var known = actor is { Person: not null, Channel: not Channel.Link };
        var entries = known ? await Entries(actor, ct) : [];
        return new()
        {
            Reader = new(now, TimeZoneInfo.FindSystemTimeZoneById(card.TimeZone)),
            Workspace = card.Name,
            WorkspaceId = card.Id.Value,
            Slug = card.Slug,
            Outside = !actor.IsStaff,
            // The staff app keeps Entente's iris; everything a partner sees takes the vendor's hue.
            BrandCss = actor.IsStaff ? null : root + "brand.css",
            Menu = Groups(entries, root, http.Request.Path.Value ?? ""),
            Person = known ? new(actor.Name, actor.Person!.Value.Value, root + "me") : null,
            WorkspaceMenu = known ? [new("user", root + "me", "You and your sessions"), new("arrow-right", "/", "Another workspace")] : [],
            Home = known ? root + (actor.IsStaff ? "today" : "portal") : root + "sign-in",
            Toast = Said.Take(http),
        };
    }

    private async Task<List<MenuEntry>> Entries(Actor actor, CancellationToken ct)
    {
        var all = new List<MenuEntry>();
        // Looked up only now: a menu may take the actor, and there is none outside a workspace.
        foreach (var menu in services.GetServices<IMenu>())
            all.AddRange(await menu.Entries(ct));
        var side = actor.IsStaff ? MemberSide.Staff : MemberSide.Partner;
        return [.. all.Where(e => e.Side == side && (e.Permission is null || actor.May(e.Permission))).OrderBy(e => e.Order)];
    }

    private static List<MenuGroup> Groups(List<MenuEntry> entries, string root, string path)
    {
        // The longest address that the page lies under is the current one: a deal room belongs to Deals, not to Home.
        var current = entries.Where(e => Under(path, root + e.Path)).MaxBy(e => e.Path.Length);
        return
        [
            .. entries
                .GroupBy(e => e.Group)
                .Select(g => new MenuGroup(
                    g.Key,
                    [.. g.Select(e => new MenuItem(e.Icon, root + e.Path, e.Label, e == current, e.Count, e.Tone))]
                )),
        ];
    }

    private static bool Under(string path, string address) =>
        path.Equals(address, StringComparison.OrdinalIgnoreCase) || path.StartsWith(address + "/", StringComparison.OrdinalIgnoreCase);
}
