using System.Text.RegularExpressions;

namespace Entente.Sandbox.Admin;

/// <summary>Takes keys out of addresses before they are kept: what is looked at later needs none.</summary>
internal static partial class Masking
{
    private const string Mask = "***";

    public static string Target(string target) => InPath().Replace(InQuery().Replace(target, "$1" + Mask), "$1" + Mask);

    [GeneratedRegex(
        "([?&](?:hapikey|oauth_token|access_token|refresh_token|client_secret|code|code_verifier|token|sid|password|assertion|signed_request)=)[^&]*",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex InQuery();

    [GeneratedRegex(
        "(/(?:access-tokens|refresh-tokens|exported/[0-9]+/[0-9]+)/)[^/?]+",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking
    )]
    private static partial Regex InPath();
}
