using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Pipeline;

/// <summary>Every refusal of this room, written once: the code is public.</summary>
internal static class Refusals
{
    public const int LongestWords = 500;

    public static Problem NotFound => Problem.NotFound("deal.not_found", "There is no such deal.");

    public static Problem Lost => Problem.Conflict("deal.lost", "This deal is lost. The CRM opens it again.");

    public static Problem NoMotion =>
        Problem.Conflict("deal.no_motion", "This deal has no motion: no partner has a part in it, so nothing says how it is sold.");

    public static Problem? MayNotWork(Actor actor) =>
        actor.Kind is ActorKind.System || actor.May(Permissions.WorkPipeline)
            ? null
            : Problem.Forbidden("deal.may_not", "Your role does not include working on deals.");

    public static Problem Moved(string stage) =>
        Problem.Stale("deal.moved", $"The deal moved to {stage} meanwhile. What you see here is up to date.");

    public static Problem Blocked(string next, IEnumerable<string> by) =>
        Problem.Conflict("deal.blocked", $"Before {next}: {string.Join("; ", by)}.");

    public static Problem WonInCrm(string next) =>
        Problem.Conflict("deal.won_in_crm", $"{next} begins when the deal is won. The rep wins it in the CRM.");

    public static Problem LastStage => Problem.Conflict("deal.last_stage", "The deal stands in the last stage of its motion.");

    public static Problem NoStage(string means) =>
        Problem.Conflict(
            "deal.no_stage",
            $"No stage of this deal’s pipeline in the CRM means {means}. Say which one does under Settings, CRM, Mapping; or let the rep move the deal."
        );

    public static Problem NotInCrm => Problem.Conflict("deal.not_in_crm", "The deal is on its way to the CRM. Try again in a minute.");

    public static Problem NoCriterion =>
        Problem.NotFound("criterion.not_found", "This criterion is none of the deal’s motion any more. What you see here is up to date.");

    public static Problem LookedUp(string key, string words) =>
        Problem.Invalid("criterion.looked_up", key, $"“{words}” is looked up, so nobody has to show it.");

    public static Problem ShowSomething =>
        Problem.Invalid("criterion.nothing", "shown", "Write beside at least one criterion what shows it.");

    public static Problem ShowIt(string key) =>
        Problem.Invalid("criterion.words", key, $"Say what shows it, in up to {LongestWords} characters: a document, a call, a name.");

    public static Problem ShownAlready =>
        Problem.Conflict("criterion.shown", "A colleague showed this meanwhile. Take theirs back first if yours is better.");

    public static Problem NothingShown => Problem.NotFound("criterion.nothing_shown", "Nothing is shown for it any more.");

    public static Problem NoNote =>
        Problem.Invalid("deal.note", "note", $"Write where the deal stands, in up to {LongestWords} characters.");

    public static Problem NoNextStep =>
        Problem.Invalid("deal.next_step", "nextStep", "Write the next step in one line of up to 255 characters.");

    public static Problem NoCloseDate => Problem.Invalid("deal.close_date", "day", "Choose a day from today on, at most ten years ahead.");

    public static Problem Closed => Problem.Conflict("deal.closed", "This deal is won or lost. The CRM opens it again.");

    public static Problem NothingTicked(int most) =>
        Problem.Invalid("deal.nothing_ticked", "chosen", $"Tick at least one deal, and at most {most}.");

    public static Problem NoBulkAct => Problem.Invalid("deal.no_bulk_act", "act", "Choose what to do with the ticked deals.");

    public static Problem? MayNotSettle(Actor actor) =>
        actor.Kind is ActorKind.System || actor.May(Permissions.SettleCredit)
            ? null
            : Problem.Forbidden("credit.may_not", "Your role does not include settling shares.");

    public static Problem NoDeal => Problem.NotFound("share.no_deal", "There is no opportunity with a partner here.");

    public static Problem NoShare => Problem.NotFound("share.none", "You have no share in this opportunity.");

    public static Problem SharesLocked => Problem.Conflict("share.locked", "The opportunity is closed; its shares stand as they are.");

    public static Problem NotAShare =>
        Problem.Invalid("share.unreadable", "share", "Write a share such as 33.5, between 0 and 100, with at most two decimals.");

    public static Problem NoRole => Problem.Invalid("share.no_role", "role", "Choose a role.");

    public static Problem Stranger => Problem.Invalid("share.stranger", "shares", "One of these partners has no part in the opportunity.");

    public static Problem WordsTooLong => Problem.Invalid("share.words", "words", $"Keep it within {LongestWords} characters.");

    public static Problem NoOffer =>
        Problem.Conflict("share.no_offer", "No offer waits for your answer any more. What you see here is up to date.");

    public static Problem OfferLapsed =>
        Problem.Conflict("share.lapsed", "This offer was not answered in time and binds nobody any more. Make a new one.");

    public static Problem DoesNotFit =>
        Problem.Invalid(
            "share.above_whole",
            "share",
            "Together with what is agreed with or offered to others, this goes above 100 %. Offer less, or settle all shares at once."
        );

    public static Problem NoLongerFits =>
        Problem.Conflict(
            "share.changed",
            "This offer cannot be agreed to any more, because the deal changed meanwhile. Your manager makes a new one."
        );

    public static Problem NotClosed =>
        Problem.Conflict("credit.open", "The deal is open: settle its shares. Only the credit of a closed deal is corrected.");

    public static Problem CorrectionWaits =>
        Problem.Conflict("credit.waits", "A correction of this deal waits for approval. Only one can wait at a time.");

    public static Problem NoWhy =>
        Problem.Invalid("credit.no_why", "why", "Say why it is corrected, in up to 1000 characters: who reads it later was not there.");

    public static Problem NoCorrection => Problem.NotFound("credit.no_correction", "No such correction waits any more.");

    public static Problem OwnCorrection =>
        Problem.Forbidden("credit.own_correction", "You asked for this correction; somebody else approves or refuses it.");

    public static Problem CorrectionStale =>
        Problem.Stale("credit.changed", "The credit was changed after this correction was asked for. Refuse it, and ask anew.");

    public static Problem NotNamed => Problem.NotFound("credit.not_named", "Nothing waits to be decided about this partner.");
}
