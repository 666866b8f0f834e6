using Entente.Crm;
using Entente.Crm.Port;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations.Mails;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>
/// What happens to the records a claim is bound to: a deal that is deleted is told to staff and may come back; merged deals and
/// accounts are followed to whoever stands for them now.
/// </summary>
internal sealed class FollowDeals(EntenteDb db, CrmApi crm, PipelineApi pipeline, StaffMails mails, TimeProvider clock)
    : IHandle<DealGone>,
        IHandle<DealBack>,
        IHandle<OpportunityMerged>,
        IHandle<CrmMerged>
{
    public async Task Handle(DealGone what, Telling telling, CancellationToken ct)
    {
        foreach (var registration in await Bound(what.Opportunity, ct))
        {
            if (registration.LoseSight(clock.GetUtcNow()) && registration.State is RegistrationState.Converted)
                await mails.DealGone(registration, ct);
        }
    }

    public async Task Handle(DealBack what, Telling telling, CancellationToken ct)
    {
        foreach (var registration in await Bound(what.Opportunity, ct))
            registration.SeeAgain();
    }

    public async Task Handle(OpportunityMerged what, Telling telling, CancellationToken ct)
    {
        if (await pipeline.Get(what.Into, ct) is not { } into)
            return;
        foreach (var registration in await Bound(what.Opportunity, ct))
            registration.Follow(into.Id.Value, into.CrmId);
    }

    // The mirror keeps the account that was merged away: by it Entente's own id is found.
    public async Task Handle(CrmMerged what, Telling telling, CancellationToken ct)
    {
        if (what.Kind != CrmObject.Account || await crm.MergedAccount(what.Connection, what.OldId, ct) is not { } merged)
            return;
        var claims = await db.Set<Registration>().Where(r => r.AccountId == merged.Old.Value).ToListAsync(ct);
        claims.ForEach(r => r.FollowAccount(merged.Survivor.Value));
    }

    private Task<List<Registration>> Bound(OpportunityId opportunity, CancellationToken ct) =>
        db.Set<Registration>().Where(r => r.OpportunityId == opportunity.Value).ToListAsync(ct);
}
