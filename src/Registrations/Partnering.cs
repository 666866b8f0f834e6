using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations;

/// <summary>What every act of a partner on its own claim asks first.</summary>
internal static class Partnering
{
    /// <param name="right">By the names of <see cref="PartnerRights"/>.</param>
    public static Problem? MayNot(Actor actor, string right = PartnerRights.Answer) =>
        actor.Kind is ActorKind.System ? null
        : actor.Kind is not ActorKind.Partner ? Refusals.PartnersOnly
        : PartnerRights.May(actor, right) ? null
        : Refusals.RoleOnlyLooks;

    /// <summary>Only while it is protected, by its dates, and nothing of it is about to be told.</summary>
    public static Problem? NotProtected(Registration registration, DateTimeOffset now) =>
        registration.State is RegistrationState.Approved or RegistrationState.Converted or RegistrationState.InReview
        && !registration.MayUndo(now)
        && registration.Protection.Protects()
        && registration.Window!.At(now).Protects()
            ? null
            : Refusals.NotProtected(registration);
}
