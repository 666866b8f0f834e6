using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Withdraw;

/// <summary>The partner takes its claim back, from any open state; the company is free again. A second time changes nothing.</summary>
public sealed class WithdrawRegistration(EntenteDb db, Actor actor, TimeProvider clock)
{
    public async Task<Result> Run(string number, CancellationToken ct)
    {
        if (actor.Kind is not (ActorKind.Partner or ActorKind.System))
            return Refusals.PartnersOnly;
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var registration = desk.Registration;
        if (registration.State is RegistrationState.Withdrawn)
            return Result.Done;
        if (!registration.State.MayBecome(RegistrationState.Withdrawn))
            return Refusals.NotNow(registration);
        registration.Withdraw(actor.Person, "Withdrawn by the partner", clock.GetUtcNow());
        await desk.Save(ct);
        return Result.Done;
    }
}
