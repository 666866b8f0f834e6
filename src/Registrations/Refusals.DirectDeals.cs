using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations;

// The guard of protected accounts.
internal static partial class Refusals
{
    public static Problem NoDirectDeal =>
        Problem.NotFound("direct_deal.not_found", "Nobody asks about this deal: no protection stood when it was opened.");

    public static Problem NotTheirDirectDeal =>
        Problem.Forbidden("direct_deal.may_not", "The deal’s owner gives the reason, or somebody who decides registrations.");

    public static Problem DirectDealAnswered =>
        Problem.Conflict("direct_deal.answered", "A reason is on record already; the first one stands.");

    public static Problem DirectDealOver =>
        Problem.Conflict("direct_deal.over", "The deal is not open and direct any more, so no reason is needed.");

    public static Problem NoDirectReason => Problem.Invalid("direct_deal.no_reason", "reason", "Choose why the deal goes direct.");

    public static Problem NoDirectWords =>
        Problem.Invalid("direct_deal.no_words", "words", $"Write what it is, up to {DirectDeals.LongestWords} characters.");
}
