using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Step;

/// <summary>The end of a partner: what its people still hold in their mailboxes opens nothing any more. Only stages.</summary>
internal static class Leaving
{
    public static async Task TakeAccess(EntenteDb db, AccessApi access, PartnerId partner, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var person in await access.PartnerPeople(partner, ct))
            await access.Suspend(person.Person.Id, ct);
        await access.RevokeLinks(partner, ct);
        foreach (var link in await db.Set<RegistrationLink>().Where(l => l.PartnerId == partner && l.RevokedAt == null).ToListAsync(ct))
            link.Revoke(now);
    }
}
