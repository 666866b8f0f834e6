using Entente.Access;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Programs;

/// <summary>Why something about tiers is refused: each code is public and written here once.</summary>
internal static class Refusals
{
    public const int LongestText = 2000;
    public const int LongestReason = 500;

    public static Problem? MayNotPlan(Actor actor) =>
        actor.Kind is ActorKind.System || actor.May(Permissions.ManageTiers)
            ? null
            : Problem.Forbidden("tier.may_not_plan", "Your role does not include tier plans.");

    public static Problem? MayNotPlace(Actor actor) =>
        actor.Kind is ActorKind.System || actor.May(Permissions.ManagePartners)
            ? null
            : Problem.Forbidden("tier.may_not_place", "Your role does not include the tiers of partners.");

    public static Problem? Reason(string? typed, out string reason)
    {
        reason = TypedText.Lines(typed);
        return reason.Length is 0 or > LongestReason
            ? Problem.Invalid("tier.no_reason", "reason", $"Say why, in up to {LongestReason} characters.")
            : null;
    }

    public static Problem? Words(string field, string? typed, out string words)
    {
        words = TypedText.Lines(typed);
        return words.Length is 0 or > LongestText
            ? Problem.Invalid("tier.no_words", field, $"Write something, in up to {LongestText} characters.")
            : null;
    }

    public static Problem Invalid(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("tier.plan_invalid", "This plan cannot be published yet. Nothing you typed is lost.", wrong);

    public static Problem PlanStale(int newest) =>
        Problem.Stale("tier.plan_stale", $"Version {newest} was published meanwhile. Look at it, then change what you want to change.");

    public static Problem DraftChanged =>
        Problem.Stale("tier.draft_changed", "Somebody changed or published the draft meanwhile. What you see here is up to date.");

    public static Problem NoPartner => Problem.NotFound("tier.no_partner", "There is no such partner.");

    public static Problem NoPlan => Problem.Conflict("tier.no_plan", "No tier plan is published for partners of this type.");

    public static Problem NoProposal => Problem.Conflict("tier.no_proposal", "Nothing waits for a decision any more.");

    public static Problem NotEarned =>
        Problem.Conflict("tier.not_earned", "The partner has not earned this tier any more. What you see here is up to date.");

    public static Problem NoGrace => Problem.Conflict("tier.no_grace", "This partner is not in a quarter of grace.");

    public static Problem NoCriterion => Problem.Invalid("tier.no_criterion", "criterion", "The plan has no such criterion.");

    public static Problem NotShown =>
        Problem.Invalid("tier.not_shown", "criterion", "This criterion is measured from records: nothing has to be shown for it.");

    public static Problem NoDay(string field, string why) => Problem.Invalid("tier.no_day", field, why);

    public static Problem NoWho => Problem.Invalid("tier.no_who", "who", "Say whose certificate it is.");

    public static Problem NoEvidence => Problem.NotFound("tier.no_evidence", "There is no such evidence that waits.");

    public static Problem OwnEvidence =>
        Problem.Conflict("tier.own_evidence", "Whoever hands evidence in does not accept it. A colleague has to.");

    public static Problem NoException => Problem.NotFound("tier.no_exception", "There is no such exception.");

    public static Problem AppealOpen =>
        Problem.Conflict("tier.appeal_open", "Your appeal is being looked at. You hear from us by its date.");

    public static Problem AtTop => Problem.Conflict("tier.at_top", "You are at the highest tier.");

    public static Problem NoAppeal => Problem.NotFound("tier.no_appeal", "There is no such appeal that waits.");

    public static Problem DecidedFirst =>
        Problem.Conflict("tier.decided_first", "You decided what this appeals against. A colleague has to answer.");

    public static Problem NoAnswer => Problem.Invalid("tier.no_answer", "upheld", "Say whether the partner is placed as it asks.");

    public static Problem MayNotAppeal => Problem.Forbidden("tier.may_not_appeal", "Your role in your company does not include appeals.");

    public static Problem MayNotShow =>
        Problem.Forbidden("tier.may_not_show", "Your role in your company does not include handing in evidence.");

    public static Problem Held(PartnerTier tier) =>
        Problem.Conflict("tier.held", $"This partner is held at {tier.Words()}. End the hold first.");
}
