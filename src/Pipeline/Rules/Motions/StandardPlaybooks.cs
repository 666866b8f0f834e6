using Entente.Crm.Mapping;
using static Entente.Crm.Mapping.EntenteStage;
using static Entente.Pipeline.MotionFact;

namespace Entente.Pipeline.Rules.Motions;

/// <summary>The five motions as every workspace begins with them (PIP-1).</summary>
internal static class StandardPlaybooks
{
    public static IReadOnlyList<string> Motions { get; } = ["referral", "reseller", "marketplace", "services", "tech"];

    private static readonly Dictionary<string, Playbook> ByMotion = new Playbook[]
    {
        new(
            "referral",
            [
                Stage("Intro Logged", Introduced, Fact(PartnerSourced, "Source"), Fact(OwnerNamed, "Owner")),
                Stage(
                    "Validate",
                    Discovery,
                    Proof("fit", "The customer fits and has a reason to act now", "Fit"),
                    Fact(FirstMeeting, "Meeting"),
                    Flag("role", "The partner’s limited role is agreed", "Role")
                ),
                Stage(
                    "Prove Value",
                    Evaluation,
                    Proof("value", "The business case is shown to the customer", "Business case"),
                    Fact(AmountKnown, "Amount")
                ),
                Stage("Commercials", Proposal, Fact(CloseDateAhead, "Close date", Weight.Flags), Fact(NoOpenConflict, "Ruling")),
                Stage("Closed & Credit", EntenteStage.Won, Fact(CreditSettled, "Credit")),
            ]
        ),
        new(
            "reseller",
            [
                Stage(
                    "Deal Registration",
                    Introduced,
                    Fact(RegistrationApproved, "Approval"),
                    Fact(Protected, "Protection"),
                    Fact(NoOpenConflict, "Ruling")
                ),
                Stage(
                    "Qualification",
                    Discovery,
                    Fact(NeedDescribed, "Demand"),
                    Proof("technical-fit", "The product fits technically", "Technical fit")
                ),
                Stage(
                    "Configure & Quote",
                    Evaluation,
                    Proof("sku", "The SKUs are approved", "SKU"),
                    Fact(PricesHeld, "Discount"),
                    Flag("margin", "The partner’s margin is agreed", "Margin")
                ),
                Stage(
                    "Transact",
                    Commitment,
                    Proof("order", "The order is placed", "Order"),
                    Fact(CloseDateAhead, "Close date", Weight.Flags)
                ),
                Stage(
                    "Launch & Enable",
                    EntenteStage.Won,
                    Proof("delivery", "Who delivers is on record", "Delivery"),
                    Proof("renewal", "Who owns the renewal is on record", "Renewal owner")
                ),
            ]
        ),
        new(
            "marketplace",
            [
                Stage(
                    "Listing Ready",
                    Introduced,
                    Proof("offer", "The offer is approved", "Offer"),
                    Fact(RegistrationApproved, "Approval")
                ),
                Stage(
                    "Private Offer",
                    Evaluation,
                    Proof("terms", "The terms keep within the marketplace’s limits", "Terms"),
                    Fact(AmountKnown, "Amount")
                ),
                Stage(
                    "Procurement",
                    Commitment,
                    Proof("buyer", "The buyer accepted in the marketplace", "Buyer accepted"),
                    Fact(CloseDateAhead, "Close date", Weight.Flags)
                ),
                Stage(
                    "Close & Disburse",
                    EntenteStage.Won,
                    Proof("revenue", "Revenue is booked", "Revenue"),
                    Fact(CreditSettled, "Credit")
                ),
                ByHand("Adopt & Expand", Flag("usage", "There is a plan for growth from usage", "Usage plan")),
            ]
        ),
        new(
            "services",
            [
                Stage(
                    "Solution Design",
                    Introduced,
                    Fact(RegistrationApproved, "Approval"),
                    Proof("success", "Vendor, partner and customer share the criteria of success", "Success criteria")
                ),
                Stage(
                    "Proof/Workshop",
                    Evaluation,
                    Proof("assumptions", "The assumptions of the delivery are tested", "Assumptions"),
                    Proof("risks", "Risks are listed", "Risks"),
                    Fact(NoOpenConflict, "Ruling")
                ),
                Stage(
                    "Commercials",
                    Proposal,
                    Proof("sow", "Software and services are offered together", "SOW"),
                    Flag("milestones", "Milestones are aligned", "Milestones")
                ),
                Stage(
                    "Delivery",
                    EntenteStage.Won,
                    Proof("lead", "The partner leads the delivery and the vendor supports it", "Lead"),
                    Fact(CreditSettled, "Credit")
                ),
                ByHand("Handoff", Proof("owner", "Who owns the steady state is named", "Owner")),
            ]
        ),
        new(
            "tech",
            [
                Stage("Integration Fit", Introduced, Proof("use-case", "The use case needs the integration", "Use case")),
                Stage("Field Readiness", Discovery, Proof("pitch", "Sellers can pitch it", "Joint demo")),
                Stage(
                    "Pipeline Activation",
                    Evaluation,
                    Proof("influence", "The partner influences this deal", "Influence"),
                    Fact(OwnerNamed, "Owner")
                ),
                Stage(
                    "Validation",
                    Proposal,
                    Proof("proof", "A joint proof convinced the customer", "Proof point"),
                    Flag("reference", "A reference spoke with the customer", "Reference")
                ),
                Stage("Commercials & Close", Commitment, Fact(CreditSettled, "Credit"), Flag("lessons", "Lessons are fed back", "Lessons")),
            ]
        ),
    }.ToDictionary(p => p.Motion, StringComparer.Ordinal);

    /// <summary>Null for a word that is no motion, and for direct deals.</summary>
    public static Playbook? Of(string motion) => ByMotion.GetValueOrDefault(motion);

    private static MotionStage Stage(string name, EntenteStage from, params Criterion[] exit) => new(name, from, exit);

    private static MotionStage ByHand(string name, params Criterion[] exit) => new(name, null, exit);

    private static Criterion Fact(MotionFact fact, string chip, Weight weight = Weight.Blocks) =>
        new(KeyOf(fact), fact.Words(), chip, fact, weight);

    private static Criterion Proof(string key, string words, string chip) => new(key, words, chip, null, Weight.Blocks);

    private static Criterion Flag(string key, string words, string chip) => new(key, words, chip, null, Weight.Flags);

    /// <summary>The key under which a fact is a criterion; of one stage.</summary>
    public static string KeyOf(MotionFact fact) => $"fact-{fact}".ToLowerInvariant();
}
