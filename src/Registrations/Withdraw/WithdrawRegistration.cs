using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Crm;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Withdraw;

/// <summary>The partner takes its claim back, from any open state; the company is free again. A second time changes nothing.</summary>
public sealed class WithdrawRegistration
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;
    private readonly PartnersApi partners;
    private readonly CrmSide crm;

    internal WithdrawRegistration(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, PartnersApi partners, CrmSide crm) =>
        (this.db, this.actor, this.clock, this.world, this.partners, this.crm) = (db, actor, clock, world, partners, crm);

    public async Task<Result> Run(string number, CancellationToken ct)
    {
        if (Partnering.MayNot(actor, Access.PartnerRights.Register) is { } forbidden)
            return forbidden;
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var registration = desk.Registration;
        if (registration.State is RegistrationState.Withdrawn)
            return Result.Done;
        if (!registration.State.MayBecome(RegistrationState.Withdrawn))
            return Refusals.NotNow(registration, clock.GetUtcNow());
        var now = clock.GetUtcNow();
        registration.Withdraw(actor.Person, "Withdrawn by the partner", now);
        var partner = (await partners.Get(registration.PartnerId, ct))!;
        await crm.RequestEnd(registration, partner.Name, (await world.Workspace(ct)).TimeZone, now, ct);
        db.Enqueue(new ContestDeals(registration.Id));
        await desk.Save(ct);
        return Result.Done;
    }
}
