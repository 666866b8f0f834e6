using System.Text.Json.Serialization;
using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>
/// What the rules make of a claim at one moment (REG-4): finding by finding, what they suggest, and what of it is the
/// claimant's own to mend. Pure: the same facts, policy and moment give the same assessment; it is stored with the decision.
/// </summary>
internal sealed record Assessment(
    int PolicyVersion,
    DateTimeOffset At,
    IReadOnlyList<Finding> Findings,
    Suggestion Suggestion,
    string Why,
    Problem? OwnFault
)
{
    /// <summary>Of the rules as they are written here. Raised whenever the same facts and policy may give something else than before.</summary>
    public const int Engine = 4;

    /// <summary>The policy it ran under.</summary>
    [JsonIgnore]
    public Terms Terms { get; private init; } = null!;

    /// <summary>What that policy says of this claim.</summary>
    [JsonIgnore]
    public ClaimTerms Own { get; private init; } = null!;

    /// <summary>What it looked at.</summary>
    [JsonIgnore]
    public ClaimFacts Facts { get; private init; } = null!;

    [JsonIgnore]
    public Money? Amount { get; private init; }

    public bool IsClear => Findings.All(f => f.Severity is Severity.Info);

    /// <summary>Only what may be told before the decision: the claim's own input, own claims, published rules.</summary>
    public IEnumerable<Finding> ForPartnerBeforeDecision => Findings.Where(f => f.Own);

    public static Assessment Of(ClaimFacts facts, Terms terms, DateTimeOffset now)
    {
        var own = terms.Of(Segment.Of(facts));
        Finding[] findings =
        [
            OwnChecks.Complete(facts.Claim, own.Values),
            .. ProofChecks.Of(facts, own),
            OwnChecks.Consent(facts.Claim),
            OwnChecks.Contact(facts.Claim),
            OwnChecks.PartnerStatus(facts.Partner),
            .. PolicyChecks.Eligible(own),
            .. PolicyChecks.Gates(facts.Partner, own),
            OwnChecks.Territory(facts.Claim, facts.Partner, terms.Policy),
            OwnChecks.OwnRegistration(facts),
            HoldingChecks.Lapsed(facts, terms, now),
            HoldingChecks.Quota(facts, terms.Policy.Quota),
            .. CapacityChecks.Of(facts, own),
            VendorChecks.NamedAccount(facts.Partner),
            VendorChecks.Company(facts),
            VendorChecks.Customer(facts),
            VendorChecks.Opportunity(facts, now),
            VendorChecks.Attribution(facts),
            VendorChecks.Registration(facts, terms.Policy.Conflicts.Overlap),
            HoldingChecks.Challenge(facts),
            .. OwnChecks.Discount(facts.Claim, own.Prices),
        ];
        var (suggestion, why) = Suggest(findings);
        return new(
            terms.Version,
            now,
            findings,
            suggestion,
            why,
            OwnChecks.Fault(facts, own) ?? ProofChecks.Fault(facts, own) ?? HoldingChecks.Fault(facts, terms, now)
        )
        {
            Terms = terms,
            Own = own,
            Facts = facts,
            Amount = facts.Claim.Amount,
        };
    }

    private static (Suggestion, string) Suggest(IReadOnlyList<Finding> findings)
    {
        var blocks = findings.Where(f => f.Severity is Severity.Block).ToList();
        if (
            blocks.Find(f =>
                f.Code is FindingCodes.Registration or FindingCodes.PartnerStatus or FindingCodes.Eligibility or FindingCodes.NamedAccount
            ) is
            { } final
        )
            return (Suggestion.Decline, final.Title);
        if (
            findings.FirstOrDefault(f => f is { Code: FindingCodes.Complete or FindingCodes.Proof, Severity: not Severity.Info }) is { } gap
        )
            return (Suggestion.AskInfo, gap.Title);
        if (blocks.Count > 0)
            return (Suggestion.Compare, blocks[0].Title);
        if (findings.FirstOrDefault(f => f.Severity is Severity.Warn) is { } warning)
            return (Suggestion.Compare, warning.Title);
        return (Suggestion.Approve, "Every rule passed");
    }
}
