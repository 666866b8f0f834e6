namespace Entente.Partners;

/// <summary>Whether a partner may register in a country.</summary>
public enum TerritoryVerdict
{
    /// <summary>The partner is bound to no territory.</summary>
    Unrestricted,

    /// <summary>The country lies in one of its territories.</summary>
    Inside,

    /// <summary>The country lies in none of its territories.</summary>
    Outside,

    /// <summary>The partner is bound to territories, and the country was not given or not understood.</summary>
    CountryUnknown,
}

/// <summary>What the vendor's own list says about the account, seen from one partner.</summary>
public enum AccountStanding
{
    /// <summary>Not on the list.</summary>
    Free,

    /// <summary>Named to this very partner.</summary>
    Ours,

    /// <summary>Named to another partner, who has earned it.</summary>
    OtherPartners,

    /// <summary>Kept by the vendor's direct sales.</summary>
    KeptDirect,

    /// <summary>Nobody may register it.</summary>
    Blocked,
}

/// <summary>May this partner claim this account, by territory and by name (PTN-6)? Carries what decided.</summary>
/// <param name="Country">ISO 3166-1 alpha-2, when the given text names a country.</param>
/// <param name="Allowed">The names of the partner's territories; empty when it is bound to none.</param>
/// <param name="BelongsTo">A territory of the vendor that holds the country, for a claim that lies outside.</param>
/// <param name="Reason">Why the account stands on the list. For staff.</param>
public sealed record TerritoryRuling(
    TerritoryVerdict Territory,
    string? Country,
    IReadOnlyList<string> Allowed,
    string? BelongsTo,
    AccountStanding Account,
    string? Reason
)
{
    /// <summary>Nothing speaks against the claim.</summary>
    public bool Clear =>
        Territory is TerritoryVerdict.Unrestricted or TerritoryVerdict.Inside && Account is AccountStanding.Free or AccountStanding.Ours;
}
