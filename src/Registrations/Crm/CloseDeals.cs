using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>
/// A deal that came from a registration was won or lost in the CRM: the registration ends with it, and the deal's fields and
/// timeline say so.
/// </summary>
internal sealed class CloseDeals(EntenteDb db, ClaimWorld world, PartnersApi partners, CrmSide crm, TimeProvider clock)
    : IHandle<DealWon>,
        IHandle<DealLost>
{
    public Task Handle(DealWon what, Telling telling, CancellationToken ct) => Close(what.Opportunity, (r, now) => r.Win(now), ct);

    public Task Handle(DealLost what, Telling telling, CancellationToken ct) => Close(what.Opportunity, (r, now) => r.Lose(now), ct);

    // Only a bound one can close; one that was withdrawn meanwhile stays so.
    private async Task Close(OpportunityId opportunity, Action<Registration, DateTimeOffset> close, CancellationToken ct)
    {
        var bound = await db.Set<Registration>()
            .Include(r => r.Steps)
            .Include(r => r.Keys)
            .Include(r => r.Questions)
            .AsSplitQuery()
            .Where(r => r.OpportunityId == opportunity.Value)
            .ToListAsync(ct);
        foreach (var registration in bound)
        {
            if (registration.State is not RegistrationState.Converted && registration.StandsAs?.State is not RegistrationState.Converted)
                continue;
            var now = clock.GetUtcNow();
            close(registration, now);
            var partner = (await partners.Get(registration.PartnerId, ct))!;
            await crm.RequestEnd(registration, partner.Name, (await world.Workspace(ct)).TimeZone, now, ct);
        }
    }
}
