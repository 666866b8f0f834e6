using Entente.Platform.Values;

namespace Entente.Access.Rules;

/// <summary>A partner, by what a data scope distinguishes.</summary>
/// <param name="Type">By its stable name, as in the safelist.</param>
/// <param name="Manager">Who of the vendor looks after it.</param>
public sealed record ScopedPartner(PartnerId Id, string Type, string Tier, string Region, PersonId? Manager);

/// <summary>
/// Which partners somebody of the vendor sees (SEC-2): those in one of the regions, of one of the types, in one of the tiers, looked after by
/// themselves. Combined by <em>and</em>; what is empty does not narrow.
/// </summary>
public sealed record DataScope(IReadOnlyList<string> Regions, IReadOnlyList<string> Types, IReadOnlyList<string> Tiers, bool OwnPartners)
{
    public static DataScope Everything { get; } = new([], [], [], false);

    public bool IsEverything => Regions.Count == 0 && Types.Count == 0 && Tiers.Count == 0 && !OwnPartners;

    /// <summary>The same, each list tidy: without blanks, doubles, and in one order.</summary>
    public DataScope Tidy() => new(Tidy(Regions), Tidy(Types), Tidy(Tiers), OwnPartners);

    public bool Covers(ScopedPartner partner, PersonId who) =>
        Narrows(Regions, partner.Region)
        && Narrows(Types, partner.Type)
        && Narrows(Tiers, partner.Tier)
        && (!OwnPartners || partner.Manager == who);

    /// <summary>
    /// Which partners are left to somebody by several scopes at once, their role's and their own; every one of them must cover a partner.
    /// Null: none of them narrows anything.
    /// </summary>
    public static IReadOnlyList<PartnerId>? Left(IEnumerable<DataScope> scopes, IEnumerable<ScopedPartner> partners, PersonId who)
    {
        var narrow = scopes.Where(s => !s.IsEverything).ToList();
        return narrow.Count == 0 ? null : [.. partners.Where(p => narrow.TrueForAll(s => s.Covers(p, who))).Select(p => p.Id)];
    }

    public bool Same(DataScope other) =>
        OwnPartners == other.OwnPartners
        && Regions.SequenceEqual(other.Regions, StringComparer.Ordinal)
        && Types.SequenceEqual(other.Types, StringComparer.Ordinal)
        && Tiers.SequenceEqual(other.Tiers, StringComparer.Ordinal);

    private static bool Narrows(IReadOnlyList<string> chosen, string value) =>
        chosen.Count == 0 || chosen.Contains(value, StringComparer.Ordinal);

    private static IReadOnlyList<string> Tidy(IReadOnlyList<string> all) =>
        [.. all.Select(a => a.Trim()).Where(a => a.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
