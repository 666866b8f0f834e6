using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Links;

/// <summary>Takes a personal registration link back: it opens nothing from now on. Doing it again changes nothing.</summary>
public sealed class RevokeRegistrationLink(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    /// <param name="link">The id as the partner's page shows it.</param>
    public async Task<Result> Run(PartnerId partner, Guid link, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        var id = RegistrationLinkId.From(link);
        if (await db.Set<RegistrationLink>().SingleOrDefaultAsync(l => l.Id == id && l.PartnerId == partner, ct) is not { } issued)
            return Refusals.NoLink;

        issued.Revoke(clock.GetUtcNow());
        await access.RevokeLinks(issued.Subject, ct);
        return await Saves.Checked(db, ct);
    }
}
