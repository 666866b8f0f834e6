using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Crm.Verdicts;
using Entente.Platform.Matching;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Watch;

// Claims that stand no more and still matter: prices held on, a complaint that waits.
internal sealed partial class Surroundings
{
    private sealed record Waiting(Complaint Complaint, ContestedClaim About);

    private async Task<List<Waiting>> Complaints(IReadOnlyList<ContestedClaim> claims, CancellationToken ct)
    {
        var ids = claims.Select(c => (Guid?)c.Id.Value).Distinct().ToArray();
        if (ids.Length == 0)
            return [];
        var found = await db.Set<Complaint>().AsNoTracking().Where(c => c.Upheld == null && ids.Contains(c.Registration)).ToListAsync(ct);
        return found.ConvertAll(c => new Waiting(c, claims.First(o => o.Id.Value == c.Registration)));
    }

    private static List<ContestedClaim> Ended(IReadOnlyList<ContestedClaim> claims, List<Waiting> waiting, DateTimeOffset now) =>
        [
            .. claims
                .Where(c => !c.Stands)
                .Where(c => Lingering.HoldsPrices(c.Lapsed, c.PricesUntil, now) || waiting.Exists(w => w.About.Id == c.Id))
                .DistinctBy(c => c.Id),
        ];

    // By a key that it shares with the company, unless a person said that all of its accounts are others.
    private static bool Concerns(Group group, ContestedClaim ended, KnownPairs said) =>
        group.Keys.Overlaps(ended.Keys)
        && (
            group.Claims.Count > 0
            || group.Accounts.Count == 0
            || !group.Accounts.TrueForAll(a => said.Of(ended.Mark, CompanyMark.Of(a.Id)) is false)
        );
}
