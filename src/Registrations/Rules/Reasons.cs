namespace Entente.Registrations.Rules;

/// <summary>Why a claim is not accepted: a fixed list, each with the sentence the partner reads (REG-5).</summary>
public enum RefusalReason
{
    Duplicate,
    ActiveSalesCycle,
    ExistingCustomer,
    OutsideTerritory,
    NotQualified,
    NotEnoughEvidence,
    NoAnswer,
    Other,
}

/// <summary>What is asked of a partner.</summary>
public enum InfoTopic
{
    ProofOfEngagement,
    BudgetOrTiming,
    WhoDecides,
    CompanyDetails,
    SomethingElse,
}

internal static class Reasons
{
    /// <summary>In the list that staff choose from.</summary>
    public static string Label(this RefusalReason reason) =>
        reason switch
        {
            RefusalReason.Duplicate => "Duplicate of an earlier registration",
            RefusalReason.ActiveSalesCycle => "Already in an active sales cycle",
            RefusalReason.ExistingCustomer => "Existing customer",
            RefusalReason.OutsideTerritory => "Outside the territory",
            RefusalReason.NotQualified => "Not qualified",
            RefusalReason.NotEnoughEvidence => "Not enough evidence",
            RefusalReason.NoAnswer => "No answer to our question",
            _ => "Another reason",
        };

    /// <summary>What the partner reads. Names nobody and nothing of ours.</summary>
    public static string PartnerText(this RefusalReason reason) =>
        reason switch
        {
            RefusalReason.Duplicate => "This company is covered by an earlier registration.",
            RefusalReason.ActiveSalesCycle => "We are already in an active sales cycle with this company.",
            RefusalReason.ExistingCustomer => "This company already works with us.",
            RefusalReason.OutsideTerritory => "This customer lies outside your territory.",
            RefusalReason.NotQualified => "The opportunity is not qualified yet.",
            RefusalReason.NotEnoughEvidence => "What we have does not show the engagement clearly enough.",
            RefusalReason.NoAnswer => "Our question was not answered in time.",
            _ => "We cannot take this registration.",
        };

    public static string Label(this InfoTopic topic) =>
        topic switch
        {
            InfoTopic.ProofOfEngagement => "Proof of engagement",
            InfoTopic.BudgetOrTiming => "Budget or timing",
            InfoTopic.WhoDecides => "Who decides",
            InfoTopic.CompanyDetails => "Which company exactly",
            _ => "Something else",
        };
}
