using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations.Crm;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Report;

/// <summary>A deal moved forward in the CRM: evidence for its protection, without anybody asking.</summary>
internal sealed class HearStages(EntenteDb db, PipelineApi pipeline, ClaimWorld world, CrmSide crm, TimeProvider clock)
    : IHandle<OpportunityStageChanged>
{
    public async Task Handle(OpportunityStageChanged what, Telling telling, CancellationToken ct)
    {
        // Most stages change before a registration is bound, or of deals that no partner registered.
        var reached = await db.Set<Registration>()
            .Where(r => r.OpportunityId == what.Opportunity.Value && r.State == RegistrationState.Converted)
            .Select(r => (int?)r.FurthestStage)
            .MinAsync(ct);
        if (
            reached is null
            || await pipeline.Get(what.Opportunity, ct) is not { Stage: { } stage }
            || stage.Number <= Math.Max(1, reached.Value)
        )
            return;
        var bound = await db.Set<Registration>()
            .Include(r => r.Steps)
            .Include(r => r.Progress)
            .Include(r => r.Extensions)
            .AsSplitQuery()
            .Where(r => r.OpportunityId == what.Opportunity.Value && r.State == RegistrationState.Converted)
            .ToListAsync(ct);
        var (terms, now) = (await world.Terms(ct), clock.GetUtcNow());
        foreach (var registration in bound.Where(r => r.Protection.Protects() && r.Window!.At(now).Protects()))
        {
            // Forward only, and from the first stage on: a deal that is moved back and forth deserves nothing.
            if (stage.Number <= Math.Max(1, registration.FurthestStage))
                continue;
            var used = registration.ExtensionsUsed;
            registration.Reach(stage.Number);
            registration.Report(ProgressKind.StageAdvanced, terms.Calendar.DateAt(now), stage.Outward, null, terms, now);
            if (registration.ExtensionsUsed > used)
                await crm.RequestExtended(registration, terms.Zone, now, ct);
        }
    }
}
