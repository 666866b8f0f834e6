using System.Globalization;

namespace Entente.Platform.Mail.Relay;

/// <summary>How the line to the relay is kept from other eyes.</summary>
public enum RelayTls
{
    /// <summary>Not at all: a relay on the same machine.</summary>
    None,

    /// <summary>STARTTLS before anything is said (RFC 3207); a relay that does not offer it gets nothing.</summary>
    Upgraded,

    /// <summary>From the first byte (RFC 8314, port 465).</summary>
    Implicit,
}

/// <summary>The mail server that takes what Entente writes and brings it to people. It signs (DKIM); Entente does not.</summary>
public sealed record RelaySettings(string Host, int Port, RelayTls Tls)
{
    /// <summary>For AUTH (RFC 4954); null: the relay knows us by our address.</summary>
    public string? User { get; init; }
    public string Password { get; init; } = "";

    /// <summary>So many connections are open at once, at most.</summary>
    public int Lines { get; init; } = 4;

    /// <summary>For answers to commands. The answer to a whole mail may take ten minutes (RFC 5321, 4.5.3.2).</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);
    internal TimeSpan LastPatience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Tests give a certificate of their own; null: the system decides whom to trust.</summary>
    internal System.Net.Security.RemoteCertificateValidationCallback? Trusts { get; init; }

    /// <summary>
    /// <c>smtp://mail.acme.example:587</c> (STARTTLS), <c>smtps://mail.acme.example</c> (TLS from the start), <c>smtp://127.0.0.1:25</c> (in clear, on
    /// this machine alone). Null when it is none of these. Names and passwords do not belong into an address that others see in a process list.
    /// </summary>
    public static RelaySettings? Parse(string text)
    {
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Host.Length == 0
            || uri.UserInfo.Length > 0
            || uri.AbsolutePath is not ("" or "/")
            || uri.Query.Length > 0
        )
            return null;
        var port = uri.Port > 0 ? uri.Port : (int?)null;
        return uri.Scheme switch
        {
            "smtps" => new(uri.IdnHost, port ?? 465, RelayTls.Implicit),
            "smtp" => new(uri.IdnHost, port ?? 587, uri.IsLoopback ? RelayTls.None : RelayTls.Upgraded),
            _ => null,
        };
    }

    /// <summary>Name and password out of a file of two lines; null when it has not these.</summary>
    public RelaySettings? With(string login) =>
        login.Split('\n', 3) is [var user, var password, ..] && user.Trim().Length > 0 && password.Trim().Length > 0
            ? this with
            {
                User = user.Trim(),
                Password = password.TrimEnd('\r', '\n'),
            }
            : null;

    /// <summary>Whether mail can be sent from it.</summary>
    public static bool IsAddress(string text) => Envelope.Clean(text) == text;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
