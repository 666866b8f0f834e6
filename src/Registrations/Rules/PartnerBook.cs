using Entente.Partners;
using Entente.Platform.Matching;
using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>Finds the partner that a row of a staff file names: by its number, one of its domains, or its name.</summary>
internal sealed class PartnerBook
{
    private readonly ILookup<string, PartnerCard> byNumber;
    private readonly ILookup<string, PartnerCard> byDomain;
    private readonly ILookup<string, PartnerCard> byName;

    public PartnerBook(IReadOnlyList<PartnerCard> partners)
    {
        byNumber = partners.ToLookup(p => p.Id.Short(), StringComparer.OrdinalIgnoreCase);
        byDomain = partners.SelectMany(p => p.Domains.Select(d => (d, p))).ToLookup(d => d.d, d => d.p, StringComparer.OrdinalIgnoreCase);
        byName = partners.ToLookup(p => CompanyName.Of(p.Name).Key, StringComparer.Ordinal);
    }

    /// <summary>The partner, or what is wrong with the name.</summary>
    public (PartnerCard? Partner, string? Wrong) Find(string? named)
    {
        if (named is null)
            return (null, "Name the partner: its name, its domain or its number.");
        if (byNumber[named].ToList() is [var numbered])
            return (numbered, null);
        if (Domain.OfCompany(named) is { Value: var domain } && byDomain[domain].ToList() is [var owner])
            return (owner, null);
        var key = CompanyName.Of(named).Key;
        return (key.Length == 0 ? [] : byName[key].ToList()) switch
        {
            [var one] => (one, null),
            [] => (null, $"No partner is called {Shown(named)}."),
            _ => (null, $"Several partners are called {Shown(named)}. Write the domain instead."),
        };
    }

    private static string Shown(string named) => named.Length <= 80 ? named : named[..(char.IsHighSurrogate(named[79]) ? 79 : 80)] + "…";
}
