using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Lapse;

/// <summary>
/// By hand, on one person of a partner: close everything they have open, or bring back an access that rests. Staff who manage partners, and the
/// partner's own admins.
/// </summary>
public sealed class MindAccess(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    private const int LongestReason = 500;

    public static Problem MayNot => Problem.Forbidden("access.may_not", "Only an administrator closes and brings back access.");

    /// <summary>Whether this actor minds the access of that partner's people.</summary>
    public async Task<bool> May(PartnerId partner, CancellationToken ct) =>
        Rights.MayManage(actor)
        || (
            actor is { Kind: ActorKind.Partner, Person: { } person, Channel: Channel.Web }
            && actor.Partner == partner
            && (await access.PartnerPeople(partner, ct)).Any(m =>
                m.Person.Id == person && m is { Active: true, PartnerRole: PartnerRole.Admin }
            )
        );

    /// <summary>Sessions, links, keys, reply addresses: from the next request on none of them opens anything. They may sign in anew.</summary>
    public async Task<Result> CloseAll(PartnerId partner, PersonId person, CancellationToken ct)
    {
        var found = await Member(partner, person, ct);
        if (!found.Ok)
            return found.Problem;
        await access.Cut(person, ct);
        foreach (var link in await db.Set<RegistrationLink>().Where(l => l.PersonId == person && l.RevokedAt == null).ToListAsync(ct))
            link.Revoke(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    /// <summary>In the role they had. What was open before stays closed.</summary>
    public async Task<Result> BringBack(PartnerId partner, PersonId person, string? reason, CancellationToken ct)
    {
        var found = await Member(partner, person, ct);
        if (!found.Ok)
            return found.Problem;
        if ((reason ?? "").Trim() is not { Length: > 0 and <= LongestReason } why)
            return Refusals.NoReason;
        if (!await access.Restore(person, ct))
            return Problem.Conflict("access.not_resting", "This person’s access does not rest.");
        await db.Because(why).SaveChangesAsync(ct);
        return Result.Done;
    }

    private async Task<Result<MemberCard>> Member(PartnerId partner, PersonId person, CancellationToken ct)
    {
        if (!await May(partner, ct))
            return MayNot;
        return (await access.PartnerPeople(partner, ct)).FirstOrDefault(m => m.Person.Id == person) is { } member
            ? member
            : Refusals.NoPerson;
    }
}
