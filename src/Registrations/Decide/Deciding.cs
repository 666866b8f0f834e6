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

    /// <param name="seen">The version on the page; an older one is stale, whatever changed.</param>
    public static Problem? NotNow(Registration registration, int seen, RegistrationState next)
    {
        if (registration.Version != seen)
            return Refusals.Stale(registration);
        return registration.State.MayBecome(next) ? null : Refusals.NotNow(registration);
    }
}
