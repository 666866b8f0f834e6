using Entente.Partners;
using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>
/// One rule of a policy for some of the claims (REG-9). Of the rules that fit a claim the first one in the list that sets a value decides it;
/// gates and automatic refusals add up. What no rule sets, the policy's base values say. Absent (null, empty) sets nothing.
/// </summary>
/// <param name="Name">Unique in its policy: traces, pages and comparisons call the rule by it.</param>
/// <param name="Scope">Which claims it is for.</param>
public sealed record PolicyRule(string Name, Scope Scope)
{
    /// <summary>Whether these claims are accepted at all.</summary>
    public Eligibility? Eligibility { get; init; }

    /// <summary>What must be filled in, besides company and consent; replaces the base values' list.</summary>
    public IReadOnlyList<ClaimField>? Required { get; init; }

    /// <summary>So many files must come as proof; 0: none, whatever the base values ask for.</summary>
    public int? Proof { get; init; }

    /// <summary>The promise, hours of business days.</summary>
    public int? DecisionHours { get; init; }

    /// <summary>Protection, calendar days.</summary>
    public int? WindowDays { get; init; }

    /// <summary>The next step must be on record within so many calendar days.</summary>
    public int? HoldDays { get; init; }

    /// <summary>What a protection of these loses without evidence.</summary>
    public EvidenceRule? Evidence { get; init; }

    /// <summary>What the partner must have.</summary>
    public IReadOnlyList<Gate> Gates { get; init; } = [];

    /// <summary>How many of these may be protected at once.</summary>
    public Capacity? Capacity { get; init; }

    /// <summary>Who must sign an approval, step by step; null or empty: whoever may decide decides alone.</summary>
    public IReadOnlyList<ApprovalStep>? Route { get; init; }

    /// <summary>Within which bounds a discount is granted with an approval.</summary>
    public DiscountBand? Band { get; init; }

    /// <summary>How long prices are held from the approval on.</summary>
    public PriceProtection? Prices { get; init; }

    /// <summary>When no person needs to look.</summary>
    public AutoApproval? AutoApprove { get; init; }

    /// <summary>What is refused without a person.</summary>
    public IReadOnlyList<AutoDecline> AutoDecline { get; init; } = [];
}

/// <summary>Which claims a rule is for; an absent part means any.</summary>
/// <param name="Countries">Of the customer, ISO 3166 alpha-2; one of them.</param>
/// <param name="Region">The partner's home region, as its record names it.</param>
/// <param name="From">The least amount, a year, in the workspace's currency.</param>
/// <param name="Below">The amount from which on it is for them no more.</param>
public sealed record Scope(
    RegistrationKind? Kind = null,
    PartnerType? Type = null,
    PartnerTier? Tier = null,
    IReadOnlyList<string>? Countries = null,
    string? Region = null,
    Money? From = null,
    Money? Below = null
)
{
    /// <summary>The name of a program that the partner takes part in.</summary>
    public string? Program { get; init; }

    /// <summary>The product that is claimed; one of them, whatever the case.</summary>
    public IReadOnlyList<string>? Products { get; init; }

    /// <summary>Customers by website or name: only these.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }

    /// <summary>Customers by website or name: all but these.</summary>
    public IReadOnlyList<string>? Except { get; init; }

    /// <summary>Every claim.</summary>
    public static Scope Any { get; } = new();
}

/// <summary>Whether claims are accepted.</summary>
/// <param name="Reason">Why not, for the partner to read before and after it tries; null when they are.</param>
public sealed record Eligibility(bool MayRegister, string? Reason = null);

/// <summary>What kind of proof a gate asks for.</summary>
public enum GateKind
{
    Certification,
    Agreement,
}

/// <summary>A partner must have this before its claim passes. What nobody records is <em>unknown</em>, and a person looks.</summary>
public sealed record Gate(GateKind Kind, string Name);

/// <summary>Whether a claim may be approved by the policy itself, after the delay that it sets.</summary>
/// <param name="Allowed">False takes it back for these claims.</param>
/// <param name="StopsAt">A finding of this weight or more leaves it to a person: <c>Warn</c> or <c>Block</c>. A block always does.</param>
/// <param name="AtMost">Claims above it, in another currency or without an amount go to a person; null: any amount.</param>
public sealed record AutoApproval(bool Allowed, Severity StopsAt = Severity.Warn, Money? AtMost = null);

/// <summary>A finding that refuses a claim by the policy itself, after the delay that it sets.</summary>
/// <param name="Code">One of <see cref="FindingCodes"/>.</param>
/// <param name="AtLeast"><c>Warn</c> or <c>Block</c>.</param>
/// <param name="Reason">What the partner is told.</param>
/// <param name="MayMend">Rejected, to be mended and sent again; otherwise declined for good.</param>
public sealed record AutoDecline(string Code, Severity AtLeast, RefusalReason Reason, bool MayMend = false);
