using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Programs.Rules;

/// <summary>How a criterion is measured (PTN-5).</summary>
public enum CriterionKind
{
    /// <summary>The amounts of records, in one currency.</summary>
    Sum,
    Count,

    /// <summary>Different customers.</summary>
    Distinct,

    /// <summary>The share of records that are good, in hundredths of a per cent.</summary>
    Share,

    /// <summary>Named people with a certificate that is shown and valid.</summary>
    People,

    /// <summary>A number on the partner's own company in the CRM, in hundredths.</summary>
    CrmField,

    /// <summary>Somebody shows it, somebody else accepts it: validated solutions, references, playbooks.</summary>
    Evidence,
}

/// <summary>Over which time a criterion counts.</summary>
public enum CriterionWindow
{
    /// <summary>The last four full quarters.</summary>
    FourQuarters,

    /// <summary>The calendar year.</summary>
    Year,
    Lifetime,

    /// <summary>As it stands on the day itself: for what has no past that could be asked.</summary>
    Now,
}

/// <summary>Whether a partner that has earned a higher tier is placed at once, or proposed to whoever decides.</summary>
public enum Promotions
{
    Proposed,
    Automatic,
}

/// <param name="Key">Stable across versions: evidence and exceptions are kept under it.</param>
/// <param name="Fact">What a <see cref="IScorecardSource"/> offers; for a field of the CRM its name there; empty where people show it.</param>
/// <param name="Targets">
/// What each tier asks for, in the unit of its kind: minor units of <see cref="Currency"/>, pieces, hundredths of a per cent, hundredths. A tier that is
/// missing asks for nothing.
/// </param>
public sealed record TierCriterion(
    string Key,
    string Words,
    CriterionKind Kind,
    string Fact,
    CriterionWindow Window,
    IReadOnlyDictionary<PartnerTier, long> Targets
)
{
    /// <summary>Of a sum; empty otherwise.</summary>
    public string Currency { get; init; } = "";

    /// <summary>What this tier asks for, or what a lower one does; null: nothing.</summary>
    public long? Target(PartnerTier tier) => Targets.Where(t => t.Key <= tier).Select(t => (long?)t.Value).Max();
}

/// <summary>What a tier gives, typed, so that other rooms read it.</summary>
/// <param name="Margin">On list price; null: none.</param>
/// <param name="DecisionHours">Working hours within which a registration is decided; null: as the policy says.</param>
/// <param name="LeadShare">Of the leads that are handed out to this tier.</param>
/// <param name="MarketingBudget">A year; null: none.</param>
/// <param name="Support">Whom to turn to for support.</param>
/// <param name="Escalation">Whom to turn to when that does not help.</param>
/// <param name="OfficeHours">When somebody is there for questions: <c>Tuesdays, 10 to 11</c>.</param>
public sealed record TierBenefits(
    Percent? Margin = null,
    int? DecisionHours = null,
    Percent? LeadShare = null,
    Money? MarketingBudget = null,
    bool EarlyAccess = false,
    string Support = "",
    string Escalation = "",
    string OfficeHours = "",
    bool ExecutiveReview = false
);

/// <summary>How partners of one type rise and fall.</summary>
/// <param name="NearMiss">From this share of a target on a miss is near: it gets a quarter of grace.</param>
public sealed record TierPlan(
    PartnerType Type,
    Promotions Promotions,
    Percent NearMiss,
    IReadOnlyList<TierCriterion> Criteria,
    IReadOnlyDictionary<PartnerTier, TierBenefits> Benefits
)
{
    /// <summary>Lowest first.</summary>
    public static IReadOnlyList<PartnerTier> Tiers { get; } = Enum.GetValues<PartnerTier>();

    public static TierPlan Empty(PartnerType type) =>
        new(type, Promotions.Proposed, new(80), [], new Dictionary<PartnerTier, TierBenefits>());

    public TierBenefits BenefitsOf(PartnerTier tier) => Benefits.GetValueOrDefault(tier) ?? new();

    /// <summary>Those of which this tier asks something.</summary>
    public IEnumerable<TierCriterion> AskedOf(PartnerTier tier) => Criteria.Where(c => c.Target(tier) is not null);

    /// <summary>The next tier, or null at the top.</summary>
    public static PartnerTier? Above(PartnerTier tier) => Tiers.Where(t => t > tier).Select(t => (PartnerTier?)t).FirstOrDefault();
}
