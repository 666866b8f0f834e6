using System.Globalization;
using System.Text;

namespace Entente.Platform.Mail.Relay;

/// <summary>Whom a mail is from and for, as relays see it; its bytes are another matter.</summary>
/// <param name="From">Where a report goes when it cannot be delivered.</param>
internal sealed record Envelope(string From, string To)
{
    /// <summary>Whether only a relay that speaks SMTPUTF8 (RFC 6531) can take it.</summary>
    public bool NeedsUtf8 => !Ascii.IsValid(To);

    /// <summary>
    /// An address as commands take it: the domain in its ASCII form, nothing that could end the command. Null when it is no address.
    /// </summary>
    public static string? Clean(string address)
    {
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1 || address.Length > 254)
            return null;
        var (local, domain) = (address[..at], address[(at + 1)..]);
        if (local.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '\\' or '@' or ',' or ';'))
            return null;
        try
        {
            var ascii = new IdnMapping().GetAscii(domain);
            return Uri.CheckHostName(ascii) is UriHostNameType.Dns ? $"{local}@{ascii}" : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
