using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Entente.Collaboration.Intake.Smtp;

namespace Entente.Host;

/// <summary>What was typed about mail that comes in.</summary>
internal sealed record MailInOptions(int? Port = null, IPAddress? Address = null, string? Certificate = null, bool Lmtp = false)
{
    /// <summary>With one more of its options; null: it is none of them, or its value is not understood.</summary>
    public MailInOptions? With(string word, string value) =>
        word switch
        {
            "--smtp-port"
                when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65_536 =>
                this with
                {
                    Port = port,
                },
            "--smtp-address" when IPAddress.TryParse(value, out var address) => this with { Address = address },
            "--smtp-certificate" => this with { Certificate = value },
            _ => null,
        };

    /// <summary>Where and how mail is received, or why it cannot be; neither: it is not asked for.</summary>
    public static (SmtpOptions? Options, string? Wrong) Read(RunOptions options)
    {
        var typed = options.MailIn;
        if (typed.Port is not { } port)
            return typed == new MailInOptions()
                ? (null, null)
                : (null, "--smtp-address, --smtp-certificate and --lmtp are for a --smtp-port, and none is given.");
        var address = typed.Address ?? IPAddress.Loopback;
        if (!IPAddress.IsLoopback(address) && options.MailDomain is null)
            return (null, $"At {address} anybody can hand over mail: give --mail-domain, so that mail for that domain alone is taken.");
        var certificate = typed.Certificate is { } file ? new RenewedCertificate(file) : null;
        if (typed.Certificate is { } path && WhyNot(path, certificate!) is { } wrong)
            return (null, wrong);
        if (!IsFree(address, port))
            return (null, $"Port {port} of --smtp-port cannot be taken at {address}: another program has it, or it is not for this user.");
        string[] domains = options.MailDomain is { } domain ? [domain] : [];
        return (new(address, port, Dns.GetHostName(), domains, certificate, typed.Lmtp), null);
    }

    private static string? WhyNot(string file, RenewedCertificate certificate) =>
        !File.Exists(file) ? $"{file} of --smtp-certificate is not there."
        : SecretFile.OthersRead(file) ? SecretFile.Sentence(file, "the certificate's key")
        : certificate.WhyNot() is { } why ? $"{file} of --smtp-certificate holds no certificate with its key, as PEM: {why}"
        : null;

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
