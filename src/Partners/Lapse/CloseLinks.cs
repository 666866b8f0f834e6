using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Lapse;

/// <summary>
/// Somebody's access was cut: their registration links, dead already, also read as revoked here.
/// </summary>
internal sealed class CloseLinks(EntenteDb db) : IHandle<AccessCut>
{
    public async Task Handle(AccessCut what, Telling telling, CancellationToken ct)
    {
        foreach (
            var link in await db.Set<RegistrationLink>()
                .Where(l => l.PersonId == what.Person && l.RevokedAt == null && l.IssuedAt <= what.At)
                .ToListAsync(ct)
        )
            link.Revoke(what.At);
    }
}
