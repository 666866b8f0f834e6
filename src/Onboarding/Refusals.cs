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
}
