using Entente.Access;
using Entente.Access.Rules;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.People;

/// <summary>
/// A partner's admin looks after the own team: invites a colleague, gives another role, restricts, removes; the vendor does nothing for it. An admin
/// always stays. What is taken away is gone at once: sessions, links, keys.
/// </summary>
public sealed class ManageTeam(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    /// <param name="Restricted">Sees and acts only on what they bring or were added to.</param>
    public sealed record Colleague(string Email, string Name, PartnerRole Role, bool Restricted);

    public bool May => PartnerRights.May(actor, PartnerRights.Team);

    /// <summary>Everybody of the own partner, also those whose access has ended.</summary>
    public async Task<IReadOnlyList<MemberCard>> List(CancellationToken ct) =>
        actor.Partner is { } partner ? [.. (await access.PartnerPeople(partner, ct)).OrderByDescending(m => m.Active)] : [];

    public async Task<Result<PersonId>> Invite(Colleague input, CancellationToken ct)
    {
        if (!May || actor.Partner is not { } partner)
            return Refusals.AdminsOnly;
        if (Faults.Of(AccessApi.WhyNotPerson(input.Email, input.Name), WhyNot(input.Role, input.Restricted)) is { } invalid)
            return invalid;
        await using var held = await db.Hold([Lock(partner), "person:" + input.Email.Trim().ToLowerInvariant()], ct);
        if ((await List(ct)).Any(m => m.Active && string.Equals(m.Person.Email, input.Email.Trim(), StringComparison.OrdinalIgnoreCase)))
            return Problem.Invalid("team.known", "email", "This colleague is in your team already.");
        var added = await access.AddPartnerPerson(partner, input.Email, input.Name, input.Role, ct);
        if (!added.Ok)
            return added;
        await access.Restrict(added.Value, input.Restricted, ct);
        await held.Save(ct);
        return added;
    }

    public async Task<Result> Change(PersonId person, PartnerRole role, bool restricted, CancellationToken ct)
    {
        if (!May || actor.Partner is not { } partner)
            return Refusals.AdminsOnly;
        if (WhyNot(role, restricted) is { } invalid)
            return invalid;
        await using var held = await db.Hold([Lock(partner)], ct);
        if (await Member(person, ct) is not { Active: true } member)
            return Refusals.NoPerson;
        if (await LastAdmin(member, role is PartnerRole.Admin, ct) is { } last)
            return last;
        await access.AddPartnerPerson(partner, member.Person.Email, member.Person.Name, role, ct);
        await access.Restrict(person, restricted, ct);
        await held.Save(ct);
        return Result.Done;
    }

    public async Task<Result> Remove(PersonId person, CancellationToken ct)
    {
        if (!May || actor.Partner is not { } partner)
            return Refusals.AdminsOnly;
        await using var held = await db.Hold([Lock(partner)], ct);
        if (await Member(person, ct) is not { Active: true } member)
            return Refusals.NoPerson;
        if (await LastAdmin(member, false, ct) is { } last)
            return last;
        var now = clock.GetUtcNow();
        await access.Suspend(person, ct);
        foreach (var link in await db.Set<RegistrationLink>().Where(l => l.PersonId == person && l.RevokedAt == null).ToListAsync(ct))
            link.Revoke(now);
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<MemberCard?> Member(PersonId person, CancellationToken ct) =>
        (await List(ct)).FirstOrDefault(m => m.Person.Id == person);

    private async Task<Problem?> LastAdmin(MemberCard member, bool stays, CancellationToken ct) =>
        Granting.LastAdmin(
            member.PartnerRole is PartnerRole.Admin,
            stays,
            (await List(ct)).Count(m => m.Active && m.PartnerRole is PartnerRole.Admin && m.Person.Id != member.Person.Id)
        );

    private static Problem? WhyNot(PartnerRole role, bool restricted) =>
        !Enum.IsDefined(role) ? Problem.Invalid("person.role", "role", "Choose a role.")
        : restricted && role is PartnerRole.Admin
            ? Problem.Invalid(
                "team.restricted_admin",
                "role",
                "An admin sees everything of your company. Choose another role, or do not restrict."
            )
        : null;

    private static string Lock(PartnerId partner) => $"team:{partner.Value:N}";
}
