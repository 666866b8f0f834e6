using Entente.Platform.Time;

namespace Entente.Registrations.Rules;

/// <summary>
/// What the program promises and demands (REG-9): data, versioned, chosen by the workspace. Numbers are PRODUCT.md's defaults.
/// </summary>
/// <param name="DecisionHours">The promise: so many hours of business days, through all 24 hours of each (48 = two business days).</param>
/// <param name="LeadDays">Protection of a lead, calendar days.</param>
/// <param name="DealDays">Protection of a deal, calendar days.</param>
/// <param name="HoldDays">Within so many calendar days the next step must be on record, else the protection is released.</param>
/// <param name="WaitDays">A question unanswered so long withdraws the claim.</param>
/// <param name="RemindDays">Calendar days before the end of a protection on which the partner is reminded.</param>
/// <param name="TerritoryMatters">Whether a customer outside the partner's territory raises a warning.</param>
public sealed partial record Policy(
    int DecisionHours,
    int LeadDays,
    int DealDays,
    int HoldDays,
    int WaitDays,
    IReadOnlyList<int> RemindDays,
    IReadOnlyList<ClaimField> RequiredOfLeads,
    IReadOnlyList<ClaimField> RequiredOfDeals,
    bool TerritoryMatters,
    IReadOnlyList<DateOnly> Holidays
)
{
    /// <summary>What a new workspace starts with: version 1.</summary>
    public static Policy Default { get; } =
        new(
            DecisionHours: 48,
            LeadDays: 60,
            DealDays: 90,
            HoldDays: 14,
            WaitDays: 14,
            RemindDays: [14, 7, 1],
            RequiredOfLeads: [ClaimField.ContactEmail],
            RequiredOfDeals: [ClaimField.ContactEmail, ClaimField.Problem, ClaimField.Amount, ClaimField.CloseDate],
            TerritoryMatters: true,
            Holidays: []
        );

    /// <summary>How long a decision waits before anybody hears of it.</summary>
    public UndoRules Undo { get; init; } = UndoRules.Default;

    /// <summary>How far a claim may be changed without another review.</summary>
    public ChangeRules Changes { get; init; } = ChangeRules.Default;

    /// <summary>By how much, how often and on what evidence a protection is extended.</summary>
    public ExtensionRules Extending { get; init; } = ExtensionRules.Default;

    /// <summary>What silence of the partner does.</summary>
    public SilenceRules Silence { get; init; } = SilenceRules.Default;

    /// <summary>What a protection loses without evidence.</summary>
    public DecayRules Decay { get; init; } = DecayRules.Default;

    /// <summary>What is promised besides the decision.</summary>
    public PromiseRules Promises { get; init; } = PromiseRules.None;

    /// <summary>How long a refusal may be appealed against, and by when it is answered.</summary>
    public AppealRules Appeals { get; init; } = AppealRules.Default;

    /// <summary>How many files a claim must bring.</summary>
    public ProofRules Proof { get; init; } = ProofRules.None;

    /// <summary>How many open registrations a partner may hold.</summary>
    public QuotaRules Quota { get; init; } = QuotaRules.Default;

    public TimeSpan DecisionTime => TimeSpan.FromHours(DecisionHours);

    public int WindowDays(RegistrationKind kind) => kind is RegistrationKind.Lead ? LeadDays : DealDays;

    public IReadOnlyList<ClaimField> Required(RegistrationKind kind) => kind is RegistrationKind.Lead ? RequiredOfLeads : RequiredOfDeals;

    /// <summary>The business days of this policy in the workspace's zone, less its holidays.</summary>
    public BusinessCalendar Calendar(string zone) => new(zone, BusinessDays, Holidays.Select(h => new Holiday(h)));
}

/// <summary>A field that a policy may demand. Company and consent are always demanded.</summary>
public enum ClaimField
{
    Domain,
    Country,
    ContactName,
    ContactEmail,
    ContactRole,
    Problem,
    Stage,
    Amount,
    CloseDate,
    Product,
    Discount,
}

/// <summary>A policy, the number it was published under, and the calendar it is counted in.</summary>
internal sealed record Terms(int Version, Policy Policy, BusinessCalendar Calendar)
{
    public static Terms Of(int version, Policy policy, string zone) => new(version, policy, policy.Calendar(zone));

    public string Zone => Calendar.Zone;

    /// <summary>What an approval grants of prices; null where the terms are not those of one claim.</summary>
    public PriceTerms? Prices { get; private init; }

    /// <summary>What it says of this claim.</summary>
    public ClaimTerms Of(Segment segment) => PolicyResolver.Of(Policy, Version, segment);

    /// <summary>The same, as terms: base values are those that hold for this claim.</summary>
    public Terms For(Segment segment) => Of(segment) is var own ? this with { Policy = own.Values, Prices = own.Prices } : this;
}
