using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Crm;

/// <summary>
/// A partner stands at another tier, was onboarded, or a room knows something else of it, such as a certificate: its running deals in the CRM say so. As it
/// stands now: of two changes in a row both say the last.
/// </summary>
internal sealed class TellPartnerFields(EntenteDb db, PartnersApi partners, CrmSide crm)
    : IHandle<PartnerTierChanged>,
        IHandle<PartnerOnboarded>,
        IHandle<PartnerFieldsChanged>
{
    public async Task Handle(PartnerTierChanged what, Telling telling, CancellationToken ct)
    {
        if (await partners.Get(what.Partner, ct) is { } partner)
            await Tell(what.Partner, [(EntenteFields.Tier, partner.Tier.Words())], ct);
    }

    public async Task Handle(PartnerOnboarded what, Telling telling, CancellationToken ct)
    {
        if ((await partners.Get(what.Partner, ct))?.OnboardedOn is { } on)
            await Tell(what.Partner, [(EntenteFields.OnboardedOn, Canonical.Date(on))], ct);
    }

    public async Task Handle(PartnerFieldsChanged what, Telling telling, CancellationToken ct) =>
        await Tell(what.Partner, [.. (await partners.Fields(what.Partner, ct)).Select(f => (f.Key, f.Value))], ct);

    private async Task Tell(PartnerId partner, (string Key, string? Value)[] fields, CancellationToken ct)
    {
        var running = await db.Set<Registration>()
            .Where(r => r.PartnerId == partner && r.State == RegistrationState.Converted)
            .Select(r => r.Id)
            .ToListAsync(ct);
        foreach (var id in running)
            await crm.Request(id, ct, fields);
    }
}
