using Entente.Platform.Values;

namespace Entente.Conflicts.Rules;

/// <summary>Everything the watch knows of one company: who wants it, who works on it, who serves it. The order of the lists means nothing.</summary>
/// <param name="Company">As the earliest claim, else the CRM, calls it.</param>
internal sealed record CompanyFacts(
    string Company,
    IReadOnlyList<ClaimFact> Claims,
    IReadOnlyList<DealFact> Deals,
    IReadOnlyList<AccountFact> Accounts,
    IReadOnlyList<IncumbentFact> Incumbents,
    IReadOnlyList<OwnerChangeFact> OwnerChanges
)
{
    /// <summary>How many people of each partner are certified; null while nobody records it.</summary>
    public IReadOnlyDictionary<PartnerId, int>? Specialists { get; init; }

    /// <summary>Claims on it that have ended and may still matter: see <see cref="Lingering"/>.</summary>
    public IReadOnlyList<ClaimFact> Ended { get; init; } = [];

    /// <summary>Complaints about claims on it that wait for an answer.</summary>
    public IReadOnlyList<ComplaintFact> Complaints { get; init; } = [];

    /// <summary>Without those that were just written for one of the claims and are not yet bound to it: they bear its number, and are nobody's direct deal.</summary>
    public IReadOnlyList<DealFact> Deals { get; init; } =
    [.. Deals.Where(d => !d.IsDirect || !Claims.Any(c => c.Deal is null && d.Name.Contains(c.Number, StringComparison.Ordinal)))];
}

/// <summary>A claim that stands.</summary>
/// <param name="Motion">How its partner sells: <c>reseller</c>.</param>
/// <param name="TierRank">Higher is better.</param>
/// <param name="QualifiedAt">Null: a lead without a first meeting.</param>
internal sealed record ClaimFact(
    Guid Id,
    string Number,
    PartnerId Partner,
    string PartnerName,
    string Motion,
    int TierRank,
    bool Undecided,
    bool Protects,
    DateTimeOffset ClaimedAt,
    DateTimeOffset? QualifiedAt,
    DateTimeOffset? ProtectedFrom,
    DateTimeOffset? ProtectedUntil,
    Guid? Deal
)
{
    public OfferFact Offer { get; init; } = OfferFact.None;

    /// <summary>Its protection has ended, by its time or before.</summary>
    public bool Lapsed { get; init; }
}

/// <summary>What a claim quotes, asks for and was granted.</summary>
/// <param name="Discount">Asked for, in basis points.</param>
/// <param name="Granted">The most of the band that was granted, in basis points.</param>
/// <param name="HeldUntil">The first instant at which its prices are held no more; null: none are.</param>
internal sealed record OfferFact(Money? Amount, DateOnly? Closes, int? Discount, int? Granted, DateTimeOffset? HeldUntil)
{
    public static readonly OfferFact None = new(null, null, null, null, null);

    /// <summary>The higher of what it asks for and what it has.</summary>
    public int? Level => Discount > Granted ? Discount : Granted ?? Discount;
}

/// <summary>An open deal of the CRM with the company.</summary>
/// <param name="Partners">Who has a part in it; empty: direct sales alone.</param>
/// <param name="Named">Companies that the CRM itself names as partners of a deal that has no partner here.</param>
internal sealed record DealFact(
    Guid Id,
    string Name,
    string? Owner,
    IReadOnlyList<DealPartnerFact> Partners,
    IReadOnlyList<string> Named,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    DateOnly? CloseDate
)
{
    public Money? Amount { get; init; }

    public bool IsDirect => Partners.Count == 0;
}

/// <summary>A partner's part in a deal.</summary>
internal sealed record DealPartnerFact(PartnerId Partner, string Name, int TierRank, string Motion);

/// <summary>A company record of the CRM. <paramref name="Busy"/>: open deals stand on it.</summary>
internal sealed record AccountFact(Guid Id, string Name, string? Domain, bool Busy);

/// <summary>A partner that won this customer before and serves it.</summary>
internal sealed record IncumbentFact(PartnerId Partner, string Name, int TierRank, DateTimeOffset Since);

/// <summary>A deal in which a partner has a part went to another rep.</summary>
internal sealed record OwnerChangeFact(Guid Deal, string From, string To, string ToName);

/// <summary>By what the watch looks: calendar and thresholds.</summary>
/// <param name="ActiveDays">An open direct deal touched within so many calendar days is worked on.</param>
/// <param name="Today">In the workspace's zone.</param>
internal sealed record WatchTerms(int ActiveDays, DateOnly Today)
{
    /// <summary>A protection that ends within so many days while somebody else waits.</summary>
    public const int ExpiringDays = 7;

    /// <summary>Renewal ownership is settled so many days before the renewal (CON-4).</summary>
    public const int SettledDays = 90;

    /// <summary>The case opens so many days earlier: time to hear both sides and to plan.</summary>
    public const int LeadDays = 14;
}
