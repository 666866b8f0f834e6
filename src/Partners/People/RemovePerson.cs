using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.People;

/// <summary>Someone leaves a partner's team: no session and no link of theirs opens anything here from now on.</summary>
public sealed class RemovePerson(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    public async Task<Result> Run(PartnerId partner, PersonId person, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        if (!(await access.PartnerPeople(partner, ct)).Any(m => m.Person.Id == person))
            return Refusals.NoPerson;

        var now = clock.GetUtcNow();
        await access.Suspend(person, ct);
        foreach (var link in await db.Set<RegistrationLink>().Where(l => l.PersonId == person && l.RevokedAt == null).ToListAsync(ct))
            link.Revoke(now);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }
}
