namespace Entente.Crm.Port;

/// <summary>The host of whatever people type into a website field.</summary>
internal static class WebHost
{
    /// <summary><c>https://www.Acme.example/de?x</c> and <c>acme.example</c> both give <c>acme.example</c>; null when there is none.</summary>
    public static string? Of(string? website)
    {
        if (Canonical.Text(website) is not { } text)
            return null;
        if (!text.Contains("://", StringComparison.Ordinal))
            text = "https://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !uri.Host.Contains('.', StringComparison.Ordinal))
            return null;
        var host = uri.IdnHost.ToLowerInvariant().TrimEnd('.');
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }
}
