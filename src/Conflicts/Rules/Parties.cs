using Entente.Platform.Values;

namespace Entente.Conflicts.Rules;

/// <summary>One side of a conflict, with what the hierarchy compares.</summary>
/// <param name="Key"><c>claim:…</c>, <c>partner:…</c> or <c>direct</c>.</param>
/// <param name="Partner">Null: the vendor's own sales.</param>
/// <param name="Deal">The opportunity by which it stands.</param>
/// <param name="Registered">When the claim was made; null: there is none, or direct sales do not work on it.</param>
internal sealed record Party(
    string Key,
    PartnerId? Partner,
    string Name,
    Guid? Claim,
    string? Number,
    Guid? Deal,
    DateTimeOffset? Registered,
    DateTimeOffset? IncumbentSince,
    DateTimeOffset? Qualified,
    int? TierRank
)
{
    /// <summary>How many of its people are certified; null while nobody records it, and of the vendor's own sales.</summary>
    public int? Specialists { get; init; }

    /// <summary>Its claim has ended: it is heard and written to, and cannot lead.</summary>
    public bool Lingers { get; init; }

    public const string DirectKey = "direct";

    public static string OfClaim(Guid claim) => $"claim:{claim:N}";

    public static string OfPartner(PartnerId partner) => $"partner:{partner.Value:N}";
}

/// <summary>Who stands against whom on a company. Pure, and the same in whatever order the facts are listed.</summary>
internal static class Parties
{
    public static IReadOnlyList<Party> Of(CompanyFacts facts, WatchTerms terms, DateTimeOffset now)
    {
        var serving = facts.Incumbents.GroupBy(i => i.Partner).ToDictionary(g => g.Key, g => g.Min(i => i.Since));
        var parties = facts
            .Claims.Select(c => new Party(
                Party.OfClaim(c.Id),
                c.Partner,
                c.PartnerName,
                c.Id,
                c.Number,
                c.Deal,
                c.ClaimedAt,
                serving.TryGetValue(c.Partner, out var since) ? since : null,
                c.QualifiedAt,
                c.TierRank
            ))
            .ToList();
        var known = facts.Claims.Select(c => c.Partner).ToHashSet();
        foreach (
            var part in facts
                .Deals.SelectMany(d => d.Partners.Select(p => (Deal: d, Part: p)))
                .OrderBy(p => p.Deal.CreatedAt)
                .ThenBy(p => p.Deal.Id)
        )
            if (known.Add(part.Part.Partner))
                parties.Add(
                    new(
                        Party.OfPartner(part.Part.Partner),
                        part.Part.Partner,
                        part.Part.Name,
                        null,
                        null,
                        part.Deal.Id,
                        part.Deal.CreatedAt,
                        serving.TryGetValue(part.Part.Partner, out var since) ? since : null,
                        part.Deal.CreatedAt,
                        part.Part.TierRank
                    )
                );
        foreach (var incumbent in facts.Incumbents.OrderBy(i => i.Since).ThenBy(i => i.Partner.Value))
            if (known.Add(incumbent.Partner))
                parties.Add(
                    new(
                        Party.OfPartner(incumbent.Partner),
                        incumbent.Partner,
                        incumbent.Name,
                        null,
                        null,
                        null,
                        null,
                        incumbent.Since,
                        null,
                        incumbent.TierRank
                    )
                );
        foreach (var ended in Lingering.Of(facts, now))
            if (known.Add(ended.Partner))
                parties.Add(
                    new(Party.OfClaim(ended.Id), ended.Partner, ended.PartnerName, ended.Id, ended.Number, null, null, null, null, null)
                    {
                        Lingers = true,
                    }
                );
        if (Direct(facts, terms, now) is { } direct)
            parties.Add(direct);
        return
        [
            .. parties
                .Select(p => p with { Specialists = p.Partner is { } who ? facts.Specialists?.GetValueOrDefault(who) : null })
                .OrderBy(p => p.Registered ?? DateTimeOffset.MaxValue)
                .ThenBy(p => p.Key, StringComparer.Ordinal),
        ];
    }

    // Counts as registered, and as qualified, only while somebody works on it.
    private static Party? Direct(CompanyFacts facts, WatchTerms terms, DateTimeOffset now)
    {
        var own = facts
            .Deals.Where(d => d.IsDirect)
            .OrderByDescending(d => now - d.ChangedAt <= TimeSpan.FromDays(terms.ActiveDays))
            .ThenBy(d => d.CreatedAt)
            .ThenBy(d => d.Id)
            .FirstOrDefault();
        if (own is null)
            return facts.OwnerChanges.OrderBy(c => c.Deal).ThenBy(c => c.To, StringComparer.Ordinal).FirstOrDefault() is { } taken
                ? new(Party.DirectKey, null, "Direct sales", null, null, taken.Deal, null, null, null, null)
                : null;
        var since = now - own.ChangedAt <= TimeSpan.FromDays(terms.ActiveDays) ? own.CreatedAt : (DateTimeOffset?)null;
        return new(Party.DirectKey, null, "Direct sales", null, null, own.Id, since, null, since, null);
    }
}
