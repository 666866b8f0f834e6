using System.Text;
using System.Text.RegularExpressions;
using Entente.Collaboration.Chat.Rules;

namespace Entente.Collaboration.Slack.Rules;

/// <summary>
/// Words on their way to Slack and back. Only <c>&amp; &lt; &gt;</c> begin anything there (docs.slack.dev, “Formatting message text”): escaped, nobody’s
/// words can call a channel together or name a person. Pure.
/// </summary>
public static partial class SlackText
{
    /// <summary>Of a section’s text.</summary>
    public const int LongestSection = 2900;

    // Older clients look for @channel without brackets; this breaks the word and is not seen.
    private const char Joiner = '\u2060';

    [GeneratedRegex("@(?=channel|here|everyone|group)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Calls();

    [GeneratedRegex("<(?<inside>[^<>]*)>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Marks();

    /// <summary>Somebody’s words as Slack shows them, and nothing more. What no JSON holds (half a character, NUL) is left out.</summary>
    public static string Escape(string words)
    {
        var clean = new StringBuilder(words.Length + 16);
        foreach (var rune in words.EnumerateRunes())
            switch (rune.Value)
            {
                case 0:
                case 0xFFFD when !words.Contains('\uFFFD', StringComparison.Ordinal):
                    break;
                case '&':
                    clean.Append("&amp;");
                    break;
                case '<':
                    clean.Append("&lt;");
                    break;
                case '>':
                    clean.Append("&gt;");
                    break;
                default:
                    clean.Append(rune);
                    break;
            }
        return Calls().Replace(clean.ToString(), "@" + Joiner);
    }

    /// <summary>Escaped and set apart as a quotation, line by line: nobody’s words pass for ours.</summary>
    public static string Quote(string words) =>
        string.Join('\n', ChatText.Short(words, LongestSection / 2).ReplaceLineEndings("\n").Split('\n').Select(l => "> " + Escape(l)));

    /// <summary>A link of ours behind a label. Anything that could end it early is encoded.</summary>
    public static string Link(string url, string label) =>
        $"<{url.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal)}|{Escape(label).Replace("|", "/", StringComparison.Ordinal)}>";

    /// <summary>What somebody wrote in Slack, as plain words.</summary>
    /// <param name="name">Of a Slack user’s id; null: unknown.</param>
    public static string Plain(string text, Func<string, string?> name)
    {
        var open = Marks().Replace(text, m => Mark(m.Groups["inside"].Value, name));
        return open.Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal)
            .Replace(Joiner.ToString(), "", StringComparison.Ordinal);
    }

    private static string Mark(string inside, Func<string, string?> name)
    {
        var (what, label) = inside.IndexOf('|', StringComparison.Ordinal) is >= 0 and var bar
            ? (inside[..bar], inside[(bar + 1)..])
            : (inside, "");
        return what switch
        {
            ['@', .. var user] => "@" + (name(user) ?? (label.Length > 0 ? label : user)),
            ['#', .. var channel] => "#" + (label.Length > 0 ? label : channel),
            ['!', .. var call] => label.Length > 0 ? (label[0] == '@' ? label : "@" + label) : "@" + call.Split('^')[0],
            _ when what.StartsWith("mailto:", StringComparison.Ordinal) => label.Length > 0 ? label : what[7..],
            _ when label.Length == 0 || what == label || what == "http://" + label || what == "https://" + label => label.Length > 0
                ? label
                : what,
            _ => $"{label} ({what})",
        };
    }
}
