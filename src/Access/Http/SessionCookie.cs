using Entente.Access.Model;
using Microsoft.AspNetCore.Http;

namespace Entente.Access.Http;

/// <summary>The cookie that carries a session's token; no script reads it, no other site's form brings it along.</summary>
public static class SessionCookie
{
    public const string Name = "entente_session";

    public static string? Read(HttpContext http) => http.Request.Cookies[Name] is { Length: > 0 and < 100 } token ? token : null;

    public static void Set(HttpContext http, string token) => http.Response.Cookies.Append(Name, token, Options(http, Session.AtMost));

    public static void Clear(HttpContext http) => http.Response.Cookies.Delete(Name, Options(http, null));

    internal static CookieOptions Options(HttpContext http, TimeSpan? maxAge) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
            Path = "/",
            MaxAge = maxAge,
            IsEssential = true,
        };
}
