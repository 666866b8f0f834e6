using Entente.Onboarding.Model;
using Entente.Partners;
using Entente.Partners.Crm;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Journeys;

/// <summary>A partner was activated: the day is kept with the partner, from where the CRM is told of it.</summary>
internal sealed class TellOnboarded(EntenteDb db, PartnersApi partners, JourneyDesk desk) : IHandle<PartnerActivated>
{
    public async Task Handle(PartnerActivated what, Telling telling, CancellationToken ct)
    {
        await db.Lock([PartnerCompanies.Lock], ct);
        var at = await db.Set<Journey>().Where(j => j.Id == what.Journey).Select(j => j.ActivatedAt).SingleAsync(ct);
        await partners.Onboarded(what.Partner, await desk.DayOf(at!.Value, ct), ct);
        await db.SaveChangesAsync(ct);
    }
}
