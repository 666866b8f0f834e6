using System.Text.Json.Serialization;
using Entente.Crm;
using Entente.Partners;
using Entente.Platform.Matching;
using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>Everything an assessment looks at, loaded before it decides.</summary>
internal sealed record ClaimFacts(
    Claim Claim,
    ClaimantFacts Partner,
    IReadOnlyList<CandidateFact> Candidates,
    IReadOnlyList<OpportunityFact> Opportunities,
    IReadOnlyList<RivalFact> Registrations
)
{
    /// <summary>The names of the CRM's accounts were not looked through, as their index was being built: who is only alike is not among the candidates.</summary>
    public bool NamesUnread { get; init; }

    /// <summary>Open leads of the company, which the vendor's own people work on.</summary>
    public IReadOnlyList<LeadFact> Leads { get; init; } = [];

    /// <summary>Strong keys of accounts that people called the same company: rivals are looked for by them as well.</summary>
    [JsonIgnore]
    public IReadOnlyList<ClaimKey> AlsoKeys => KnownCompany.AlsoKeys(Claim, Candidates);

    /// <summary>How many places are taken of the limits that the policy of then set; null: nobody counted.</summary>
    public IReadOnlyList<PlaceFact>? Places { get; init; }

    /// <summary>How many different files came as proof, with the claim and after it; null: nobody counted.</summary>
    public int? Files { get; init; }

    /// <summary>Whether the way in carries files: without it, what is missing is asked for afterwards.</summary>
    public bool TakesFiles { get; init; }

    /// <summary>What the claimant holds already; null: not looked up, so no quota is judged.</summary>
    public HoldingFacts? Holding { get; init; }
}

/// <summary>Who claims.</summary>
/// <param name="Active">Whether this partner may register at all.</param>
/// <param name="Status">In words: <c>suspended</c>.</param>
/// <param name="Territory">Names of the territories it is bound to; empty means everywhere.</param>
/// <param name="Named">What the vendor's list of named accounts says about the customer, seen from this partner.</param>
/// <param name="Inside">Whether the customer lies in one of them; null when the country is not known.</param>
internal sealed record ClaimantFacts(
    PartnerId Id,
    string Name,
    string Tier,
    int TierRank,
    bool Active,
    string Status,
    IReadOnlyList<string> Territory,
    bool? Inside,
    AccountStanding Named = AccountStanding.Free,
    string? NamedBecause = null
)
{
    /// <summary>Null in facts stored before it was looked at.</summary>
    public PartnerType? Type { get; init; }

    /// <summary>The home region; null when none is given.</summary>
    public string? Region { get; init; }

    /// <summary>Names of the programs that it takes part in; null in facts stored before it was looked at.</summary>
    public IReadOnlyList<string>? Programs { get; init; }

    /// <summary>Names of the certifications that its people hold; null while nobody records them.</summary>
    public IReadOnlyList<string>? Certifications { get; init; }

    /// <summary>How many of its people are certified; null while nobody records it.</summary>
    public int? Specialists { get; init; }

    /// <summary>Names of the agreements that it accepted and that still hold; null while nobody records them.</summary>
    public IReadOnlyList<string>? Agreements { get; init; }

    /// <summary>Since when it serves this customer, by the deals won with it; null: not at all, or facts stored before engine 4.</summary>
    public DateTimeOffset? IncumbentSince { get; init; }

    [JsonIgnore]
    public PartnerTier? TierOrNull => Enum.IsDefined((PartnerTier)(TierRank - 1)) ? (PartnerTier)(TierRank - 1) : null;
}

