using Entente.Platform.Values;

namespace Entente.Registrations;

// Of links by which a registration is shared.
internal static partial class Refusals
{
    public static Problem MayNotShare =>
        Problem.Forbidden("shared_link.may_not", "Your role does not include sharing with somebody outside.");

    public static Problem SharesRest =>
        Problem.Conflict("shared_link.partner_rests", "Nothing of this partner is shared while the vendor does not work with it.");

    public static Problem NoSuchShare => Problem.NotFound("shared_link.unknown", "There is no such link.");

    public static Problem SharedEnough(int most) =>
        Problem.Conflict("shared_link.most", $"{most} links to it are open already. Take one back first.");
}
