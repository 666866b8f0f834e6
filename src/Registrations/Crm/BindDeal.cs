using Entente.Crm;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>The CRM holds the deal of an approved claim: the claim is bound to its opportunity, and the partner has a part in it.</summary>
internal sealed class BindDeal(EntenteDb db, PipelineApi pipeline, PartnersApi partners, TimeProvider clock) : IHandle<CrmWritten>
{
    public async Task Handle(CrmWritten what, Telling telling, CancellationToken ct)
    {
        if (what.Subject.Kind != RegistrationId.SubjectKind)
            return;
        var id = new RegistrationId(what.Subject.Id);
        var registration = await db.Set<Registration>().Include(r => r.Steps).SingleAsync(r => r.Id == id, ct);
        // While a change is reviewed the deal of what was approved is bound all the same.
        // A claim that was withdrawn while the CRM was written to keeps no deal; the record there is the vendor's to judge.
        // The same where the protection ended first: the write that told the CRM so is no reason to open it again.
        if (registration.StandsAs is null && registration.State is not (RegistrationState.Approved or RegistrationState.Converted))
            return;
        if (registration.State is not RegistrationState.Converted && !registration.State.Stands(registration.Protection))
            return;
        if (!what.CrmIds.TryGetValue(ClaimWrite.DealKey(id), out var crmId))
            return;
        var partner = (await partners.Get(registration.PartnerId, ct))!;
        var opportunity = await pipeline.Link(
            new(
                what.Connection,
                crmId,
                $"{registration.Company} ({registration.Number})",
                registration.AccountId is { } account ? new(account) : null,
                registration.Amount,
                registration.PartnerId,
                Registration: id.Value,
                RegistrationNumber: registration.Number,
                Motion: partner.Type.Motion().ToString().ToLowerInvariant()
            ),
            ct
        );
        registration.Convert(crmId, opportunity.Value, clock.GetUtcNow());
    }
}
