using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>A deal that came from a registration was won or lost in the CRM: the registration ends with it.</summary>
internal sealed class CloseDeals(EntenteDb db, TimeProvider clock) : IHandle<DealWon>, IHandle<DealLost>
{
    public Task Handle(DealWon what, Telling telling, CancellationToken ct) => Close(what.Opportunity, r => r.Win(clock.GetUtcNow()), ct);

    public Task Handle(DealLost what, Telling telling, CancellationToken ct) => Close(what.Opportunity, r => r.Lose(clock.GetUtcNow()), ct);

    // Only a bound one can close; one that was withdrawn meanwhile stays so.
    private async Task Close(OpportunityId opportunity, Action<Registration> close, CancellationToken ct)
    {
        var bound = await db.Set<Registration>()
            .Include(r => r.Steps)
            .Where(r => r.OpportunityId == opportunity.Value && r.State == RegistrationState.Converted)
            .ToListAsync(ct);
        bound.ForEach(close);
    }
}
