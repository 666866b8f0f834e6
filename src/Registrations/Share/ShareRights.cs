using Entente.Access;
using Entente.Partners;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Share;

/// <summary>
/// Who may share a registration, and whose links still open: a link opens as long as whoever gave it out could give it out today. So it closes with
/// their access, their role, their part in the registration, and while the vendor does not work with the partner.
/// </summary>
public sealed class ShareRights(EntenteDb db, AccessApi access, PartnersApi partners)
{
    /// <summary>A partner's people who register, and staff who decide.</summary>
    public static bool May(Actor actor) =>
        actor.IsStaff ? actor.May(Permissions.DecideRegistrations) : PartnerRights.May(actor, PartnerRights.Register);

    /// <summary>Whether the vendor works with this partner at all.</summary>
    public async Task<bool> Works(PartnerId partner, CancellationToken ct) =>
        await partners.Get(partner, ct) is { } card && Lifecycle.MayEnter(card.Status);

    /// <summary>Whether this person could share this registration of this partner now, whoever asks.</summary>
    public async Task<bool> Holds(PersonId person, RegistrationId claim, PartnerId partner, CancellationToken ct)
    {
        var actor = await access.PartnerActor(person, partner, Channel.Web, ct) ?? await access.StaffActor(person, Channel.Web, ct);
        if (actor is null || !May(actor) || actor.Scope?.Contains(partner) is false || !await Works(partner, ct))
            return false;
        return !actor.OwnOnly
            || await db.Set<Registration>()
                .AnyAsync(
                    r =>
                        r.Id == claim
                        && (
                            r.SubmittedBy == person || db.Set<ClaimColleague>().Any(c => c.RegistrationId == claim && c.PersonId == person)
                        ),
                    ct
                );
    }
}
