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

    private static string? First(string text, params ReadOnlySpan<(string Mark, string Name)> names)
    {
        foreach (var (mark, name) in names)
            if (text.Contains(mark, StringComparison.Ordinal))
                return name;
        return null;
    }
}
