using Entente.Partners;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Sign;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.List;

// Whose queue it is, and what it is narrowed to.
public sealed partial class RegistrationList
{
    /// <summary>Partners that registered anything, by name: for a filter.</summary>
    public async Task<IReadOnlyList<(PartnerId Id, string Name)>> Partners(CancellationToken ct) =>
        [
            .. (
                await db.Set<PartnersCard>()
                    .Where(p => db.Set<Registration>().Any(r => r.PartnerId == p.PartnerId))
                    .OrderBy(p => p.Name)
                    .Take(500)
                    .Select(p => new { p.PartnerId, p.Name })
                    .ToListAsync(ct)
            ).Select(p => (p.PartnerId, p.Name)),
        ];

    private IQueryable<Registration> Narrowed(IQueryable<Registration> which, ListFilter filter)
    {
        if (filter.Partner is { } partner)
            which = which.Where(r => r.PartnerId == partner);
        if (filter.Kind is { } kind)
            which = which.Where(r => r.Kind == kind);
        if (filter.Late)
        {
            var now = clock.GetUtcNow();
            which = which.Where(r => r.DueAt < now);
        }
        if (filter.Text?.ToLowerInvariant() is { } text)
            which = which.Where(r => r.Company.ToLower().Contains(text) || r.Number.ToLower().Contains(text));
        return which;
    }

    private IQueryable<Registration> Mine()
    {
        var me = actor.Person ?? default;
        var key = SigningQueue.Key(me);
        return db.Set<Registration>()
            .Where(r => r.State == RegistrationState.InReview)
            .Where(r => db.Set<PartnersCard>().Any(p => p.PartnerId == r.PartnerId && p.Manager == me) || r.Awaits.Any(a => a == key));
    }
}
