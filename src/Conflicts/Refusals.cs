using Entente.Access;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Conflicts;

/// <summary>Why something about conflicts is refused: each code is public and written here once.</summary>
internal static class Refusals
{
    public const int LongestText = 4000;

    public static Problem? MayNot(Actor actor) =>
        actor.Kind is ActorKind.System || actor.May(Permissions.DecideRegistrations)
            ? null
            : Problem.Forbidden("conflict.may_not", "Your role does not decide conflicts.");

    /// <param name="right">By the names of <see cref="PartnerRights"/>.</param>
    public static Problem? NotPartner(Actor actor, string right) =>
        actor.Kind is ActorKind.System ? null
        : actor.Kind is not ActorKind.Partner ? Problem.Forbidden("conflict.partners_only", "Only the partner itself can do this.")
        : PartnerRights.May(actor, right) ? null
        : Problem.Forbidden("conflict.role_may_not", "Your role does not include this. An admin of your company can give you another one.");

    public static Problem NotFound => Problem.NotFound("conflict.not_found", "There is no such conflict.");

    public static Problem NoClaim => Problem.NotFound("conflict.no_claim", "There is no such registration.");

    public static Problem NotNow(ConflictCase one) =>
        Problem.Conflict(
            "conflict.wrong_state",
            $"{one.Number} is {one.Status.Words().ToLowerInvariant()}, so this cannot be done any more."
        );

    public static Problem Stale(ConflictCase one) =>
        Problem.Stale(
            "conflict.stale",
            $"{one.Number} changed while you looked at it: it is {one.Status.Words().ToLowerInvariant()} now. Look again, then decide."
        );

    public static Problem NotTakenUp(ConflictCase one) =>
        Problem.Conflict("conflict.not_taken_up", $"Take {one.Number} up first; then it can be planned and decided.");

    public static Problem ClaimGone(string who) =>
        Problem.Conflict("conflict.claim_gone", $"{who} does not want this company any more. Look at who is left, then decide.");

    public static Problem NobodyLeft(ConflictCase one) =>
        Problem.Conflict("conflict.nobody_left", $"Fewer than two sides are left in {one.Number}; it closes by itself.");

    public static Problem NoPlan => Problem.Invalid("conflict.no_plan", "plan", "Write what is to be done, up to 4000 characters.");

    public static Problem NoWay => Problem.Invalid("conflict.no_way", "how", "Choose how it is settled.");

    public static Problem NoRationale => Problem.Invalid("conflict.no_rationale", "rationale", "Write why, up to 4000 characters.");

    public static Problem LetterNames(string field, string reader, string whom) =>
        Problem.Invalid(
            "conflict.letter_names",
            field,
            $"These words name {whom}, which {reader} must not learn. Say it without the name."
        );

    public static Problem LetterTooLong(string field) =>
        Problem.Invalid("conflict.letter_too_long", field, $"Keep it within {Letters.LongestWords} characters.");

    public static Problem NoEvidence =>
        Problem.Invalid("conflict.no_evidence", "words", "Write what shows it: what happened, with whom, when.");

    public static Problem EvidenceTooLong =>
        Problem.Invalid(
            "conflict.evidence_too_long",
            "words",
            $"Keep it within {LongestText} characters; send the rest as a second entry."
        );

    public static Problem EvidenceFull =>
        Problem.Conflict("conflict.evidence_full", "There are twenty entries already. The latest say most: we read them all.");

    public static Problem ClaimOver => Problem.Conflict("conflict.claim_over", "This registration has ended, so nothing can be added.");

    public static Problem NoLetter => Problem.Conflict("conflict.nothing_to_appeal", "There is no decision to appeal against.");

    public static Problem AppealTooLate => Problem.Conflict("conflict.appeal_too_late", "The time in which you could appeal is over.");

    public static Problem AppealedOnce =>
        Problem.Conflict("conflict.appealed_once", "You have appealed against this decision already; each is looked at again once.");

    public static Problem NoAppealWords =>
        Problem.Invalid("conflict.no_appeal_words", "words", "Write why the decision is wrong and what shows it, up to 4000 characters.");

    public static Problem NoOpenAppeal => Problem.Conflict("conflict.no_open_appeal", "Somebody has answered this appeal already.");

    public static Problem DecidedFirst => Problem.Forbidden("conflict.decided_first", "You made this decision, so somebody else answers.");

    public static Problem NoAnswer => Problem.Invalid("conflict.no_answer", "answer", "Choose an outcome and write the answer.");

    public static Problem AnotherOpen(string company) =>
        Problem.Conflict(
            "conflict.another_open",
            $"Another conflict over {company} is open meanwhile. Settle that one; it has the new facts."
        );

    public static Problem NoShare => Problem.NotFound("share.none", "You have no share in this opportunity.");

    public static Problem NotAShare =>
        Problem.Invalid("share.unreadable", "share", "Write a share such as 33.5, between 0 and 100, with at most two decimals.");

    public static Problem NoRole => Problem.Invalid("share.no_role", "role", "Choose a role.");
}
