using Entente.Access;
using Entente.Onboarding.Rules;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Onboarding;

/// <summary>Why something about agreements is refused: each code is public and written here once.</summary>
internal static class Refusals
{
    public static Problem? MayNot(Actor actor) =>
        actor.Kind is ActorKind.System || actor.May(Permissions.ManageAgreements)
            ? null
            : Problem.Forbidden("agreement.may_not", "Your role does not include agreements.");

    public static Problem Invalid(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("agreement.invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);

    public static Problem NotReady(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("agreement.not_ready", "It cannot be published yet.", wrong);

    public static Problem None => Problem.NotFound("agreement.none", "There is no such agreement.");

    public static Problem Changed =>
        Problem.Stale("agreement.changed", "Somebody changed, published or ended it meanwhile. What you see here is up to date.");

    public static Problem NoDraft => Problem.Conflict("agreement.no_draft", "There is no draft: write the next version first.");

    public static Problem Ended => Problem.Conflict("agreement.ended", "This agreement is ended: nobody is asked for it any more.");

    public static Problem NotPublished =>
        Problem.Conflict("agreement.not_published", "It was never published, so there is nothing to end.");

    public static Problem NoReason =>
        Problem.Invalid("agreement.no_reason", "why", $"Say why, in up to {AgreementCheck.LongestNote} characters.");

    public static Problem MayNotAccept(string who) =>
        Problem.Forbidden("agreement.may_not_accept", $"Agreements are accepted for the whole company. {who}");

    public static Problem NotAsked => Problem.Conflict("agreement.not_asked", "Your company is not asked for this agreement.");

    public static Problem TextChanged =>
        Problem.Stale("agreement.text_changed", "There is a newer text than the one you read. It is shown now: read it, then accept it.");

    public static Problem AcceptFirst(string name, string who) =>
        Problem.Conflict("agreement.accept_first", $"Before its next registration your company accepts “{name}”. {who}");

    public static Problem? MayNotOnboard(Actor actor, string permission = Permissions.ManagePartners) =>
        actor.Kind is ActorKind.System || actor.May(permission)
            ? null
            : Problem.Forbidden("journey.may_not", "Your role does not include this about onboarding.");

    public static Problem NotYours =>
        Problem.Forbidden(
            "journey.not_yours",
            "Steps of your side are ticked by people of yours who may answer; those of the other side are not yours."
        );

    public static Problem NoJourney => Problem.NotFound("journey.none", "There is no such onboarding.");

    public static Problem Running => Problem.Conflict("journey.running", "The onboarding of this partner is running already.");

    public static Problem NotThere =>
        Problem.Conflict("journey.not_there", "Partners are onboarded that may register: change its status first.");

    public static Problem JourneyEnded => Problem.Conflict("journey.ended", "This onboarding has ended.");

    public static Problem StepStale =>
        Problem.Stale("journey.step_stale", "Somebody changed this step meanwhile. What you see here is up to date.");

    public static Problem NotOpen => Problem.Conflict("journey.not_open", "This step is not open.");

    public static Problem BySight => Problem.Conflict("journey.by_sight", "Entente ticks this step as soon as it sees it.");

    public static Problem NoOwner =>
        Problem.Invalid("journey.no_owner", "owner", "Choose somebody of the side whose step it is, who may do it.");

    public static Problem NoWords(string asked) =>
        Problem.Invalid("journey.no_words", "words", $"{asked}, in up to {Model.OnboardingModel.LongestWords} characters.");

    public static Problem TemplateInvalid(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("journey.template_invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);

    public static Problem NoSegment =>
        Problem.Conflict(
            "journey.no_segment",
            "There is no such segment of partners any more. Choose another one, or change the steps of a type."
        );

    public static Problem NoTemplate =>
        Problem.Conflict("journey.no_template", "This segment has no steps of its own: its partners go through those of their type.");

    public static Problem TemplateStale(int newest) =>
        Problem.Stale(
            "journey.template_stale",
            $"Version {newest} was published meanwhile. What you typed is kept: send it again to publish it."
        );
}
