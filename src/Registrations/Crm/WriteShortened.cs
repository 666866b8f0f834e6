using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>A protection ends sooner: the deal in the CRM has its new date and says why.</summary>
internal sealed class WriteShortened(EntenteDb db, ClaimWorld world, CrmSide crm, TimeProvider clock) : IHandle<RegistrationShortened>
{
    public async Task Handle(RegistrationShortened what, Telling telling, CancellationToken ct)
    {
        var registration = await db.Set<Registration>().SingleAsync(r => r.Id == what.Registration, ct);
        if (registration.Protection.Protects())
            await crm.RequestShortened(registration, (await world.Terms(ct)).Zone, clock.GetUtcNow(), ct);
    }
}
