using Entente.Ui;

namespace Entente.Registrations.Rules;

// What holds after the first decision.
internal static partial class PolicyWords
{
    private static IEnumerable<PolicySentence> After(Policy policy) =>
        [
            new(
                "undo",
                PolicyChapter.Deciding,
                policy.Undo.Seconds == 0
                    ? "A decision is told at once."
                    : $"A decision can be taken back for {Format.Count(policy.Undo.Seconds, "second")}; then it is told."
            ),
            new(
                "changes",
                PolicyChapter.Afterwards,
                $"After the approval another customer, or an amount more than {policy.Changes.AmountPercent} % off, is looked at again; everything else may change freely."
            ),
            new(
                "mending",
                PolicyChapter.Afterwards,
                $"A rejected registration that is mended and sent again within {RuleValues.Days(policy.Changes.MendDays)} keeps its date."
            ),
            new(
                "extending",
                PolicyChapter.Afterwards,
                policy.Extending.Most == 0
                    ? "A protection is not extended."
                    : $"A protection is extended by {RuleValues.Days(policy.Extending.Days)}, {Format.Count(policy.Extending.Most, "time")} at most: by itself when its end is {RuleValues.Days(policy.Extending.WithinDays)} away and a meeting, a proposal or a further stage of the last {RuleValues.Days(policy.Extending.FreshDays)} is on record, else on request."
            ),
            new(
                "postponing",
                PolicyChapter.Afterwards,
                policy.Extending.PostponeDays == 0
                    ? "Nothing waits for a customer who puts it off."
                    : $"Once, a customer who puts it off is waited for, {RuleValues.Days(policy.Extending.PostponeDays)} at most."
            ),
            new(
                "silence",
                PolicyChapter.Afterwards,
                $"After {RuleValues.Days(policy.Silence.QuietDays)} without any act of the partner the protection is released; {RuleValues.Days(policy.Silence.WarnDays)} before we say so."
            ),
            .. policy.Decay == DecayRules.Default
                ? (PolicySentence[])[]
                :
                [
                    new(
                        "evidence",
                        PolicyChapter.Afterwards,
                        $"A protection {Lost(policy.Decay.Rule)}, however much is said meanwhile; evidence is a meeting, a proposal, a further stage in the CRM, a file with an answer or the customer’s own word. We say so {RuleValues.Days(policy.Decay.WarnDays)} before."
                    ),
                ],
            new(
                "again",
                PolicyChapter.Afterwards,
                policy.Silence.ReclaimDays == 0
                    ? "Who lost a protection may register the same company again at once."
                    : $"Who lost a protection may register the same company again after {RuleValues.Days(policy.Silence.ReclaimDays)}."
            ),
            new(
                "appeals",
                PolicyChapter.Afterwards,
                $"A refusal may be appealed against within {RuleValues.Days(policy.Appeals.WindowDays)}; somebody else answers within {RuleValues.Hours(policy.Appeals.AnswerHours)} of business days."
            ),
            .. policy.Promises.OpportunityHours is > 0 and var opportunity
                ?
                [
                    new(
                        "promise.opportunity",
                        PolicyChapter.Afterwards,
                        $"A referral that is approved has its opportunity within {RuleValues.Hours(opportunity)} of business days."
                    ),
                ]
                : (PolicySentence[])[],
            .. policy.Promises.FollowUpHours is > 0 and var followUp
                ?
                [
                    new(
                        "promise.follow_up",
                        PolicyChapter.Afterwards,
                        $"Once a meeting is on record the partner hears from us within {RuleValues.Hours(followUp)} of business days."
                    ),
                ]
                : (PolicySentence[])[],
            new(
                "quota",
                PolicyChapter.Afterwards,
                $"A partner may hold {Format.Count(policy.Quota.Base, "open registration")}, and {policy.Quota.PerTenPercent} more for every ten per cent that it won of those that ended in the last {RuleValues.Days(policy.Quota.LookBackDays)}; beyond that one is approved only as an exception."
            ),
        ];

    private static string Lost(EvidenceRule rule) =>
        rule.Days > 0 && rule.Takes == 0 ? "is " + RuleValues.Lower(RuleValues.Decays(rule)) : RuleValues.Lower(RuleValues.Decays(rule));
}
