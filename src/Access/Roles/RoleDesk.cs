using Entente.Access.Model;
using Entente.Access.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Roles;

/// <summary>A role in the list.</summary>
/// <param name="Key"><c>Sales</c> for a built-in one, else its id.</param>
/// <param name="People">Who has it, active, by name.</param>
/// <param name="Version">0 for a built-in one.</param>
public sealed record RoleRow(string Key, CustomRoleId? Id, RoleText Text, IReadOnlyList<PersonCard> People, int Version)
{
    public bool BuiltIn => Id is null;
}

/// <summary>The roles of the vendor's staff: those that come along, and those that the workspace makes for itself.</summary>
public sealed class RoleDesk(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    internal const string Lock = "staff-roles";

    /// <param name="Id">Null: a new one.</param>
    /// <param name="Version">Of the role that whoever writes has seen.</param>
    public sealed record Input(CustomRoleId? Id, int Version, RoleText Text);

    public async Task<IReadOnlyList<RoleRow>> List(CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return [];
        var staff = await access.Staff(ct);
        var held = (
            await db.Set<Membership>()
                .Where(m => m.Active && m.CustomRoleId != null)
                .Select(m => new { m.PersonId, Role = m.CustomRoleId!.Value })
                .ToListAsync(ct)
        ).ToLookup(m => m.Role, m => m.PersonId);
        var own = await db.Set<CustomRole>().AsNoTracking().Where(r => r.RemovedAt == null).OrderBy(r => r.Name).ToListAsync(ct);
        return
        [
            .. own.Select(r => new RoleRow(
                r.Id.Value.ToString("N"),
                r.Id,
                new(r.Name, r.Permissions, r.Scope),
                [.. staff.Where(m => held[r.Id].Contains(m.Person.Id)).Select(m => m.Person)],
                r.Version
            )),
            .. Enum.GetValues<StaffRole>()
                .Select(r => new RoleRow(
                    r.ToString(),
                    null,
                    new(RoleNames.Of(r), [.. Permissions.Of(r).Order(StringComparer.Ordinal)], DataScope.Everything),
                    [.. staff.Where(m => m.StaffRole == r).Select(m => m.Person)],
                    0
                )),
        ];
    }

    /// <summary>What saving would change, or why it cannot be saved.</summary>
    public async Task<Result<RoleChange>> Look(Input input, CancellationToken ct)
    {
        var (role, text, problem) = await Judge(input, ct);
        return problem is null ? RoleChange.Between(role is null ? null : new(role.Name, role.Permissions, role.Scope), text) : problem;
    }

    /// <summary>Counts for everybody who has the role, from their next request on.</summary>
    public async Task<Result<CustomRoleId>> Save(Input input, CancellationToken ct)
    {
        await using var held = await db.Hold([Lock], ct);
        var (role, text, problem) = await Judge(input, ct);
        if (problem is not null)
            return problem;
        if (role is null)
            db.Add(role = CustomRole.Make(text.Name, text.Permissions, text.Scope, clock.GetUtcNow()));
        else
            role.Become(text.Name, text.Permissions, text.Scope);
        await held.Save(ct);
        return role.Id;
    }

    public async Task<Result> Remove(CustomRoleId id, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return RoleRefusals.MayNot;
        await using var held = await db.Hold([Lock], ct);
        if (await Living(id, ct) is not { } role)
            return RoleRefusals.NoRole;
        if (Granting.Above(actor.Permissions!, role.Permissions.ToHashSet(StringComparer.Ordinal)) is { } above)
            return above;
        var people = await db.Set<Membership>().CountAsync(m => m.CustomRoleId == id, ct);
        if (people > 0)
            return RoleRefusals.Held(people);
        role.Remove(clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<(CustomRole? Role, RoleText Text, Problem? Problem)> Judge(Input input, CancellationToken ct)
    {
        var text = new RoleText(
            input.Text.Name.Trim(),
            [.. input.Text.Permissions.Where(Permissions.All.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            input.Text.Scope.Tidy()
        );
        if (!actor.May(Permissions.ManagePeople))
            return (null, text, RoleRefusals.MayNot);
        var role = input.Id is { } id ? await Living(id, ct) : null;
        if (input.Id is not null && role is null)
            return (null, text, RoleRefusals.NoRole);
        if (role is not null && role.Version != input.Version)
            return (role, text, RoleRefusals.Stale);
        // Whoever lacks a permission neither gives it nor takes it: a role above them is not theirs to change.
        if (role is not null && Granting.Above(actor.Permissions!, role.Permissions.ToHashSet(StringComparer.Ordinal)) is { } above)
            return (role, text, above);
        var name = text.Name.ToLowerInvariant();
        var others = await db.Set<CustomRole>().Where(r => r.RemovedAt == null).Select(r => new { r.Id, r.Name }).ToListAsync(ct);
        var taken =
            others.Any(r => r.Id != input.Id && string.Equals(r.Name, name, StringComparison.OrdinalIgnoreCase))
            || Enum.GetValues<StaffRole>().Any(r => string.Equals(RoleNames.Of(r), name, StringComparison.OrdinalIgnoreCase));
        var wrong = Faults.Of(
            text.Name.Length is 0 or > CustomRole.LongestName ? RoleRefusals.NoName
                : taken ? RoleRefusals.NameTaken
                : null,
            text.Permissions.Count == 0 ? RoleRefusals.Empty : null,
            Granting.Lacks(actor.Permissions!, text.Permissions)
        );
        return (role, text, wrong);
    }

    private Task<CustomRole?> Living(CustomRoleId id, CancellationToken ct) =>
        db.Set<CustomRole>().SingleOrDefaultAsync(r => r.Id == id && r.RemovedAt == null, ct);
}
