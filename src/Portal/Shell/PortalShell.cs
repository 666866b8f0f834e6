using Entente.Access;
using Entente.Access.Http;
using Entente.Access.ViewAs;
using Entente.Platform.Tenancy;
using Entente.Portal.Experiences;
using Entente.Ui;
using Entente.Ui.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Portal.Shell;

/// <summary>What the frame says, for whoever looks: their menu, their name, the vendor's brand.</summary>
internal sealed class PortalShell(
    ActorSlot slot,
    Workspaces workspaces,
    Menus menus,
    CurrentExperience experience,
    IServiceProvider services,
    TimeProvider clock
) : IShell
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
        var known = actor is { Channel: not Channel.Link } and ({ Person: not null } or { ViewedBy: not null });
        var viewing = actor.ViewedBy is null ? null : await services.GetRequiredService<ViewingAs>().Now(ct);
        var path = http.Request.Path.Value ?? "";
        var entries = known ? await menus.For(actor, ct) : [];
        if (known && !actor.IsStaff)
            entries = CurrentExperience.Lay(await experience.Of(actor, http, ct), entries);
        // The longest address that the page lies under is the current one: a deal room belongs to Deals, not to Home.
        var current = entries.Where(e => !e.Foot && Under(path, root + e.Path)).MaxBy(e => e.Path.Length);
        var settings = entries.Exists(e => e.Area is not null)
            ? new MenuItem("settings", root + "settings", "Settings", current?.Area is not null || Under(path, root + "settings"))
            : null;
        // Who only looks as somebody else does not open what that person was told.
        var bell = viewing is null ? entries.Find(e => e.Bell) : null;
        return new()
        {
            Reader = new(now, card.Zone),
            Workspace = card.Name,
            WorkspaceId = card.Id.Value,
            Slug = card.Slug,
            Outside = !actor.IsStaff,
            // The staff app keeps Entente's iris; everything a partner sees takes the vendor's hue.
            BrandCss = actor.IsStaff ? null : $"{root}brand.css?h={card.BrandHue}",
            Foot =
            [
                .. settings is null ? [] : new[] { settings },
                .. entries.Where(e => e.Foot).Select(e => Item(e, root, current: false)),
            ],
            // The portal's bar has a place of its own for the bell; the sidebar has not.
            Menu = Menu([.. entries.Where(e => !e.Bell || actor.IsStaff)], root, current),
            Section = settings is { Current: true } && !path.EndsWith("/settings", StringComparison.Ordinal) ? settings : null,
            NotificationsHref = bell is null ? null : root + bell.Path,
            Notifications = bell?.Count,
            Person = known
                ? new(actor.Name, (actor.Person?.Value ?? actor.Partner!.Value.Value), root + (viewing is null ? "me" : "portal"))
                : null,
            Viewing = viewing is null ? null : new($"{viewing.Who}, {viewing.Partner}", viewing.Until, root + "view-as"),
            WorkspaceMenu = known
                ?
                [
                    new("user", root + "me", "You and your sessions"),
                    .. actor.May(Permissions.ViewAs)
                        ? [new MenuItem("eye", root + "view-as", "View as a partner")]
                        : Array.Empty<MenuItem>(),
                    new("arrow-right", "/", "Another workspace"),
                ]
                : [],
            Home = known ? root + (actor.IsStaff ? "today" : "portal") : root + "sign-in",
            Toast = Said.Take(http),
        };
    }

    private static List<MenuGroup> Menu(List<MenuEntry> entries, string root, MenuEntry? current) =>
        [
            .. entries
                .Where(e => !e.Foot && e.Area is null)
                .GroupBy(e => e.Group)
                .Select(g => new MenuGroup(g.Key, [.. g.Select(e => Item(e, root, e == current))])),
        ];

    private static MenuItem Item(MenuEntry entry, string root, bool current) =>
        new(entry.Icon, root + entry.Path, entry.Label, current, entry.Count, entry.Tone);

    private static bool Under(string path, string address) =>
        path.Equals(address, StringComparison.OrdinalIgnoreCase) || path.StartsWith(address + "/", StringComparison.OrdinalIgnoreCase);
}
