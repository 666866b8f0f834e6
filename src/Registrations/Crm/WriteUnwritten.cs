using Entente.Crm;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>
/// A CRM is connected and its mirror whole: what was approved while there was none is written now. One job each, so that a claim which
/// cannot be written holds up no other.
/// </summary>
internal sealed class QueueUnwritten(EntenteDb db) : IHandle<CrmMirrorComplete>
{
    public async Task Handle(CrmMirrorComplete what, Telling telling, CancellationToken ct)
    {
        var open = await db.Set<Registration>()
            .Where(r => r.State == RegistrationState.Approved)
            .OrderBy(r => r.DecidedAt)
            .Select(r => r.Id)
            .ToListAsync(ct);
        foreach (var id in open)
            db.Enqueue(new WriteApproved(id));
    }
}

/// <summary>Writes one approved claim to the CRM, unless a write of it was staged before.</summary>
[JobName("registrations.write_approved")]
internal sealed record WriteApproved(RegistrationId Registration);

/// <summary>Looks once more under the claim's locks: a second look finds the first one's write.</summary>
internal sealed class RunWriteApproved(EntenteDb db, ClaimWorld world, PartnersApi partners, CrmSide crm) : IJob<WriteApproved>
{
    public async Task<JobOutcome> Run(WriteApproved payload, CancellationToken ct)
    {
        var number = await db.Set<Registration>().Where(r => r.Id == payload.Registration).Select(r => r.Number).SingleAsync(ct);
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is not { Registration: { State: RegistrationState.Approved } registration })
            return JobOutcome.Done;
        // A decision that nobody hears of yet is written when it is announced.
        if (registration.AnnouncedAt is null)
            return JobOutcome.Done;
        if (!registration.State.Stands(registration.Protection) || await crm.WasWritten(registration, ct))
            return JobOutcome.Done;
        // When it was approved there were no accounts to choose from.
        var known = await crm.Candidates(registration.AsClaim(), take: 3, ct);
        if (KnownCompany.Sure(known.Accounts) is { } account)
            registration.Recognise(account.AccountId);
        var partner = (await partners.Get(registration.PartnerId, ct))!;
        var facts = (await world.Facts(registration.PartnerId, registration.AsClaim(), registration.Id, ct))!;
        var terms = await world.Terms(ct);
        var ruling = Rivalry.Of(facts, registration.ClaimedAt, registration.NextStepAt, terms, registration.DecidedAt!.Value);
        await crm.RequestWrite(registration, partner, Rivalry.Standing(facts, ruling), terms.Zone, ct);
        await desk.Save(ct);
        return JobOutcome.Done;
    }
}
