using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Colleagues;

/// <summary>A colleague with restricted collaboration, and whether they were added to a registration.</summary>
public sealed record ClaimMate(PersonCard Person, bool Added);

/// <summary>
/// Adds a colleague whose collaboration is restricted to one registration, or takes them off it again. A partner's admin does, and whoever brought
/// the registration; whoever brought it is always on it.
/// </summary>
public sealed class ShareClaim(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    /// <summary>Whom there is to add or take off; empty for whoever may not.</summary>
    public async Task<IReadOnlyList<ClaimMate>> Mates(RegistrationId claim, CancellationToken ct)
    {
        if (actor.Partner is not { } partner || await Claim(claim, ct) is not { } own || !May(own))
            return [];
        var added = await db.Set<ClaimColleague>().Where(c => c.RegistrationId == claim).Select(c => c.PersonId).ToListAsync(ct);
        return
        [
            .. (await access.PartnerPeople(partner, ct))
                .Where(m => m is { Active: true, Restricted: true } && m.Person.Id != own.SubmittedBy)
                .Select(m => new ClaimMate(m.Person, added.Contains(m.Person.Id))),
        ];
    }

    public async Task<Result> Run(RegistrationId claim, PersonId person, bool added, CancellationToken ct)
    {
        if (actor.Partner is not { } partner || await Claim(claim, ct) is not { } own)
            return Refusals.NotFound;
        if (!May(own))
            return Refusals.RoleOnlyLooks;
        if (!(await access.PartnerPeople(partner, ct)).Any(m => m.Active && m.Person.Id == person))
            return Problem.NotFound("registration.no_colleague", "There is no such colleague.");
        await using var held = await db.Hold([$"registration:{claim.Value:N}"], ct);
        var known = await db.Set<ClaimColleague>().SingleOrDefaultAsync(c => c.RegistrationId == claim && c.PersonId == person, ct);
        if (added && known is null)
            db.Add(ClaimColleague.Add(claim, partner, person, actor.Person, clock.GetUtcNow()));
        else if (!added && known is not null)
            db.Remove(known);
        await held.Save(ct);
        return Result.Done;
    }

    private bool May(Brought own) =>
        PartnerRights.May(actor, PartnerRights.Team)
        || (PartnerRights.May(actor, PartnerRights.Register) && actor.Person is not null && own.SubmittedBy == actor.Person);

    private async Task<Brought?> Claim(RegistrationId claim, CancellationToken ct) =>
        await db.Set<Registration>().Where(r => r.Id == claim).Select(r => new Brought(r.SubmittedBy)).SingleOrDefaultAsync(ct);

    private sealed record Brought(PersonId? SubmittedBy);
}
