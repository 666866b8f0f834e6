using Entente.Access;
using Entente.Crm.Port;
using Entente.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Entente.Crm.Push;

/// <summary>A request as the CRM signed it: its address byte by byte, its body unread by anybody else.</summary>
internal static class RawRequest
{
    /// <summary>Null when the body is longer than <paramref name="longest"/> bytes.</summary>
    public static async Task<CrmPush?> Read(HttpContext http, PublicAddress address, int longest, CancellationToken ct) =>
        await RequestBody.Read(http.Request, longest, ct) is { } body
            ? new CrmPush(http.Request.Method, address.Of(Target(http)), Headers(http.Request), body)
            : null;

    // The CRM signs the address it called, byte by byte, not the one a proxy passed on or a router decoded.
    private static string Target(HttpContext http) =>
        http.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw && raw[0] == '/'
            ? raw
            : http.Request.Path + http.Request.QueryString;

    private static Dictionary<string, string> Headers(HttpRequest request) =>
        request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString());
}
