using System.Text;

namespace Entente.Ui;

/// <summary>Element ids from words: <c>Protection ending</c> is <c>protection-ending</c>.</summary>
internal static class Slugs
{
    public static string Of(string words)
    {
        var slug = new StringBuilder(words.Length);
        foreach (var c in words)
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');

        return slug.ToString().TrimEnd('-') is { Length: > 0 } id ? id : "part";
    }
}
