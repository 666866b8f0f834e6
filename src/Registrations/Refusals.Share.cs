using Entente.Platform.Values;

namespace Entente.Registrations;

// Of links by which a registration is shared.
internal static partial class Refusals
{
    public static Problem MayNotShare => Problem.Forbidden("share.may_not", "Your role does not include sharing with somebody outside.");

    public static Problem SharesRest =>
        Problem.Conflict("share.partner_rests", "Nothing of this partner is shared while the vendor does not work with it.");

    public static Problem NoSuchShare => Problem.NotFound("share.unknown", "There is no such link.");

    public static Problem SharedEnough(int most) =>
        Problem.Conflict("share.most", $"{most} links to it are open already. Take one back first.");
}
