using System.Globalization;
using Entente.Platform.Tenancy;
using Entente.Ui;

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

    /// <summary>A kept value as it is read: an instant in the reader's zone, to the second; everything else as it is.</summary>
    public static string Value(string kept, Reader reader) =>
        kept.Length is >= 20 and <= 33
        && kept[10] == 'T'
        && DateTimeOffset.TryParse(kept, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? reader.Local(at).ToString("d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture)
            : kept;

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
            Channel.Scim => "from the directory",
            Channel.Slack => "in Slack",
            Channel.Teams => "in Teams",
            _ => "from the console",
        };

    public static string Sentence(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
