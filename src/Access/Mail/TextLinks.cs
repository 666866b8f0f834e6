using System.Text.RegularExpressions;

namespace Entente.Access.Mail;

/// <summary>A mail's plain text, cut into words and web addresses, in order.</summary>
internal static partial class TextLinks
{
    public static IEnumerable<(string Text, bool Link)> Of(string text)
    {
        var from = 0;
        foreach (Match match in Address().Matches(text))
        {
            if (match.Index > from)
                yield return (text[from..match.Index], false);
            yield return (match.Value, true);
            from = match.Index + match.Length;
        }
        if (from < text.Length)
            yield return (text[from..], false);
    }

    [GeneratedRegex("""https?://[^\s<>"]+[^\s<>".,;:!?)]""", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
