using System.Text.RegularExpressions;

namespace Entente.Crm.Rules;

/// <summary>What of a call may be kept: never a secret, never more than a page of it.</summary>
internal static partial class Masking
{
    public const int Longest = 4_000;
    private const string Mask = "•••";

    public static string? Of(string? text)
    {
        if (text is null)
            return null;
        var masked = InJson().Replace(text, "${before}" + Mask + "\"");
        masked = InForm().Replace(masked, "${before}" + Mask);
        masked = Bearer().Replace(masked, "${before}" + Mask);
        masked = Known().Replace(masked, Mask);
        masked = masked.Replace("\0", "", StringComparison.Ordinal);
        if (masked.Length <= Longest)
            return masked;
        // Never between the halves of a pair.
        var end = char.IsHighSurrogate(masked[Longest - 1]) ? Longest - 1 : Longest;
        return masked[..end] + "…";
    }

    private const string Names =
        "access_token|refresh_token|id_token|client_secret|app_secret|appSecret|assertion|password|secret|signed_request|sessionId|code_verifier|api_key|hapikey|token|key";

    [GeneratedRegex(
        "(?<before>\"(?:" + Names + ")\"\\s*:\\s*\")(?:[^\"\\\\]|\\\\.)*\"",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex InJson();

    [GeneratedRegex("(?<before>(?:^|[?&])(?:" + Names + ")=)[^&\\s\"]*", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InForm();

    [GeneratedRegex("(?<before>(?:Bearer|OAuth)\\s+)[A-Za-z0-9._!~+/=-]+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bearer();

    // Tokens by their own shape, wherever they stand: HubSpot's private apps, Salesforce's sessions, JWTs.
    [GeneratedRegex(
        "pat-[a-z0-9-]{8,}|00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{20,}|eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Known();
}
