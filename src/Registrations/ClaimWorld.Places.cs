using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations;

// How many protected registrations take the places that a policy limits.
public sealed partial class ClaimWorld
{
    // One lock for all limits: whoever approves under one takes it last, after its claim's own.
    private const string PlacesLock = "places";

    /// <summary>
    /// The same facts, with places counted where nobody can take one meanwhile. Nothing is locked where no limit refuses. Only within a
    /// <see cref="EntenteDb.Hold"/>.
    /// </summary>
    internal async Task<ClaimFacts> CountPlaces(ClaimFacts facts, Terms terms, RegistrationId self, CancellationToken ct)
    {
        var limits = terms.Of(Segment.Of(facts)).Places;
        if (!limits.Any(l => l.Capacity.Refuses))
            return facts;
        await db.Lock([PlacesLock], ct);
        return facts with { Places = await Places(limits, (await partners.Get(facts.Partner.Id, ct))!, self, ct) };
    }

    /// <param name="limits">Those that hold for the claim.</param>
    private async Task<IReadOnlyList<PlaceFact>> Places(
        IReadOnlyList<PlaceRule> limits,
        PartnerCard partner,
        RegistrationId? self,
        CancellationToken ct
    )
    {
        var facts = new List<PlaceFact>(limits.Count);
        foreach (var limit in limits)
        {
            var (taken, holds) = (await Taken(limit.Scope, null, self, ct), await Holds(limit.Scope, partner, self, ct));
            facts.Add(new(limit.Counts, taken.GetValueOrDefault(partner.Id), taken.Values.Sum()) { Holds = holds });
        }
        return facts;
    }

    /// <summary>As <see cref="Places"/> for many claims: each scope is counted once.</summary>
    /// <param name="only">The claimant that they are all of, and which hears of its own places only; null: everybody's are counted.</param>
    private async Task<IReadOnlyList<IReadOnlyList<PlaceFact>>> PlacesOfMany(
        IReadOnlyList<(PartnerCard Partner, Claim Claim)> claims,
        PartnerId? only,
        CancellationToken ct
    )
    {
        var (policy, counted) = (await Terms(ct), new Dictionary<string, IReadOnlyDictionary<PartnerId, int>>(StringComparer.Ordinal));
        if (policy.Policy.Rules.All(r => r.Capacity is null))
            return [.. claims.Select(_ => (IReadOnlyList<PlaceFact>)[])];
        var all = new List<IReadOnlyList<PlaceFact>>(claims.Count);
        foreach (var (partner, claim) in claims)
        {
            var facts = new List<PlaceFact>();
            foreach (var limit in policy.Of(Segment.Of(claim, partner)).Places)
            {
                if (!counted.TryGetValue(limit.Counts, out var taken))
                    counted[limit.Counts] = taken = await Taken(limit.Scope, only, null, ct);
                facts.Add(new(limit.Counts, taken.GetValueOrDefault(partner.Id), only is null ? taken.Values.Sum() : null));
            }
            all.Add(facts);
        }
        return all;
    }

    // By partner. The filters of whoever looks are lifted: only sums leave this room, and everybody's not to partners.
    private async Task<IReadOnlyDictionary<PartnerId, int>> Taken(Scope scope, PartnerId? only, RegistrationId? self, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var live = db.Set<Registration>()
            .IgnoreQueryFilters(Fences.OfLooker)
            .AsNoTracking()
            .Where(r => r.Protection == ProtectionState.Conditional || r.Protection == ProtectionState.Active)
            .Where(r => r.ProtectedUntil > now && r.Id != self);
        if (only is { } one)
            live = live.Where(r => r.PartnerId == one);
        if (scope.Kind is { } kind)
            live = live.Where(r => r.Kind == kind);
        if (scope.Countries is { Count: > 0 } some)
        {
            var countries = some.Select(c => c.ToUpperInvariant()).ToList();
            live = live.Where(r => r.Country != null && countries.Contains(r.Country));
        }
        if (scope.Products is { Count: > 0 } named)
        {
            var products = named.Select(p => p.ToLowerInvariant()).ToList();
            live = live.Where(r => r.Product != null && products.Contains(r.Product.ToLower()));
        }
        if (scope.From is { } from)
            live = live.Where(r => r.Currency == from.Currency && r.AmountMinor >= from.Minor);
        if (scope.Below is { } below)
            live = live.Where(r => r.Currency == below.Currency && r.AmountMinor < below.Minor);
        if (scope is not { Type: null, Tier: null, Region: null, Program: null })
        {
            var whose = await partners.Like(scope.Type, scope.Tier, scope.Region, scope.Program, ct);
            live = live.Where(r => whose.Contains(r.PartnerId));
        }
        return await live.GroupBy(r => r.PartnerId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    // A protected claim whose change is decided has its place already, if it had one as it was approved.
    private async Task<bool> Holds(Scope scope, PartnerCard partner, RegistrationId? self, CancellationToken ct)
    {
        if (self is null)
            return false;
        var registration = await db.Set<Registration>().AsNoTracking().SingleAsync(r => r.Id == self, ct);
        return registration.Protection.Protects()
            && scope.Fit(Segment.Of(registration.StandsAs?.Claim ?? registration.AsClaim(), partner)) is Fit.Yes;
    }
}
