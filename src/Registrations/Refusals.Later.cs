using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations;

// After the first decision: changes, progress, extensions, appeals, challenges.
internal static partial class Refusals
{
    public static Problem NothingChosen(int most) =>
        Problem.Invalid("registration.nothing_chosen", "chosen", $"Tick at least one registration, and at most {most}.");

    public static Problem NoBulkAct => Problem.Invalid("registration.no_bulk_act", "act", "Choose what you decide.");

    public static Problem NothingChanged =>
        Problem.Invalid(
            "registration.nothing_changed",
            "company",
            "Nothing is different from what we have. Change what needs mending first."
        );

    public static Problem AppealRuns =>
        Problem.Conflict(
            "registration.appeal_runs",
            "Your appeal is being looked at. Wait for its answer, then mend the registration if it stands."
        );

    public static Problem OtherCustomer =>
        Problem.Invalid(
            "registration.other_customer",
            "company",
            "A lead is raised to a deal with the same customer. Register another one anew."
        );

    public static Problem NoLead(Registration registration) =>
        Problem.Conflict("registration.no_lead", $"{registration.Number} is a deal already.");

    public static Problem NoProgressKind => Problem.Invalid("registration.no_progress_kind", "kind", "Choose what happened from the list.");

    public static Problem NoProgressDay(ExtensionRules rules) =>
        Problem.Invalid("registration.no_progress_day", "on", $"Choose a day within the last {rules.FreshDays} days.");

    public static Problem NoProgressWords =>
        Problem.Invalid("registration.no_progress_words", "words", "Write how it goes, up to 2000 characters.");

    public static Problem NoExtensionWords =>
        Problem.Invalid("registration.no_extension_words", "words", "Write why you need longer, up to 2000 characters.");

    public static Problem ExtensionAsked =>
        Problem.Conflict("registration.extension_asked", "You asked already; somebody is deciding on it.");

    public static Problem NoExtensionLeft(ExtensionRules rules) =>
        Problem.Conflict("registration.no_extension_left", $"It was extended {rules.Most} times; that is the most there is.");

    public static Problem NoExtensionAsked =>
        Problem.Conflict(
            "registration.no_extension_asked",
            "Nobody asks for an extension any more: somebody answered, or evidence came on record."
        );

    public static Problem NoExtensionNote =>
        Problem.Invalid("registration.no_extension_note", "note", "Write why not, up to 2000 characters; the partner reads it.");

    public static Problem NoPostponeDay(int most) =>
        Problem.Invalid("registration.no_postpone_day", "until", $"Choose a day within the next {most} days.");

    public static Problem NoPostponeWords =>
        Problem.Invalid("registration.no_postpone_words", "words", "Write what the customer said, up to 2000 characters.");

    public static Problem PostponedOnce =>
        Problem.Conflict("registration.postponed_once", "It was postponed before. Ask for an extension, or tell us how it goes.");

    public static Problem NoAppealWords =>
        Problem.Invalid("registration.no_appeal_words", "words", "Write what speaks against the decision, up to 4000 characters.");

    public static Problem NoArtifact =>
        Problem.Invalid(
            "registration.no_artifact",
            "invitation",
            "Paste at least one thing that shows it: the invitation, notes, the proposal."
        );

    public static Problem AppealedOnce =>
        Problem.Conflict(
            "registration.appealed_once",
            "You appealed against this decision already; each decision is looked at again once."
        );

    public static Problem NoAppeal(Registration registration, DateTimeOffset now, Terms terms) =>
        registration.DecidedAt is { } at && !registration.MayUndo(now) && now >= Appealing.Until(at, terms)
            ? Problem.Conflict(
                "registration.appeal_too_late",
                $"The {terms.Policy.Appeals.WindowDays} days in which you could appeal are over."
            )
            : Problem.Conflict("registration.no_appeal", $"There is no refusal of {registration.Number} to appeal against.");

    public static Problem NoOpenAppeal =>
        Problem.Conflict("registration.no_open_appeal", "This appeal was answered meanwhile, or there is none.");

    public static Problem DecidedFirst =>
        Problem.Forbidden("registration.decided_first", "You decided this registration. An appeal is answered by somebody who did not.");

    public static Problem NoAppealOutcome =>
        Problem.Invalid("registration.no_appeal_outcome", "outcome", "Choose whether the decision stands.");

    public static Problem NoAppealAnswer =>
        Problem.Invalid(
            "registration.no_appeal_answer",
            "answer",
            "Write the reason with its dates and thresholds, up to 2000 characters."
        );

    public static Problem NoConfirmer => Problem.Invalid("registration.no_confirmer", "contact", "Name the person who confirms it.");

    public static Problem NoConfirmerAddress =>
        Problem.Invalid("registration.no_confirmer_address", "email", "Give their work address; private mail services do not count.");

    public static Problem ConfirmerElsewhere(string site) =>
        Problem.Invalid("registration.confirmer_elsewhere", "email", $"The address must be at {site}, the company you registered.");

    public static Problem NoConfirmedDay(int days) =>
        Problem.Invalid("registration.no_confirmed_day", "on", $"Choose the day on which they confirmed it, within the last {days} days.");

    public static Problem NoConfirmation =>
        Problem.Invalid("registration.no_confirmation", "words", "Write what they said, and how: mail, call, meeting.");

    public static Problem NoReleaseReason =>
        Problem.Invalid("registration.no_release_reason", "why", "Write why, for the record; up to 2000 characters.");
}
