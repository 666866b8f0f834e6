using Entente.Partners.Model;
using Entente.Platform.Values;

namespace Entente.Partners.Rules;

/// <summary>What is known when a territory question is decided.</summary>
/// <param name="Own">The partner's territories.</param>
/// <param name="All">Every territory of the vendor.</param>
/// <param name="Listed">Entries of the vendor's list that match the account by domain or core name.</param>
internal sealed record TerritoryFacts(
    PartnerId Partner,
    string? Country,
    IReadOnlyList<TerritoryFact> Own,
    IReadOnlyList<TerritoryFact> All,
    IReadOnlyList<NamedAccountFact> Listed
);

internal sealed record TerritoryFact(string Name, IReadOnlySet<string> Countries);

internal sealed record NamedAccountFact(NamedAccountKind Kind, PartnerId? Holder, string Reason);

/// <summary>Where and what a partner may register.</summary>
internal static class Territories
{
    public static TerritoryRuling Judge(TerritoryFacts facts)
    {
        var (standing, reason) = Standing(facts);
        return new(
            Verdict(facts),
            facts.Country,
            [.. facts.Own.Select(t => t.Name)],
            facts.All.FirstOrDefault(t => Holds(t, facts.Country))?.Name,
            standing,
            reason
        );
    }

    private static TerritoryVerdict Verdict(TerritoryFacts facts) =>
        facts switch
        {
            { Own.Count: 0 } => TerritoryVerdict.Unrestricted,
            { Country: null } => TerritoryVerdict.CountryUnknown,
            _ when facts.Own.Any(t => Holds(t, facts.Country)) => TerritoryVerdict.Inside,
            _ => TerritoryVerdict.Outside,
        };

    // Blocked beats direct beats another partner's name beats one's own: the stricter entry decides when two match.
    private static (AccountStanding, string?) Standing(TerritoryFacts facts) =>
        facts
            .Listed.Select(n => (Standing: Of(n, facts.Partner), Reason: (string?)n.Reason))
            .OrderByDescending(n => n.Standing)
            .FirstOrDefault((AccountStanding.Free, null));

    private static AccountStanding Of(NamedAccountFact entry, PartnerId partner) =>
        entry.Kind switch
        {
            NamedAccountKind.Blocked => AccountStanding.Blocked,
            NamedAccountKind.Direct => AccountStanding.KeptDirect,
            _ when entry.Holder == partner => AccountStanding.Ours,
            _ => AccountStanding.OtherPartners,
        };

    private static bool Holds(TerritoryFact territory, string? country) => country is not null && territory.Countries.Contains(country);
}
