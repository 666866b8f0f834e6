using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Leads;

/// <summary>Why something about leads is refused: each code is public and written here once.</summary>
internal static class Refusals
{
    public static Problem? MayNot(Actor actor, string permission = Permissions.ManageLeads) =>
        actor.Kind is ActorKind.System || actor.May(permission)
            ? null
            : Problem.Forbidden("lead.may_not", "Your role does not include this about leads.");

    public static Problem PartnersOnly =>
        Problem.Forbidden("lead.partners_only", "Leads are answered by people of the partner who may register.");

    public static Problem Invalid(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("lead.invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);

    public static Problem None => Problem.NotFound("lead.none", "There is no such lead.");

    public static Problem Gone =>
        Problem.Conflict(
            "lead.gone",
            "This lead has gone to somebody else in the meantime. Thank you for looking at it; the next one comes."
        );

    public static Problem TooLate =>
        Problem.Conflict(
            "lead.too_late",
            "The time to answer is over, so the lead has moved on. Nothing is held against a late yes; the next one comes."
        );

    public static Problem NotYours => Problem.Conflict("lead.not_yours", "Your company does not have this lead any more.");

    public static Problem Answered => Problem.Conflict("lead.answered", "Your company has answered this already.");

    public static Problem NoReason => Problem.Invalid("lead.no_reason", "reason", "Choose a reason: it helps the next lead to fit better.");

    public static Problem NoWords =>
        Problem.Invalid("lead.no_words", "words", "Say in a few words what else it is, in up to 300 characters.");

    public static Problem NoProgress => Problem.Invalid("lead.no_progress", "progress", "Choose how it goes.");

    public static Problem Closed => Problem.Conflict("lead.closed", "This lead is closed.");

    public static Problem NotInHouse =>
        Problem.Conflict("lead.not_in_house", "It is not in-house any more: whoever has it says how it goes.");

    public static Problem NoPartner => Problem.Invalid("lead.no_partner", "partner", "Choose an active partner.");

    public static Problem Offered => Problem.Invalid("lead.offered", "partner", "This partner has it, or is offered it, already.");

    public static Problem NoWhy => Problem.Invalid("lead.no_why", "why", "Say why, in up to 300 characters.");

    public static Problem NoEnd => Problem.Invalid("lead.no_end", "end", "Choose how it ended.");

    public static Problem DraftInTheWay(string company) =>
        Problem.Conflict(
            "lead.form_kept",
            $"You keep a form half filled for {company}. Send it or clear it first: nothing of yours is written over."
        );

    public static Problem RulesChanged =>
        Problem.Stale(
            "lead.rules_changed",
            "Somebody changed, published or discarded the draft meanwhile. What you see here is up to date."
        );

    public static Problem RulesStale(int newest) =>
        Problem.Stale(
            "lead.rules_stale",
            $"Version {newest} was published since this draft was begun. Discard it and begin again from what is in force."
        );

    public static Problem RulesInvalid(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("lead.rules_invalid", "These rules cannot be published yet.", wrong);

    public static Problem LimitInvalid(string field, string why) => Problem.Invalid("lead.limit_invalid", field, why);
}
