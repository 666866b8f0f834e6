using Microsoft.AspNetCore.Http;

namespace Entente.Ui.Http;

/// <summary>
/// A cookie of this site that no script reads. To visitors who came by TLS it goes by a name that browsers take from this host alone
/// (<c>__Host-</c>, or <c>__Secure-</c> below a path; RFC 6265bis §4.1.3), so that no neighbouring host can plant one.
/// </summary>
/// <param name="SameSite">Lax: comes along when a link leads here, and with no other site's form.</param>
public sealed record OwnCookie(string Name, SameSiteMode SameSite = SameSiteMode.Lax)
{
    private const string Everywhere = "/";

    /// <returns>Null when there is none, or it is longer than <paramref name="longest"/> characters.</returns>
    public string? Read(HttpContext http, int longest = 100, string path = Everywhere) =>
        http.Request.Cookies[NameFor(http, path)] is { Length: > 0 } value && value.Length < longest ? value : null;

    public void Set(HttpContext http, string value, TimeSpan lasts, string path = Everywhere) =>
        http.Response.Cookies.Append(NameFor(http, path), value, Options(http, path, lasts));

    public void Clear(HttpContext http, string path = Everywhere) =>
        http.Response.Cookies.Delete(NameFor(http, path), Options(http, path, null));

    /// <summary>The name a cookie for the whole host goes by.</summary>
    public static string HostName(string name, bool byTls) => byTls ? "__Host-" + name : name;

    private string NameFor(HttpContext http, string path) =>
        path == Everywhere ? HostName(Name, http.Request.IsHttps)
        : http.Request.IsHttps ? "__Secure-" + Name
        : Name;

    private CookieOptions Options(HttpContext http, string path, TimeSpan? lasts) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSite,
            Secure = http.Request.IsHttps,
            Path = path,
            MaxAge = lasts,
            IsEssential = true,
        };
}
