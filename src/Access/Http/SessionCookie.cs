using Entente.Access.Model;
using Entente.Ui.Http;
using Microsoft.AspNetCore.Http;

namespace Entente.Access.Http;

/// <summary>The cookie that carries a session's token; no script reads it, no other site's form brings it along.</summary>
public static class SessionCookie
{
    /// <summary>Without TLS; with it the name begins with <c>__Host-</c>.</summary>
    public const string Name = "entente_session";

    private static readonly OwnCookie Cookie = new(Name);

    public static string? Read(HttpContext http) => Cookie.Read(http);

    public static void Set(HttpContext http, string token) => Cookie.Set(http, token, Session.AtMost);

    public static void Clear(HttpContext http) => Cookie.Clear(http);
}
