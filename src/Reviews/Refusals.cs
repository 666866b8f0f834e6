using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Reviews;

/// <summary>Why something about reviews is refused: each code is public and written here once.</summary>
internal static class Refusals
{
    /// <summary>Whether somebody may make and hold reviews.</summary>
    public static bool May(Actor actor) => actor.May(Permissions.HoldReviews) && ReadsWhole(actor);

    /// <summary>Whether somebody reads what a review is made of: partners, registrations and deals. Staff notes may tell of each.</summary>
    public static bool ReadsWhole(Actor actor) =>
        actor.IsStaff
        && actor.May(Permissions.ReadPartners)
        && actor.May(Permissions.ReadRegistrations)
        && actor.May(Permissions.ReadPipeline);

    public static Problem? MayNot(Actor actor) =>
        actor.Kind is ActorKind.System || May(actor)
            ? null
            : Problem.Forbidden("qbr.may_not", "Your role does not include this about reviews.");

    public static Problem Invalid(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("qbr.invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);

    public static Problem None => Problem.NotFound("qbr.none", "There is no such review.");

    public static Problem NoPart => Problem.NotFound("qbr.no_part", "This is not in the review any more.");

    public static Problem Stale =>
        Problem.Stale(
            "qbr.stale",
            "Somebody changed this meanwhile. The page shows what stands there now; what you typed is kept in its form: look at both, then send it again."
        );

    public static Problem Over => Problem.Conflict("qbr.over", "This review was held or dropped, so nothing of it changes any more.");

    public static Problem NotDraft => Problem.Conflict("qbr.not_draft", "This review was shared already.");

    public static Problem NotShared =>
        Problem.Conflict("qbr.not_shared", "Share it first: a review that the partner has not seen is not held.");

    public static Problem NoWhy => Problem.Invalid("qbr.no_why", "why", "Say why, in up to 200 characters.");

    public static Problem TooMany => Problem.Conflict("qbr.too_many", "A review holds at most 30 of these.");

    public static Problem NoPartner => Problem.Invalid("qbr.no_partner", "partner", "Choose a partner.");

    public static Problem NoQuarter =>
        Problem.Invalid("qbr.no_quarter", "quarter", "Choose the quarter that runs, or one of the eight before it.");

    // Meetings of the cadence.

    public static Problem MayNotPlan => Problem.Forbidden("cadence.may_not", "Your role does not include this about meetings.");

    public static Problem RulesInvalid(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("cadence.rules_invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);

    public static Problem RulesStale(int newest) =>
        Problem.Stale(
            "cadence.rules_stale",
            $"Version {newest} was published meanwhile. What you typed is kept: send it again to publish it."
        );

    public static Problem NoMeeting => Problem.NotFound("cadence.none", "There is no such meeting.");

    public static Problem NoDecision => Problem.NotFound("cadence.no_decision", "This decision is not there any more.");

    public static Problem MeetingOver =>
        Problem.Conflict("cadence.over", "This meeting was held or skipped, so nothing of it changes any more.");

    public static Problem TooMuchDecided => Problem.Conflict("cadence.too_many", "A meeting holds at most 30 decisions.");
}
