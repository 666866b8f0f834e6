using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Evidence;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations;

/// <summary>Why something about registrations is refused: each code is public and written here once.</summary>
internal static partial class Refusals
{
    public const int LongestNote = 2000;

    public static Problem Unfit(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("registration.invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);

    public static Problem NotFound => Problem.NotFound("registration.not_found", "There is no such registration.");

    public static Problem NotOfRecord =>
        Problem.NotFound("registration.not_of_record", "This registration has nothing to do with the record beside the panel. Refresh it.");

    public static Problem OthersConcerned =>
        Problem.Forbidden(
            "registration.others_concerned",
            "More is concerned than the partners you see. Somebody who sees every partner has to approve this one."
        );

    public static Problem RoleOnlyLooks =>
        Problem.Forbidden(
            "registration.role_may_not",
            "Your role does not include this. An admin of your company can give you another one."
        );

    public static Problem PartnersOnly =>
        Problem.Forbidden("registration.partners_only", "Only a partner, or staff on a partner’s behalf, can register a deal.");

    public static Problem CheckForReaders =>
        Problem.Forbidden(
            "registration.check_for_readers",
            "The check shows what the CRM holds. Ask an admin for the right to read registrations."
        );

    public static Problem NoSubmissionId =>
        Problem.Invalid("registration.no_submission_id", "submissionId", "Open the form anew: its own number is missing.");

    public static Problem NoProof(int asked, int came) =>
        Problem.Invalid("registration.no_proof", AttachFiles.Field, ProofChecks.Needed(asked, came));

    public static Problem TooManyFiles =>
        Problem.Invalid("registration.too_many_files", AttachFiles.Field, $"Send at most {AttachFiles.MostFiles} files at once.");

    public static Problem TooManyFilesInAll =>
        Problem.Invalid(
            "registration.too_many_files",
            AttachFiles.Field,
            $"This registration would hold more than {AttachFiles.MostInAll} files, the most we keep with one."
        );

    public static Problem DraftTooLong =>
        Problem.Invalid("registration.draft_too_long", "problem", $"Keep each field within {ClaimReader.LongestText} characters.");

    public static Problem NoPublicForm => Problem.NotFound("public_form.off", "There is no such form.");

    public static Problem PuzzleAgain =>
        Problem.Invalid(
            "public_form.puzzle",
            "answer",
            "The form was open for too long, or was sent before. Nothing you typed is lost: send it once more."
        );

    public static Problem TooManyPublic =>
        new(
            ProblemKind.TooMany,
            "public_form.too_many",
            "The form takes only so many an hour. Nothing you typed is lost: try again in an hour, or use your own link."
        );

    public static Problem MayNotDecide => Problem.Forbidden("registration.may_not_decide", "Your role does not decide registrations.");

    public static Problem NotYourTurn(ApprovalRoute route, Actor actor) =>
        route.Given.Any(g => g.By == actor.Person)
            ? Problem.Conflict(
                "registration.signed_already",
                $"You have signed this approval already. It waits for {route.WaitsFor}; nobody signs twice."
            )
            : Problem.Forbidden(
                "registration.not_your_turn",
                $"This approval waits for {route.WaitsFor}. It is not your turn to decide it."
            );

    public static Problem Stale(Registration registration) =>
        Problem.Stale(
            "registration.stale",
            $"{registration.Number} changed while you looked at it: it is {registration.State.Words().ToLowerInvariant()} now. What you see here is up to date; look again, then decide."
        );

    public static Problem NotNow(Registration registration) =>
        Problem.Conflict(
            "registration.wrong_state",
            $"{registration.Number} is {registration.State.Words().ToLowerInvariant()}, so this cannot be done any more."
        );

    /// <summary>The same to a partner, who does not hear of a decision that can still be undone.</summary>
    public static Problem NotNow(Registration registration, DateTimeOffset now) =>
        Problem.Conflict(
            "registration.wrong_state",
            $"{registration.Number} is {registration.Outward(now).State.Words().ToLowerInvariant()}, so this cannot be done any more."
        );

    public static Problem ProtectedElsewhere(string staffText) =>
        Problem.Conflict("registration.protected", $"{staffText} It cannot be approved while that protection holds.");

    /// <param name="staffText">Which limit, and how full it is.</param>
    public static Problem NoPlace(string staffText) => Problem.Conflict("registration.no_place", staffText);

    public static Problem RulingNotAccepted =>
        Problem.Invalid(
            "registration.blocked",
            "acceptRuling",
            "A rule, or the ruling, speaks against this claim. Tick this if you approve it all the same."
        );

    /// <param name="status">A sentence: <c>Kestrel Quay is suspended.</c></param>
    public static Problem PartnerNotAccepted(string status) =>
        Problem.Invalid("registration.blocked", "acceptRuling", $"{status} Tick this if you approve it all the same.");

    /// <summary>To a partner that is suspended, or leaves, and asks for more than it has.</summary>
    public static Problem PartnerInactive => Problem.Forbidden("registration.partner_inactive", OwnChecks.MayNotRegister);

    public static Problem NotByPolicy =>
        Problem.Conflict("registration.not_by_policy", "The policy leaves this registration to a person now.");

    public static Problem NoQuestion =>
        Problem.Invalid("registration.no_question", "question", "Write what you need to know, up to 2000 characters.");

    public static Problem NoAnswer => Problem.Invalid("registration.no_answer", "answer", "Write your answer, up to 4000 characters.");

    public static Problem NoReason => Problem.Invalid("registration.no_reason", "reason", "Choose a reason from the list.");

    public static Problem NoWindow => Problem.Invalid("registration.no_window", "days", "Choose between 1 and 365 days of protection.");

    public static Problem NoteTooLong =>
        Problem.Invalid("registration.note_too_long", "note", $"Keep the note within {LongestNote} characters.");

    public static Problem WordsTooLong =>
        Problem.Invalid("registration.note_too_long", "words", $"Keep it within {LongestNote} characters.");

    public static Problem NoTopic => Problem.Invalid("registration.no_topic", "topic", "Choose what is missing from the list.");

    public static Problem NotConditional =>
        Problem.Conflict("registration.not_conditional", "A first meeting is already on record, or this registration is not protected.");

    public static Problem TooLateToUndo(Registration registration) =>
        Problem.Conflict(
            "registration.too_late_to_undo",
            $"It is too late to undo this: the decision on {registration.Number} is out. The partner may appeal against a refusal; an approval can be released."
        );

    public static Problem OtherDecision(Registration registration) =>
        Problem.Stale(
            "registration.other_decision",
            $"{registration.Number} was decided again meanwhile: it is {registration.State.Words().ToLowerInvariant()} now. Nothing was undone."
        );

    public static Problem NotYourDecision => Problem.Forbidden("registration.not_your_decision", "Only whoever decided can undo it.");

    public static Problem NotProtected(Registration registration) =>
        Problem.Conflict("registration.not_protected", $"{registration.Number} is not protected now, so this cannot be done.");
}
