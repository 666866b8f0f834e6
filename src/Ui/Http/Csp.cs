namespace Entente.Ui.Http;

/// <summary>The content security policies: nothing inline, nothing from elsewhere.</summary>
public static class Csp
{
    public const string Header = "Content-Security-Policy";

    /// <summary>Every page.</summary>
    public const string Strict = Base + "frame-ancestors 'none'";

    private const string AllBelow = "https://*.";

    private const string Base =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; ";

    /// <summary>
    /// Only the CRM panel: may be framed by the named origins, <c>https://app.hubspot.com</c>, or by all hosts below one,
    /// <c>https://*.hubspot.com</c>. At least one.
    /// </summary>
    public static string Framed(IReadOnlyCollection<string> origins)
    {
        if (origins.Count == 0)
            throw new ArgumentException("A framed page names who may frame it.", nameof(origins));

        return Base + "frame-ancestors " + string.Join(' ', origins.Select(Origin));
    }

    private static string Origin(string origin)
    {
        // One star, as the whole first label and in front of a host of its own: https://*.com would be everybody.
        var host = origin.StartsWith(AllBelow, StringComparison.Ordinal) ? "https://" + origin[AllBelow.Length..] : origin;
        var sound =
            Uri.TryCreate(host, UriKind.Absolute, out var uri)
            && uri.Scheme is "https" or "http"
            && string.Equals(host, uri.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
            && !host.AsSpan().ContainsAny(" ;,*")
            && (host == origin || uri.Host.Contains('.', StringComparison.Ordinal));
        return sound ? origin : throw new ArgumentException($"Not an origin: {origin}", nameof(origin));
    }
}
