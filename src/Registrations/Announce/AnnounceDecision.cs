using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Registrations.Crm;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Announce;

/// <summary>
/// A decision is told outside: mails, higher rooms, the CRM. Enqueued by the save of the decision itself, due when it can no longer be undone;
/// so a process that dies in between loses nothing, and an undone decision leaves no trace.
/// </summary>
[JobName("registrations.announce_decision")]
internal sealed record AnnounceDecision(RegistrationId Registration, int Decision);

internal sealed class RunAnnounceDecision(EntenteDb db, ClaimWorld world, PartnersApi partners, CrmSide crm, TimeProvider clock)
    : IJob<AnnounceDecision>
{
    public async Task<JobOutcome> Run(AnnounceDecision payload, CancellationToken ct)
    {
        var number = await db.Set<Registration>().Where(r => r.Id == payload.Registration).Select(r => r.Number).SingleAsync(ct);
        await using var desk = await Desk.Take(db, number, ct);
        var (registration, now) = (desk!.Registration, clock.GetUtcNow());
        if (registration.DecisionNo == payload.Decision && registration.MayUndo(now))
            return JobOutcome.At(registration.AnnounceAt!.Value);
        if (!registration.Tell(payload.Decision, now))
            return JobOutcome.Done;
        var terms = await world.Terms(ct);
        var facts = (await world.Facts(registration.PartnerId, registration.AsClaim(), registration.Id, ct))!;
        if (registration.Outcome is DecisionOutcome.Approved && registration.State.Stands(registration.Protection))
        {
            var partner = (await partners.Get(registration.PartnerId, ct))!;
            var ruling = Rivalry.Of(facts, registration.ClaimedAt, registration.NextStepAt, terms, registration.DecidedAt!.Value);
            await crm.RequestWrite(registration, partner, Rivalry.Standing(facts, ruling), terms.Zone, ct);
        }
        await crm.RequestConflicts(facts, waits: false, ct);
        await desk.Save(ct);
        return JobOutcome.Done;
    }
}
