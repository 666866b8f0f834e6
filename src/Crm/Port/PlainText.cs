using System.Net;
using System.Text.RegularExpressions;

namespace Entente.Crm.Port;

/// <summary>The words of a rich text: a CRM's notes and mails are HTML, and nobody's markup is shown as ours.</summary>
internal static partial class PlainText
{
    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    /// <summary>At most 4,000 characters; null when nothing is said.</summary>
    public static string? Of(string? html)
    {
        if (html is null)
            return null;
        var broken = Breaks().Replace(Hidden().Replace(html, " "), "\n");
        var words = WebUtility.HtmlDecode(Tags().Replace(broken, ""));
        var lines = words.Split('\n').Select(l => l.Trim());
        return Cut(Gaps().Replace(string.Join('\n', lines), "\n\n"));
    }

    /// <summary>What is plain text already: at most 4,000 characters.</summary>
    public static string? Cut(string? text) => Canonical.Text(text) is { Length: > 4000 } all ? all[..4000] + "…" : Canonical.Text(text);

    [GeneratedRegex(@"<script\b[^>]*>.*?</script>|<style\b[^>]*>.*?</style>", Plain | RegexOptions.Singleline)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"<br\s*/?>|</(p|div|li|tr|h[1-6])>", Plain)]
    private static partial Regex Breaks();

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\n{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex Gaps();
}
