using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Decide;

/// <summary>What every decision asks first: may this person, is the page up to date, can it still be decided.</summary>
internal static class Deciding
{
    public static Problem? MayNot(Actor actor) =>
        actor.Kind is ActorKind.System || actor.May(Permissions.DecideRegistrations) ? null : Refusals.MayNotDecide;

    /// <summary>
    /// Where the policy asks for signatures, whoever's turn it is decides, whatever their role; where it asks for none, whoever may decide. The
    /// policy itself decides nothing that people must sign.
    /// </summary>
    public static Problem? NotYours(Actor actor, ApprovalRoute route, SigningTurn? turn) =>
        route.IsOpen || route.Complete || actor.Kind is ActorKind.System ? MayNot(actor)
        : turn is null ? Refusals.NotYourTurn(route, actor)
        : null;

    /// <param name="seen">The version on the page; an older one is stale, whatever changed.</param>
    public static Problem? NotNow(Registration registration, int seen, RegistrationState next)
    {
        if (registration.Version != seen)
            return Refusals.Stale(registration);
        return registration.State.MayBecome(next) ? null : Refusals.NotNow(registration);
    }
}
