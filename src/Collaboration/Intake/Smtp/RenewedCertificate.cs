using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Entente.Collaboration.Intake.Smtp;

/// <summary>
/// A certificate with its chain and its key in one PEM file, read again when the file changes: certificates are renewed while the listener runs. A file
/// that cannot be read leaves the one that was.
/// </summary>
public sealed class RenewedCertificate(string file)
{
    private readonly Lock taking = new();
    private SslStreamCertificateContext? read;
    private DateTime written;

    /// <summary>Why the file cannot be used; null: it can.</summary>
    public string? WhyNot()
    {
        try
        {
            _ = Current;
            return null;
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return wrong.Message;
        }
    }

    public SslStreamCertificateContext Current
    {
        get
        {
            lock (taking)
            {
                try
                {
                    if (File.GetLastWriteTimeUtc(file) is var now && (read is null || now != written))
                        (read, written) = (Read(), now);
                }
                catch (Exception wrong)
                    when (read is not null
                        && wrong is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException
                    )
                {
                    // Half written, or gone for a moment: it is looked at again at the next handshake.
                }
                return read!;
            }
        }
    }

    private SslStreamCertificateContext Read()
    {
        using var one = X509Certificate2.CreateFromPemFile(file);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(file);
        // A key that came from PEM alone is not one that every platform signs with.
        var certificate = X509CertificateLoader.LoadPkcs12(one.Export(X509ContentType.Pkcs12), null);
        return SslStreamCertificateContext.Create(
            certificate,
            [.. chain.Where(c => c.Thumbprint != certificate.Thumbprint)],
            offline: true
        );
    }
}
