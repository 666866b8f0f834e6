using Entente.Access.Model;
using Entente.Access.Sso;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Factors;

/// <summary>A member and their factors, for whoever decides how people sign in.</summary>
/// <param name="Known">An account at a provider is bound to them.</param>
internal sealed record MemberFactors(PersonCard Person, MemberSide Side, StaffRole? Role, int Factors, bool Known, DateTimeOffset? Reset);

/// <summary>
/// Lets somebody back in who lost phone, passkeys and codes, or has another account at their provider: in this workspace alone, by their mailbox, once
/// more. Audited with the reason, and told to that person.
/// </summary>
internal sealed class ResetFactors(EntenteDb db, Actor actor, WrongCodes wrong, KnownSubjects subjects, FactorMail mail, TimeProvider clock)
{
    public const int PageSize = 50;
    private const int LongestReason = 200;

    public static Problem MayNot => Problem.Forbidden("factor.may_not", "Only an owner or admin resets somebody’s factors.");

    /// <summary>Active members whose name or address contains <paramref name="search"/>, by name.</summary>
    public async Task<IReadOnlyList<MemberFactors>> List(string? search, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return [];
        var (here, like) = (db.Workspace, (search ?? "").Trim().ToLowerInvariant());
        return await db.Set<Membership>()
            .AsNoTracking()
            .Where(m => m.Active)
            .Join(db.Set<Person>(), m => m.PersonId, p => p.Id, (m, p) => new { Member = m, Person = p })
            .Where(x => like == "" || x.Person.Name.ToLower().Contains(like) || x.Person.Email.Contains(like))
            .OrderBy(x => x.Member.Side)
            .ThenBy(x => x.Person.Name)
            .ThenBy(x => x.Person.Id)
            .Take(PageSize)
            .Select(x => new MemberFactors(
                new(x.Person.Id, x.Person.Name, x.Person.Email),
                x.Member.Side,
                x.Member.StaffRole,
                db.Set<Credential>()
                    .Count(c =>
                        c.PersonId == x.Person.Id
                        && c.Kind != CredentialKind.Recovery
                        && (c.OnlyIn == null || c.OnlyIn == here)
                        && (x.Member.FactorsFrom == null || c.MadeAt >= x.Member.FactorsFrom)
                    ),
                db.Set<KnownSubject>().Any(s => s.PersonId == x.Person.Id),
                x.Member.FactorsFrom
            ))
            .ToListAsync(ct);
    }

    public async Task<Result> Run(PersonId person, string? reason, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManagePeople))
            return MayNot;
        var why = (reason ?? "").Trim();
        if (why.Length is 0 or > LongestReason || why.Any(char.IsControl))
            return Problem.Invalid(
                "factor.reason",
                "reason",
                "Write why, and how you made sure that it is really them. Up to 200 characters."
            );
        if (person == actor.Person)
            return Problem.Conflict("factor.own", "Your own factors you keep on your own page.");
        await using var held = await db.Hold([$"factor:{person.Value:N}"], ct);
        if (await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == person && m.Active, ct) is not { } member)
            return Problem.NotFound("person.not_found", "There is no such person here.");
        if (member.StaffRole is StaffRole.Owner && !await IsOwner(ct))
            return Problem.Forbidden("factor.owner", "Only another owner resets an owner’s factors.");
        member.ResetFactors(clock.GetUtcNow());
        await wrong.Forget(person, ct);
        await subjects.Forget(person, ct);
        var card = await db.Set<Person>().Where(p => p.Id == person).Select(p => new PersonCard(p.Id, p.Name, p.Email)).SingleAsync(ct);
        db.Because(why).Witness("factor.reset", new("person", person.Value));
        await mail.Reset(card, actor.Name, ct);
        await held.Save(ct);
        return Result.Done;
    }

    private Task<bool> IsOwner(CancellationToken ct) =>
        db.Set<Membership>().AnyAsync(m => m.PersonId == actor.Person && m.Active && m.StaffRole == StaffRole.Owner, ct);
}
