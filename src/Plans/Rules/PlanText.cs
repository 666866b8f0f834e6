using Entente.Platform.Values;

namespace Entente.Plans.Rules;

/// <summary>What people type into plans, and why it is refused.</summary>
public static class PlanText
{
    public const int LongestLine = 200;
    public const int LongestText = 2000;
    public const int LongestEvidence = 500;
    public const int LongestUnit = 30;
    public const decimal MostAmount = 1_000_000_000_000m;

    /// <summary>One line that has to be there.</summary>
    public static string Line(string? typed, string field, string missing, Dictionary<string, string> wrong)
    {
        var text = TypedText.Line(typed);
        if (text.Length == 0)
            wrong[field] = missing;
        else if (text.Length > LongestLine)
            wrong[field] = $"Keep it within {LongestLine} characters.";
        return text;
    }

    /// <summary>Several lines, or none.</summary>
    public static string Lines(string? typed, string field, Dictionary<string, string> wrong)
    {
        var text = TypedText.Lines(typed);
        if (text.Length > LongestText)
            wrong[field] = $"Keep it within {LongestText} characters.";
        return text;
    }

    /// <summary>Words, or an address that begins with https://; what looks like another address is refused.</summary>
    public static string Evidence(string? typed, bool wanted, string field, Dictionary<string, string> wrong)
    {
        var text = TypedText.Line(typed);
        if (text.Length == 0 && wanted)
            wrong[field] = "Say what shows that it is done, or give an address that begins with https://.";
        else if (text.Length > LongestEvidence)
            wrong[field] = $"Keep it within {LongestEvidence} characters.";
        else if (LooksLikeAddress(text) && !IsLink(text))
            wrong[field] = "An address begins with https://.";
        return text;
    }

    /// <summary>Whether evidence can be opened with a click.</summary>
    public static bool IsLink(string evidence) =>
        Uri.TryCreate(evidence, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps
        && uri.UserInfo.Length == 0
        && uri.Host.Length > 0;

    private static bool LooksLikeAddress(string text) =>
        !text.Contains(' ', StringComparison.Ordinal)
        && (text.Contains("://", StringComparison.Ordinal) || text.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
}
