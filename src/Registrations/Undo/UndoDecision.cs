using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Decide;

namespace Entente.Registrations.Undo;

/// <summary>
/// Whoever decided takes it back before anybody outside hears of it. The record and the audit keep both, for staff; mails and the CRM were
/// never told. A second click changes nothing.
/// </summary>
public sealed class UndoDecision
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;

    internal UndoDecision(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world) =>
        (this.db, this.actor, this.clock, this.world) = (db, actor, clock, world);

    /// <param name="decision">Which decision, by its count on the page; null: the last one.</param>
    public async Task<Result> Run(string number, int? decision, CancellationToken ct)
    {
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var (registration, now) = (desk.Registration, clock.GetUtcNow());
        // Whoever's signature completed it may take it back as well, whatever else their role decides.
        if (Deciding.MayNot(actor) is { } forbidden && !registration.CompletedBy(actor.Person))
            return forbidden;
        if (decision is { } seen && seen != registration.DecisionNo)
            return Refusals.OtherDecision(registration);
        if (registration.WasUndone)
            return Result.Done;
        if (!registration.MayUndo(now))
            return Refusals.TooLateToUndo(registration);
        if (registration.DecidedBy != actor.Person && actor.Kind is not ActorKind.System)
            return Refusals.NotYourDecision;
        registration.Undo(actor.Person, await world.Terms(ct), now);
        await desk.Save(ct);
        return Result.Done;
    }
}
