using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Crm;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Meet;

/// <summary>Puts the first meeting, or the introduction, on record: the condition under which a protection holds (REG-6).</summary>
public sealed class LogFirstMeeting
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;
    private readonly CrmSide crm;

    internal LogFirstMeeting(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, CrmSide crm) =>
        (this.db, this.actor, this.clock, this.world, this.crm) = (db, actor, clock, world, crm);

    public async Task<Result> Run(string number, CancellationToken ct)
    {
        if (actor.Kind is ActorKind.Partner && Partnering.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var now = clock.GetUtcNow();
        var registration = desk.Registration;
        if (registration.MayUndo(now))
            return Refusals.NotConditional;
        // The dates decide, not when the schedule last looked: after the last day it is too late.
        if (registration.Protection is not ProtectionState.Conditional || registration.Window!.At(now) is not ProtectionState.Conditional)
            return Refusals.NotConditional;
        var terms = await world.Terms(ct);
        registration.MeetFirst(actor.Person, "First meeting on record", terms, now);
        await crm.RequestMet(registration, terms.Zone, now, ct);
        await desk.Save(ct);
        return Result.Done;
    }
}
