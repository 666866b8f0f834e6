using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Plans;

/// <summary>Why something about plans is refused: each code is public and written here once.</summary>
internal static class Refusals
{
    public static Problem? MayNot(Actor actor, string permission = Permissions.ManagePlans) =>
        actor.Kind is ActorKind.System || actor.May(permission)
            ? null
            : Problem.Forbidden("plan.may_not", "Your role does not include this about action plans.");

    public static Problem PartnerMayNot =>
        Problem.Forbidden("plan.partner_may_not", "Your role does not include this. A colleague who may answer for your company does it.");

    public static Problem Invalid(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("plan.invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);

    public static Problem None => Problem.NotFound("plan.none", "There is no such plan.");

    public static Problem NoPart => Problem.NotFound("plan.no_part", "This is not in the plan any more.");

    public static Problem Stale =>
        Problem.Stale(
            "plan.stale",
            "Somebody changed this meanwhile. The page shows what stands there now; what you typed is kept in its form: look at both, then send it again."
        );

    public static Problem Ended => Problem.Conflict("plan.ended", "This plan has ended, so nothing of it changes any more.");

    public static Problem Ticked(string by) => Problem.Conflict("plan.ticked", $"{by} ticked it already. Nothing was changed.");

    public static Problem NotOpen => Problem.Conflict("plan.not_open", "This is not open any more.");

    public static Problem NotDone => Problem.Conflict("plan.not_done", "This is not ticked any more.");

    public static Problem NotProposed => Problem.Conflict("plan.not_proposed", "This proposal was answered already.");

    public static Problem NotYours => Problem.Forbidden("plan.not_yours", "This is for the other side to tick.");

    public static Problem NotDraft => Problem.Conflict("plan.not_draft", "This plan was shared already.");

    public static Problem NotShared => Problem.Conflict("plan.not_shared", "This plan is not waiting for a yes any more.");

    public static Problem StillDraft =>
        Problem.Conflict("plan.still_draft", "Share it first: a draft that no partner saw is dropped, not done.");

    public static Problem NotSigned =>
        Problem.Conflict("plan.not_signed", "Every target needs the signature of both sides first; one of them is missing.");

    public static Problem Empty => Problem.Conflict("plan.empty", "Add a milestone before you share it.");

    public static Problem NoWhy => Problem.Invalid("plan.no_why", "why", "Say why, in up to 300 characters.");

    public static Problem TooManyWait =>
        Problem.Conflict("plan.too_many_wait", "Ten of your proposals wait for an answer. Wait for it, then propose more.");

    public static Problem TooMany => Problem.Conflict("plan.too_many", "A plan holds at most 100 of these.");

    public static Problem NoPartner => Problem.Invalid("plan.no_partner", "partner", "Choose a partner.");

    public static Problem NoDeal => Problem.Invalid("plan.no_deal", "partner", "This partner has no part in that deal.");

    public static Problem TemplateInvalid(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("plan.template_invalid", "This template cannot be published yet. Nothing you typed is lost.", wrong);

    public static Problem TemplateStale(int newest) =>
        Problem.Stale("plan.template_stale", $"Version {newest} was published meanwhile. Look at it, then change what you want to change.");
}
