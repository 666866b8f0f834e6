using System.Security.Cryptography;
using Entente.Platform.Secrets;

namespace Entente.Platform.Audit;

/// <summary>
/// The installation's own key for its audit: ECDSA P-256, drawn once, kept beside the key ring, which all nodes of one database share. It signs
/// heads and exports; the public half is shown, exported and worth writing down elsewhere.
/// </summary>
public sealed class AuditKey
{
    private readonly Lazy<(byte[] Private, byte[] Public)> pair;

    /// <param name="folder">That of the key ring; only Entente's user may enter it. The key is read, or drawn, when it is first needed.</param>
    public AuditKey(string folder) => pair = new(() => Read(OwnFile.ReadOrMake(Path.Combine(folder, "audit.pem"), Made)));

    private AuditKey(string pem, bool _) => pair = new(() => Read(pem));

    /// <summary>A key that is kept nowhere.</summary>
    public static AuditKey Draw() => new(Made(), true);

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public byte[] Public => pair.Value.Public;

    /// <summary>SHA-256 of <see cref="Public"/>, hexadecimal: what a verifier compares.</summary>
    public string Fingerprint => FingerprintOf(Public);

    public static string FingerprintOf(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <summary>ECDSA over SHA-256, DER.</summary>
    public byte[] Sign(ReadOnlySpan<byte> told)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pair.Value.Private, out _);
        return key.SignData(told, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static (byte[] Private, byte[] Public) Read(string pem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return (key.ExportPkcs8PrivateKey(), key.ExportSubjectPublicKeyInfo());
    }

    private static string Made()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
