using Entente.Access;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

/// <summary>How a person wants to be told, with what their role leaves to be filled in.</summary>
internal sealed record Wish(NoticeChoices Own, NoticeChoices Role, QuietHours Quiet, TimeZoneInfo Zone)
{
    public NoticeChoice For(NoticeEvent what) => NoticeChoices.Of(what, Own, Role);

    /// <summary>As it can be kept: who chose a chat and is not to be reached there is told by mail.</summary>
    /// <param name="reached">In the chat that they chose.</param>
    public NoticeChoice For(NoticeEvent what, bool reached) =>
        For(what) is var chosen && chosen.InChat && !reached ? chosen with { Channel = NoticeChannel.Both } : chosen;
}

/// <summary>Looks up what people chose: two queries for however many, and a third only where roles have defaults of their own.</summary>
internal sealed class NoticeWishes(EntenteDb db, AccessApi access, Workspaces workspaces)
{
    public async Task<IReadOnlyDictionary<PersonId, Wish>> Of(IReadOnlyCollection<PersonId> people, CancellationToken ct)
    {
        var zone = (await workspaces.Get(db.Workspace, ct)).Zone;
        var ids = people.Distinct().ToList();
        var profiles = await db.Set<NoticeProfile>()
            .AsNoTracking()
            .Where(p => ids.Contains(p.PersonId))
            .ToDictionaryAsync(p => p.PersonId, ct);
        var roles = await Roles(ids, ct);
        return ids.ToDictionary(
            id => id,
            id =>
                profiles.GetValueOrDefault(id) is { } own
                    ? new Wish(own.Read(), roles.GetValueOrDefault(id, NoticeChoices.None), own.Quiet, ZoneOf(own, zone))
                    : new Wish(NoticeChoices.None, roles.GetValueOrDefault(id, NoticeChoices.None), default, zone)
        );
    }

    public async Task<Wish> Of(PersonId person, CancellationToken ct) => (await Of([person], ct))[person];

    private async Task<IReadOnlyDictionary<PersonId, NoticeChoices>> Roles(List<PersonId> people, CancellationToken ct)
    {
        var defaults = await db.Set<NoticeDefault>().AsNoTracking().ToDictionaryAsync(d => d.Role, d => d.Read(), ct);
        if (defaults.Count == 0)
            return new Dictionary<PersonId, NoticeChoices>();
        var found = new Dictionary<PersonId, NoticeChoices>();
        foreach (var member in await access.Members(people, ct))
            if (defaults.TryGetValue(NoticeRoles.Of(member), out var choices))
                found[member.Person.Id] = choices;
        return found;
    }

    public async Task<TimeZoneInfo> ZoneOf(NoticeProfile own, CancellationToken ct) =>
        ZoneOf(own, (await workspaces.Get(db.Workspace, ct)).Zone);

    // A zone that this machine no longer knows is the workspace's.
    private static TimeZoneInfo ZoneOf(NoticeProfile own, TimeZoneInfo usual) =>
        own.Zone.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(own.Zone, out var zone) ? zone : usual;
}
