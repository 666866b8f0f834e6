using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Threads;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Talk;

/// <summary>A registration is talked about: by staff who read registrations and by its partner's people.</summary>
internal sealed class RegistrationThreads(EntenteDb db, PartnersApi partners, Workspaces workspaces) : IThreadHost
{
    public string Kind => RegistrationId.SubjectKind;

    // The partner's filter holds here: another partner's registration is not there.
    public async Task<ThreadPlace?> Place(Guid id, Actor actor, CancellationToken ct)
    {
        var claim = new RegistrationId(id);
        if (
            await db.Set<Registration>()
                .Where(r => r.Id == claim)
                .Select(r => new
                {
                    r.Number,
                    r.Company,
                    r.PartnerId,
                    r.SubmittedBy,
                })
                .SingleOrDefaultAsync(ct)
                is not { } found
            || await partners.Get(found.PartnerId, ct) is not { } partner
        )
            return null;
        var added = await db.Set<ClaimColleague>().Where(c => c.RegistrationId == claim).Select(c => c.PersonId).ToListAsync(ct);
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}";
        return new(
            claim.Subject,
            found.Number,
            found.Company,
            "company",
            SafeObjects.Registration,
            [new(found.PartnerId, partner.Name, found.SubmittedBy, partner.Manager) { Added = added }],
            Permissions.ReadRegistrations,
            $"{root}/registrations/{found.Number}/messages"
        )
        {
            StaffBack = $"{root}/registrations/{found.Number}",
            PartnerBack = $"{root}/portal/deals/{found.Number}",
            PartnerPath = $"{root}/portal/deals/{found.Number}/messages",
        };
    }

    // The filter `own` holds here.
    public async Task<IReadOnlyCollection<Guid>> Own(CancellationToken ct) =>
        [.. (await db.Set<Registration>().Select(r => r.Id).ToListAsync(ct)).Select(id => id.Value)];

    public async Task<Guid?> ByNumber(string number, CancellationToken ct) =>
        await db.Set<Registration>().Where(r => r.Number == number).Select(r => (RegistrationId?)r.Id).SingleOrDefaultAsync(ct) is { } id
            ? id.Value
            : null;
}
