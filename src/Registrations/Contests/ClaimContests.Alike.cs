using Entente.Crm.Verdicts;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Contests;

/// <summary>Two claims of different partners whose companies are likely one, although they share no strong key.</summary>
/// <param name="Because">The fields that decided, as a sentence; for staff.</param>
public sealed record AlikeClaims(RegistrationId One, RegistrationId Other, string Because);

// What no key joins: other spellings without a site. The watch makes a conflict of it; no decision rests on it.
public sealed partial class ClaimContests
{
    private const int MostCompared = 50_000;
    private const int MostAlike = 12;
    private const int MostNear = 100;
    private ComparedClaims? compared;

    /// <summary>
    /// Standing claims of other partners that are like these by name, and very likely the same company by all that both say: every pair with one of
    /// <paramref name="claims"/> in it. People's words win: what they kept apart is not alike.
    /// </summary>
    public async Task<IReadOnlyList<AlikeClaims>> Alike(IReadOnlyCollection<ContestedClaim> claims, CancellationToken ct)
    {
        var seeds = claims.Where(c => c.Stands).ToList();
        if (seeds.Count == 0)
            return [];
        var (known, index) = compared ??= await Compared(ct);
        var found = new Dictionary<(Guid, Guid), AlikeClaims>();
        foreach (var seed in seeds.Where(s => known.ContainsKey(s.Id.Value)))
        {
            var own = known[seed.Id.Value];
            // Its own partner's other claims on that company must not stand before a rival's.
            var others = index
                .Find(seed.Company, MostNear)
                .Where(c => c.Verdict >= MatchVerdict.Possible && known[c.Id].PartnerId != own.PartnerId)
                .Take(MostAlike);
            foreach (var other in others)
            {
                // Two sites of their own tell two companies apart, or join them by the key.
                if (HasSite(own.Record) && HasSite(known[other.Id].Record))
                    continue;
                var answer = CompanyPair.Of(own.Record, known[other.Id].Record);
                var (one, two) = seed.Id.Value.CompareTo(other.Id) < 0 ? (seed.Id.Value, other.Id) : (other.Id, seed.Id.Value);
                // Only what is very likely one: two companies of one family name must not become one case.
                if (answer.Verdict is PairVerdict.Same)
                    found.TryAdd((one, two), new(new(one), new(two), answer.Because));
            }
        }
        if (found.Count == 0)
            return [];
        var marks = found
            .Keys.SelectMany(k => new[] { k.Item1, k.Item2 })
            .Distinct()
            .ToDictionary(id => id, id => CompanyMark.OfClaim(known[id].Record));
        var said = (await verdicts.Around([.. marks.Values], ct)).Pairs;
        return [.. found.Where(f => said.Of(marks[f.Key.Item1], marks[f.Key.Item2]) is not false).Select(f => f.Value)];
    }

    // Loaded once for a look, however many pages it has: who comes meanwhile is seen by the next one, whose time overlaps with this.
    private async Task<ComparedClaims> Compared(CancellationToken ct)
    {
        var sites = await world.Sites(ct);
        var rows = await db.Set<Registration>()
            .AsNoTracking()
            .Where(r =>
                r.State == RegistrationState.Submitted
                || r.State == RegistrationState.InReview
                || r.State == RegistrationState.NeedsInfo
                || (
                    (r.State == RegistrationState.Approved || r.State == RegistrationState.Converted)
                    && (r.Protection == ProtectionState.Conditional || r.Protection == ProtectionState.Active)
                )
            )
            .OrderByDescending(r => r.Id)
            .Take(MostCompared)
            .Select(r => new
            {
                r.Id,
                r.PartnerId,
                r.Company,
                r.Domain,
                r.ContactEmail,
                r.Country,
            })
            .ToListAsync(ct);
        var known = rows.ToDictionary(
            r => r.Id.Value,
            r =>
                (
                    r.PartnerId,
                    Record: new CompanyRecord(r.Company, Domain: r.Domain ?? r.ContactEmail, Country: r.Country) { Sites = sites }
                )
        );
        return new(known, CompanyIndex.Build(rows.Select(r => new CompanyEntry(r.Id.Value, r.Company))));
    }

    private static bool HasSite(CompanyRecord record) => Domain.OfCompany(record.Domain, record.Sites) is not null;

    private sealed record ComparedClaims(Dictionary<Guid, (PartnerId PartnerId, CompanyRecord Record)> Known, CompanyIndex Index);
}
