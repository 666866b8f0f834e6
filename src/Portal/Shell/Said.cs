using Entente.Ui.Shell;
using Microsoft.AspNetCore.Http;

namespace Entente.Portal.Shell;

/// <summary>
/// A line at the foot of the next page, carried over the redirect in a cookie that lives for half a minute:
/// <c>Said.Next(http, "Approved. Kestrel Quay has been told.")</c> before <c>SeeOther.To</c>.
/// </summary>
public static class Said
{
    private const string Cookie = "entente_said";

    public static void Next(HttpContext http, string text) =>
        http.Response.Cookies.Append(Cookie, Uri.EscapeDataString(text), Options(http, TimeSpan.FromSeconds(30)));

    internal static ShellToast? Take(HttpContext http)
    {
        if (http.Request.Cookies[Cookie] is not { Length: > 0 and < 1000 } text || http.Response.HasStarted)
            return null;
        http.Response.Cookies.Delete(Cookie, Options(http, null));
        return new(Uri.UnescapeDataString(text));
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? maxAge) =>
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
