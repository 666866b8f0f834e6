using Entente.Platform.Tenancy;

namespace Entente.Access.Audit;

/// <summary>Stable names as people read them.</summary>
internal static class AuditWords
{
    /// <summary><c>access_link</c>: Access link.</summary>
    public static string Kind(string kind) => Sentence(kind.Replace('_', ' '));

    /// <summary><c>registration.decided</c>: Registration decided.</summary>
    public static string Action(string action) => Sentence(action.Replace('.', ' ').Replace('_', ' '));

    /// <summary><c>Price.Minor</c>: Price, minor. <c>ExpiresAt</c>: Expires at.</summary>
    public static string Field(string field)
    {
        var words = new System.Text.StringBuilder();
        foreach (var c in field)
        {
            if (c == '.')
                words.Append(',');
            else if (char.IsUpper(c) && words.Length > 0)
                words.Append(' ').Append(char.ToLowerInvariant(c));
            else
                words.Append(c);
        }
        return Sentence(words.ToString());
    }

    /// <summary>The end of an id: ids of one moment begin alike.</summary>
    public static string Short(Guid id) => id.ToString("N")[^8..];

    public static string Through(Channel channel) =>
        channel switch
        {
            Channel.Web => "in the browser",
            Channel.Link => "by a link",
            Channel.Api => "through the API",
            Channel.Mail => "by mail",
            Channel.Job => "by itself",
            Channel.Crm => "from the CRM",
            Channel.Import => "by an import",
            _ => "from the console",
        };

    private static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
