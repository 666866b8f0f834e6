using System.Text.RegularExpressions;

namespace Entente.Sandbox.Admin;

/// <summary>Takes keys out of addresses before they are kept: what is looked at later needs none.</summary>
internal static partial class Masking
{
    private const string Masked = "${kept}***";

    public static string Target(string target) => InPath().Replace(InQuery().Replace(target, Masked), Masked);

    [GeneratedRegex(
        "(?<kept>[?&](hapikey|oauth_token|access_token|refresh_token|client_secret|code|code_verifier|token|sid|password|assertion|signed_request)=)[^&]*",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex InQuery();

    [GeneratedRegex(
        "(?<kept>/(access-tokens|refresh-tokens|exported/[0-9]+/[0-9]+)/)[^/?]+",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex InPath();
}
