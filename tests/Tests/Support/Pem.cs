using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Entente.Tests.Support;

/// <summary>A certificate nobody vouches for, with its key, as one PEM text.</summary>
internal static class Pem
{
    public static string Of(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var asked = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = asked.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
