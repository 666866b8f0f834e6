using Microsoft.AspNetCore.Http;

namespace Entente.Ui.Pages;

/// <summary>
/// The answer to a form that was accepted: 303 to an address of our own. The framework's own redirect answers 302 with an
/// absolute address taken from the Host header, which an attacker may choose.
/// </summary>
public static class SeeOther
{
    private static readonly object Emptier = new();

    /// <summary>
    /// Sets 303 and a relative <c>Location</c> and empties the document, whatever the page still renders.
    /// <paramref name="path"/> must start with one slash; anything else is a bug and throws.
    /// </summary>
    public static void To(HttpContext http, string path)
    {
        if (!IsOurs(path))
            throw new ArgumentException($"Not an address of this site: {path}", nameof(path));

        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = path;
        if (http.Items.TryGetValue(Emptier, out var empty))
            ((Action)empty!)();
    }

    /// <summary>The document registers here how it is emptied: the form's page alone cannot take its frame away.</summary>
    internal static void EmptyBy(HttpContext http, Action empty) => http.Items[Emptier] = empty;

    /// <summary>Whether a return address may be followed: one slash, no second slash or backslash, no control characters.</summary>
    public static bool IsOurs(string? path) =>
        path is ['/', ..] && (path.Length == 1 || path[1] is not ('/' or '\\')) && !path.Any(c => char.IsControl(c) || c == '\\');
}
