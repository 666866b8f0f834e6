using Entente.Access.Model;
using Entente.Access.Roles;
using Entente.Access.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.People;

/// <summary>Somebody of the vendor in the list.</summary>
/// <param name="RoleKey"><c>Sales</c> for a built-in role, else the custom role's id.</param>
/// <param name="Scope">Their own, without their role's.</param>
/// <param name="Sees">How many partners they see, of <paramref name="Of"/>; null: every one.</param>
public sealed record StaffRow(
    PersonCard Person,
    string RoleKey,
    string RoleName,
    DataScope Scope,
    bool Active,
    int Version,
    int? Sees,
    int Of
);

/// <summary>The vendor's people: who they are, which role, which partners they see. A change counts from their next request on.</summary>
public sealed class StaffDesk
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly AccessApi access;
    private readonly Http.Standing standing;

    internal StaffDesk(EntenteDb db, Actor actor, AccessApi access, Http.Standing standing) =>
        (this.db, this.actor, this.access, this.standing) = (db, actor, access, standing);

    /// <param name="RoleKey">A built-in role's name, or a custom role's id.</param>
    public sealed record Input(PersonId Person, int Version, string RoleKey, DataScope Scope);

    public async Task<IReadOnlyList<StaffRow>> List(CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return [];
        var found = await (
            from m in db.Set<Membership>().AsNoTracking()
            join p in db.Set<Person>() on m.PersonId equals p.Id
            where m.Side == MemberSide.Staff
            orderby m.Active descending, p.Name
            select new
            {
                Member = m,
                Person = p,
                Role = db.Set<CustomRole>().FirstOrDefault(r => r.Id == m.CustomRoleId),
            }
        ).ToListAsync(ct);
        var partners = await standing.Partners(ct);
        return
        [
            .. found.Select(f => new StaffRow(
                new(f.Person.Id, f.Person.Name, f.Person.Email),
                f.Member.StaffRole?.ToString() ?? f.Member.CustomRoleId?.Value.ToString("N") ?? "",
                f.Member.StaffRole is { } built ? RoleNames.Of(built) : f.Role?.Name ?? "",
                f.Member.Scope,
                f.Member.Active,
                f.Member.Version,
                DataScope.Left(Http.Standing.Scopes(f.Member, f.Role), partners, f.Person.Id)?.Count,
                partners.Count
            )),
        ];
    }

    /// <summary>Somebody new, or somebody who comes back. They sign in by mail or through their provider.</summary>
    public async Task<Result<PersonId>> Add(string email, string name, string roleKey, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return RoleRefusals.MayNot;
        await using var held = await db.Hold([RoleDesk.Lock, "person:" + email.Trim().ToLowerInvariant()], ct);
        var (built, own, given) = await Role(roleKey, ct);
        if (
            Faults.Of(
                AccessApi.WhyNotPerson(email, name),
                given is null ? Problem.Invalid("role.none", "role", "Choose a role.") : Granting.Lacks(actor.Permissions!, given)
            ) is
            { } wrong
        )
            return wrong;
        if (await access.Member(email, ct) is { Side: MemberSide.Staff, Active: true })
            return Problem.Invalid("people.known", "email", "This person is in the list already. Change them there.");
        if (Granting.Ownership(await IsOwner(ct), false, built is StaffRole.Owner) is { } forbidden)
            return forbidden;
        // The least of the built-in ones until the real one is set below, in the same save.
        var added = await access.AddStaff(email, name, built ?? StaffRole.Marketing, ct);
        if (!added.Ok)
            return added;
        var member = await Member(added.Value, ct);
        if (own is { } role)
            member!.Become(role);
        await held.Save(ct);
        return added;
    }

    public async Task<Result> Change(Input input, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return RoleRefusals.MayNot;
        await using var held = await db.Hold([RoleDesk.Lock], ct);
        if (await Member(input.Person, ct) is not { Side: MemberSide.Staff } member)
            return RoleRefusals.NoPerson;
        if (member.Version != input.Version)
            return RoleRefusals.Stale;
        var (built, own, given) = await Role(input.RoleKey, ct);
        if (given is null)
            return Problem.Invalid("role.none", "role", "Choose a role.");
        var (scope, isOwner) = (input.Scope.Tidy(), built is StaffRole.Owner);
        if (isOwner && !scope.IsEverything)
            return RoleRefusals.OwnersSeeAll;
        if (await WhyNot(member, isOwner, ct) is { } refused)
            return refused;
        var now = Http.Standing.May(member, await Custom(member.CustomRoleId, ct));
        // A wider scope gives back what a scope takes: whatever they end up with that they have not now is given by whoever saves.
        var after = scope.IsEverything ? given : given.Where(Permissions.Narrowable.Contains);
        if (Granting.Lacks(actor.Permissions!, after.Except(member.Active ? now : [], StringComparer.Ordinal)) is { } lacking)
            return lacking;
        if (own is { } role)
            member.Become(role);
        else
            member.Become(built!.Value);
        member.Narrow(scope);
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>All access ends at once: sessions, links, keys.</summary>
    public async Task<Result> Suspend(PersonId person, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return RoleRefusals.MayNot;
        await using var held = await db.Hold([RoleDesk.Lock], ct);
        if (await Member(person, ct) is not { Side: MemberSide.Staff } member)
            return RoleRefusals.NoPerson;
        if (await WhyNot(member, false, ct) is { } refused)
            return refused;
        await access.Suspend(person, ct);
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<Problem?> WhyNot(Membership member, bool becomesOwner, CancellationToken ct)
    {
        var was = member is { StaffRole: StaffRole.Owner, Active: true };
        var others = await db.Set<Membership>()
            .CountAsync(m => m.StaffRole == StaffRole.Owner && m.Active && m.PersonId != member.PersonId, ct);
        var theirs = member.Active ? Http.Standing.May(member, await Custom(member.CustomRoleId, ct)) : new HashSet<string>();
        return Granting.Ownership(await IsOwner(ct), was, becomesOwner)
            ?? Granting.LastOwner(was, becomesOwner, others)
            ?? Granting.Above(actor.Permissions!, theirs);
    }

    private Task<bool> IsOwner(CancellationToken ct) =>
        db.Set<Membership>().AnyAsync(m => m.PersonId == actor.Person && m.Active && m.StaffRole == StaffRole.Owner, ct);

    private async Task<Membership?> Member(PersonId person, CancellationToken ct) =>
        db.Set<Membership>().Local.SingleOrDefault(m => m.PersonId == person)
        ?? await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == person, ct);

    private async Task<CustomRole?> Custom(CustomRoleId? id, CancellationToken ct) =>
        id is { } known ? await db.Set<CustomRole>().SingleOrDefaultAsync(r => r.Id == known, ct) : null;

    private async Task<(StaffRole? Built, CustomRoleId? Own, IReadOnlyCollection<string>? Given)> Role(string key, CancellationToken ct)
    {
        if (Guid.TryParse(key, out var id))
            return await Custom(new(id), ct) is { RemovedAt: null } own ? (null, own.Id, own.Permissions) : (null, null, null);
        return Enum.GetValues<StaffRole>().Where(r => r.ToString() == key).Select(r => (StaffRole?)r).FirstOrDefault() is { } built
            ? (built, null, [.. Permissions.Of(built)])
            : (null, null, null);
    }
}
