using Entente.Access.Http;
using Entente.Platform.Secrets;
using Microsoft.AspNetCore.Http;

namespace Entente.Access.SignIn;

/// <summary>
/// Knows the browser that asked for a sign-in link again: the link signs in nowhere else, so that a mail that somebody else reads, or that was asked for
/// by somebody else, opens nothing.
/// </summary>
internal static class AskingBrowser
{
    private const string Name = "entente_asked";

    /// <summary>Marks the browser, and says by which hash its links know it.</summary>
    public static byte[] Mark(HttpContext http)
    {
        var mark = Read(http) ?? Tokens.New();
        http.Response.Cookies.Append(Name, mark, SessionCookie.Options(http, SendSignInLinkJob.GoodFor));
        return Tokens.Hash(mark);
    }

    /// <summary>Null: no link was asked for here.</summary>
    public static byte[]? Of(HttpContext http) => Read(http) is { } mark ? Tokens.Hash(mark) : null;

    private static string? Read(HttpContext http) => http.Request.Cookies[Name] is { Length: > 0 and < 100 } mark ? mark : null;
}
