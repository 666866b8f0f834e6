using Entente.Ui.Http;
using Entente.Ui.Shell;
using Microsoft.AspNetCore.Http;

namespace Entente.Portal.Shell;

/// <summary>
/// A line at the foot of the next page, carried over the redirect in a cookie that lives for half a minute:
/// <c>Said.Next(http, "Approved. Kestrel Quay has been told.")</c> before <c>SeeOther.To</c>.
/// </summary>
public static class Said
{
    private static readonly OwnCookie Cookie = new("entente_said");

    public static void Next(HttpContext http, string text) => Cookie.Set(http, Uri.EscapeDataString(text), TimeSpan.FromSeconds(30));

    internal static ShellToast? Take(HttpContext http)
    {
        if (http.Response.HasStarted || Cookie.Read(http, longest: 1000) is not { } text)
            return null;
        Cookie.Clear(http);
        return new(Uri.UnescapeDataString(text));
    }
}
