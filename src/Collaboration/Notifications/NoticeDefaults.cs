using Entente.Access;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

/// <summary>What people of a role are told who did not choose for themselves.</summary>
public sealed record DefaultsView(
    string Role,
    string Name,
    IReadOnlyList<NoticeRowChoice> Rows,
    IReadOnlyList<(string Key, string Name, bool Changed)> Roles
);

/// <summary>The workspace's defaults by role. They count from the next event on; what people chose themselves stays.</summary>
public sealed class NoticeDefaults(EntenteDb db, Actor actor)
{
    /// <summary>Null for a role that there is not, or who may not look.</summary>
    public async Task<DefaultsView?> Load(string? role, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageNotifications) || Find(role ?? NoticeRoles.All[0].Key) is not var (key, side, name))
            return null;
        var kept = await db.Set<NoticeDefault>().AsNoTracking().ToDictionaryAsync(d => d.Role, d => d.Read(), ct);
        var own = kept.GetValueOrDefault(key, NoticeChoices.None);
        return new(
            key,
            name,
            [
                .. NoticeEvents
                    .Of(side)
                    .Select(e => new NoticeRowChoice(e, NoticeChoices.Of(e, own, NoticeChoices.None), NoticeChoice.Usual.Within(e))),
            ],
            [.. NoticeRoles.All.Select(r => (r.Key, r.Name, kept.GetValueOrDefault(r.Key) is { ByEvent.Count: > 0 }))]
        );
    }

    public async Task<Result> Run(string role, IReadOnlyDictionary<string, NoticeChoice> choices, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageNotifications))
            return Problem.Forbidden("notices.defaults", "Owners and admins decide what roles are told.");
        if (Find(role) is not var (key, side, _))
            return Problem.Invalid("notices.role", "role", "Choose a role of the list.");
        var kept = await db.Set<NoticeDefault>().SingleOrDefaultAsync(d => d.Role == key, ct);
        if (kept is null)
            db.Add(kept = new NoticeDefault { Role = key });
        kept.Choose(
            new(
                NoticeEvents
                    .Of(side)
                    .Where(e => choices.ContainsKey(e.Key) && choices[e.Key].Within(e) != NoticeChoice.Usual.Within(e))
                    .ToDictionary(e => e.Key, e => choices[e.Key].Within(e))
            )
        );
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    private static (string Key, MemberSide Side, string Name)? Find(string role) =>
        NoticeRoles.All.FirstOrDefault(r => r.Key == role) is { Key: not null } found ? found : null;
}