/// <summary>A CRM account that may be the company claimed.</summary>
/// <param name="Score">Of names and domain alone, 0–100.</param>
/// <param name="Certain">Surely the same company: by a person's word, else by a strong key, the registrable domain or the core name.</param>
internal sealed record CandidateFact(
    Guid AccountId,
    string Name,
    string? Domain,
    string? CrmUrl,
    int Score,
    bool Certain,
    bool IsCustomer,
    IReadOnlyList<string> Reasons
)
{
    /// <summary>Who owns the account; only looked up for a person who reviews.</summary>
    public string? Owner { get; init; }

    /// <summary>How likely it is the same company, 0 to 1, by all that both sides say; null in facts stored before engine 3.</summary>
    public double? Probability { get; init; }

    /// <summary>A sentence naming the fields that decided; for staff.</summary>
    public string? Because { get; init; }

    /// <summary>The outcome: a person's word, else a strong key, else the likelihood; null in facts stored before engine 3.</summary>
    public PairVerdict? Outcome { get; init; }

    /// <summary>What people said of the two; null: nothing.</summary>
    public SaidFact? Said { get; init; }

    [JsonIgnore]
    public PairVerdict Judged => Outcome ?? (Certain ? PairVerdict.Same : PairVerdict.Ask);

    /// <summary>0 to 100.</summary>
    [JsonIgnore]
    public int Percent => Probability is { } likely ? (int)Math.Round(likely * 100, MidpointRounding.AwayFromZero) : Score;
}

/// <summary>What people said of a claim and an account.</summary>
/// <param name="By">Null, with <paramref name="At"/>: it follows from what they said of others.</param>
internal sealed record SaidFact(bool Same, PersonId? By, DateTimeOffset? At, string? Why)
{
    /// <summary>The name of <see cref="By"/>; only looked up for a person who reviews.</summary>
    public string? Name { get; init; }
}

/// <summary>An open opportunity on one of the candidates.</summary>
/// <param name="PartnerId">Null: direct sales hold it.</param>
internal sealed record OpportunityFact(
    Guid Id,
    Guid AccountId,
    string Name,
    string Stage,
    Money? Amount,
    string? Owner,
    PartnerId? PartnerId,
    DateTimeOffset? CreatedAt,
    DateTimeOffset? LastActivityAt
)
{
    /// <summary>The owner in the CRM, by id.</summary>
    public OwnerKey? OwnerKey { get; init; }

    /// <summary>Companies that have a part in it by the CRM's own word: association labels, opportunity partners.</summary>
    public IReadOnlyList<AttributedFact> Attributed { get; init; } = [];
}

/// <param name="Own">It is the claimant itself.</param>
/// <param name="Role">The CRM's word for the part it has.</param>
internal sealed record AttributedFact(string Name, string? Role, bool Own);

/// <summary>An open lead.</summary>
internal sealed record LeadFact(string Name, string? Status, string? Owner, DateTimeOffset CreatedAt)
{
    /// <summary>The owner in the CRM, by id.</summary>
    public OwnerKey? OwnerKey { get; init; }
}

/// <summary>An owner of one of the workspace's CRMs.</summary>
internal sealed record OwnerKey(CrmConnectionId Connection, string Owner);

/// <summary>Another registration that shares a strong key with the claim.</summary>
internal sealed record RivalFact(
    Guid Id,
    string Number,
    PartnerId PartnerId,
    string PartnerName,
    string Company,
    int TierRank,
    RegistrationState State,
    ProtectionState Protection,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? ProtectedUntil,
    DateTimeOffset? FirstMeetingAt
)
{
    public bool Stands => State.Stands(Protection);

    /// <summary>Null in facts stored before engine 4, which took every rival as qualified by its claim.</summary>
    public RegistrationKind? Kind { get; init; }

    /// <summary>Since when its partner serves this customer, by the deals won with it; null: not at all.</summary>
    public DateTimeOffset? IncumbentSince { get; init; }

    /// <summary>How many people of its partner are certified; null while nobody records it.</summary>
    public int? Specialists { get; init; }

    /// <summary>When its protection ended; null: it runs, or there never was one.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Its partner showed that the customer confirms the contact.</summary>
    public bool Confirmed { get; init; }

    /// <summary>It lapsed: released, or over without a deal. Not one that was lost or given back.</summary>
    public bool Lapsed =>
        State is RegistrationState.Approved or RegistrationState.Converted
        && Protection is ProtectionState.Released or ProtectionState.Expired
        && EndedAt is not null;
}
