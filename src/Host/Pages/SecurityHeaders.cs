using Entente.Ui.Http;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.Net.Http.Headers;

namespace Entente.Host.Pages;

/// <summary>What every answer carries: nothing inline, nothing from elsewhere, in nobody's frame, in no shared cache.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    public Task Invoke(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers[Csp.Header] = Csp.Strict;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // By TLS, be it a proxy's: never without it again. Other host names below it are the operator's own affair.
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        http.Response.OnStarting(Pages, http);
        return next(http);
    }

    // Pages are somebody's own: not kept by a cache, and told where the rules for asking ahead are.
    private static Task Pages(object state)
    {
        var http = (HttpContext)state;
        var page = http.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) ?? false;
        if (!page)
            return Task.CompletedTask;
        http.Response.Headers.CacheControl = "no-store";
        if (http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            http.Response.Headers[Speculation.Header] = Speculation.HeaderValue;
        return Task.CompletedTask;
    }
}
