using System.Globalization;
using System.Text;

namespace Entente.Collaboration.Mime;

/// <summary>Names of attachments: the last piece of a path, without controls, marks of direction and signs that file systems give a sense.</summary>
internal static class FileNames
{
    private const int Most = 120;

    public static string Clean(string given)
    {
        var last = given.Replace('\\', '/').Split('/')[^1];
        var clean = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            if (
                Rune.IsControl(rune)
                || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse
                || rune.Value == 0xFFFD
            )
                continue;
            clean.Append(rune.Value is '"' or '<' or '>' or '|' or ':' or '*' or '?' or ';' ? "_" : rune.ToString());
        }
        var name = clean.ToString().Trim('.', ' ');
        if (name.Length <= Most)
            return name.Length == 0 ? "attachment" : name;
        var dot = name.LastIndexOf('.');
        var end = dot > 0 && name.Length - dot <= 12 ? name[dot..] : "";
        var cut = Most - end.Length;
        return name[..(char.IsHighSurrogate(name[cut - 1]) ? cut - 1 : cut)] + end;
    }

    /// <summary>For a part that has no name of its own.</summary>
    public static string Of(string mediaType) =>
        mediaType switch
        {
            "text/calendar" => "invitation.ics",
            "text/html" => "attachment.html",
            "text/plain" => "attachment.txt",
            "application/pdf" => "attachment.pdf",
            "image/png" => "picture.png",
            "image/jpeg" => "picture.jpg",
            "image/gif" => "picture.gif",
            "application/ms-tnef" => "winmail.dat",
            "message/rfc822" => "message.eml",
            _ => "attachment",
        };
}
