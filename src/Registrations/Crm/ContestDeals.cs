using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>A claim came, or was taken back, on a company that others hold: their deals in the CRM are told.</summary>
[JobName("registrations.contest_deals")]
internal sealed record ContestDeals(RegistrationId Registration);

/// <summary>Behind the receipt and not in it: what a partner waits for takes as long whatever was found.</summary>
internal sealed class RunContestDeals(EntenteDb db, ClaimWorld world, CrmSide crm) : IJob<ContestDeals>
{
    public async Task<JobOutcome> Run(ContestDeals payload, CancellationToken ct)
    {
        var registration = await db.Set<Registration>().AsNoTracking().SingleAsync(r => r.Id == payload.Registration, ct);
        var facts = (await world.Facts(registration.PartnerId, registration.AsClaim(), registration.Id, ct))!;
        await crm.RequestConflicts(facts, registration.State.IsUndecided(), ct);
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }
}
