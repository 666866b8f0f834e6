using Entente.Crm;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Judge;

/// <summary>
/// The list of sites that prove nothing changed: every open claim whose site or address lies there gets the keys that follow from it, and is assessed anew.
/// Decided ones keep what they were decided by.
/// </summary>
internal sealed class FollowSites(EntenteDb db) : IHandle<SitesChanged>
{
    private const int Most = 5000;

    public async Task Handle(SitesChanged what, Telling telling, CancellationToken ct)
    {
        var open = await db.Set<Registration>()
            .Where(r =>
                r.State == RegistrationState.InReview
                || r.State == RegistrationState.NeedsInfo
                || r.State == RegistrationState.Approved
                || r.State == RegistrationState.Converted
            )
            .Where(r =>
                (r.Domain != null && (what.Host == r.Domain || what.Host.EndsWith("." + r.Domain)))
                || (r.ContactEmail != null && r.ContactEmail.ToLower().EndsWith(what.Host))
            )
            .OrderBy(r => r.ClaimedAt)
            .Select(r => r.Id)
            .Take(Most)
            .ToListAsync(ct);
        foreach (var id in open)
            db.Enqueue(new AssessAgain(id));
    }
}
