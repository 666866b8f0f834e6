using Microsoft.AspNetCore.Http;

namespace Entente.Ui.Pages;

/// <summary>
/// The answer to a form that was accepted: 303 to an address of our own. The framework's own redirect answers 302 with an
/// absolute address taken from the Host header, which an attacker may choose.
/// </summary>
public static class SeeOther
{
    /// <summary>
    /// Sets 303 and a relative <c>Location</c> and lets nothing more reach the wire, whatever the page still renders.
    /// <paramref name="path"/> must start with one slash; anything else is a bug and throws.
    /// </summary>
    public static void To(HttpContext http, string path)
    {
        if (!IsOurs(path))
            throw new ArgumentException($"Not an address of this site: {path}", nameof(path));

        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = path;
        http.Response.Body = Stream.Null;
    }

    /// <summary>Whether a return address may be followed: one slash, no second slash or backslash, no control characters.</summary>
    public static bool IsOurs(string? path) =>
        path is ['/', ..] && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(c => char.IsControl(c) || c == '\\');
}
