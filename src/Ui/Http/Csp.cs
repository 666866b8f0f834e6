namespace Entente.Ui.Http;

/// <summary>The content security policies: nothing inline, nothing from elsewhere.</summary>
public static class Csp
{
    public const string Header = "Content-Security-Policy";

    /// <summary>Every page.</summary>
    public const string Strict = Base + "frame-ancestors 'none'";

    private const string Base =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; ";

    /// <summary>Only the CRM panel: may be framed by the named origins, <c>https://app.hubspot.com</c>. At least one.</summary>
    public static string Framed(IReadOnlyCollection<string> origins)
    {
        if (origins.Count == 0)
            throw new ArgumentException("A framed page names who may frame it.", nameof(origins));

        return Base + "frame-ancestors " + string.Join(' ', origins.Select(Origin));
    }

    private static string Origin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http"
        && string.Equals(origin, uri.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        && !origin.AsSpan().ContainsAny(" ;,")
            ? origin
            : throw new ArgumentException($"Not an origin: {origin}", nameof(origin));
}
