using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations;

/// <summary>What every act of a partner on its own claim asks first.</summary>
internal static class Partnering
{
    public static Problem? MayNot(Actor actor) => actor.Kind is ActorKind.Partner or ActorKind.System ? null : Refusals.PartnersOnly;

    /// <summary>Only while it is protected, by its dates, and nothing of it is about to be told.</summary>
    public static Problem? NotProtected(Registration registration, DateTimeOffset now) =>
        registration.State is RegistrationState.Approved or RegistrationState.Converted or RegistrationState.InReview
        && !registration.MayUndo(now)
        && registration.Protection.Protects()
        && registration.Window!.At(now).Protects()
            ? null
            : Refusals.NotProtected(registration);
}
