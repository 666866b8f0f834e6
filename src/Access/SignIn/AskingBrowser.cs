using Entente.Platform.Secrets;
using Entente.Ui.Http;
using Microsoft.AspNetCore.Http;

namespace Entente.Access.SignIn;

/// <summary>
/// Knows the browser that asked for a sign-in link again: the link signs in nowhere else, so that a mail that somebody else reads, or that was asked for
/// by somebody else, opens nothing.
/// </summary>
internal static class AskingBrowser
{
    private static readonly OwnCookie Cookie = new("entente_asked");

    /// <summary>Marks the browser, and says by which hash its links know it.</summary>
    public static byte[] Mark(HttpContext http)
    {
        var mark = Cookie.Read(http) ?? Tokens.New();
        Cookie.Set(http, mark, SendSignInLinkJob.GoodFor);
        return Tokens.Hash(mark);
    }

    /// <summary>Null: no link was asked for here.</summary>
    public static byte[]? Of(HttpContext http) => Cookie.Read(http) is { } mark ? Tokens.Hash(mark) : null;
}
