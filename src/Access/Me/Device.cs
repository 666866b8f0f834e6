using System.Net;

namespace Entente.Access.Me;

/// <summary>A browser in words, from what it calls itself: enough to know one's own.</summary>
internal static class Device
{
    public static string Name(string userAgent)
    {
        var browser = First(
            userAgent,
            ("Edg/", "Edge"),
            ("OPR/", "Opera"),
            ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari")
        );
        var system = First(
            userAgent,
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Android", "Android"),
            ("Windows", "Windows"),
            ("Mac OS", "Mac"),
            ("Linux", "Linux")
        );
        return (browser, system) switch
        {
            (null, null) => "A browser",
            (null, _) => system,
            (_, null) => browser,
            _ => $"{browser} on {system}",
        };
    }

    /// <summary>How a session began, in words.</summary>
    public static string Way(string by) =>
        by switch
        {
            "link" or "" => "by mailed link",
            "passkey" => "by passkey",
            "door" => "by a link from the terminal",
            "first run" => "when this was set up",
            _ when by.IndexOf(": ", StringComparison.Ordinal) is var colon and > 0 => "through " + by[(colon + 2)..],
            _ => "by " + by,
        };

    /// <summary>A network address in words; nothing here looks up where on Earth it is.</summary>
    public static string? Place(string? address) =>
        IPAddress.TryParse(address, out var found) ? (IPAddress.IsLoopback(found) ? "this machine" : found.ToString()) : null;

    private static string? First(string text, params ReadOnlySpan<(string Mark, string Name)> names)
    {
        foreach (var (mark, name) in names)
            if (text.Contains(mark, StringComparison.Ordinal))
                return name;
        return null;
    }
}
