using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Hold;

/// <summary>
/// A lead carries the number of the registration that came of it: its holder registered the same company. When that deal is won or lost, so is the lead.
/// </summary>
internal sealed class FollowClaims(EntenteDb db, RegistrationsApi registrations, PipelineApi pipeline, TimeProvider clock)
    : IHandle<RegistrationSubmitted>,
        IHandle<DealWon>,
        IHandle<DealLost>
{
    public async Task Handle(RegistrationSubmitted what, Telling telling, CancellationToken ct)
    {
        if (await registrations.Get(what.Registration, ct) is not { } claim)
            return;
        var key = Platform.Matching.CompanyName.Of(claim.Company).Key;
        var own = await db.Set<Lead>()
            .Where(l => l.PartnerId == claim.Partner && l.CompanyKey == key && l.State == LeadState.Held && l.Registration == null)
            .OrderBy(l => l.TakenAt)
            .Select(l => (LeadId?)l.Id)
            .FirstOrDefaultAsync(ct);
        if (own is not { } id || await Locked(id, ct) is not { Registration: null } lead || lead.Holder != claim.Partner)
            return;
        lead.Registered(claim.Number, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }

    public Task Handle(DealWon what, Telling telling, CancellationToken ct) => End(what.Opportunity, LeadEnd.Won, ct);

    public Task Handle(DealLost what, Telling telling, CancellationToken ct) => End(what.Opportunity, LeadEnd.Lost, ct);

    private async Task End(OpportunityId deal, LeadEnd end, CancellationToken ct)
    {
        if (await pipeline.Get(deal, ct) is not { } card)
            return;
        List<string> claims = [.. card.Partners.Select(p => p.RegistrationNumber).OfType<string>()];
        var ids = await db.Set<Lead>()
            .Where(l => l.State == LeadState.Held && claims.Contains(l.Registration!))
            .Select(l => l.Id)
            .ToListAsync(ct);
        foreach (var id in ids)
            if (await Locked(id, ct) is { State: LeadState.Held } lead)
                lead.Close(end, "", clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }

    // The relay's transaction holds the lock until its end.
    private async Task<Lead> Locked(LeadId id, CancellationToken ct)
    {
        await db.Lock([LeadDesk.Key(id)], ct);
        return await LeadDesk.Load(db, id, ct);
    }
}
