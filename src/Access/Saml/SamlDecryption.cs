using System.Security.Cryptography;
using System.Xml;

namespace Entente.Access.Saml;

/// <summary>
/// Opens what a provider encrypted to us: AES in CBC or GCM mode, its key by RSA-OAEP. RSA with PKCS #1 v1.5 padding is not taken (Bleichenbacher).
/// Whatever fails, one sentence is the answer, so that nobody learns where it failed.
/// </summary>
internal static class SamlDecryption
{
    /// <param name="wrapper">EncryptedAssertion, EncryptedID or EncryptedAttribute.</param>
    public static XmlElement Open(XmlElement wrapper, SamlTrust trust)
    {
        var data = SamlXml.One(wrapper, SamlNames.Encryption, "EncryptedData");
        var method = SamlXml.Attribute(SamlXml.One(data, SamlNames.Encryption, "EncryptionMethod"), "Algorithm") ?? "";
        var (size, gcm) = Cipher(method);
        if (trust.Keys.Count == 0)
            throw new SamlRefused("The message is encrypted, and there is no key of ours to open it.");
        var locked = Value(data);
        foreach (var encrypted in KeysFor(wrapper, data).Take(8))
        {
            var padding = Padding(SamlXml.One(encrypted, SamlNames.Encryption, "EncryptionMethod"));
            var wrapped = Value(encrypted);
            foreach (var ours in trust.Keys)
                if (Open(ours, padding, wrapped, size, gcm, locked) is { } plain && Parsed(plain, data) is { } element)
                    return element;
        }
        throw new SamlRefused(Sealed);
    }

    private const string Sealed = "What is encrypted could not be opened with our key.";

    private static (int KeySize, bool Gcm) Cipher(string method) =>
        method switch
        {
            SamlNames.Encryption + "aes128-cbc" => (16, false),
            SamlNames.Encryption + "aes192-cbc" => (24, false),
            SamlNames.Encryption + "aes256-cbc" => (32, false),
            SamlNames.Encryption11 + "aes128-gcm" => (16, true),
            SamlNames.Encryption11 + "aes192-gcm" => (24, true),
            SamlNames.Encryption11 + "aes256-gcm" => (32, true),
            _ => throw new SamlRefused("The message is encrypted in a way that is not taken."),
        };

    private static RSAEncryptionPadding Padding(XmlElement method)
    {
        var name = SamlXml.Attribute(method, "Algorithm");
        if (name is not (SamlNames.Encryption + "rsa-oaep-mgf1p" or SamlNames.Encryption11 + "rsa-oaep"))
            throw new SamlRefused("The message's key is encrypted in a way that is not taken.");
        var digest = SamlXml.AtMostOne(method, SamlNames.Signature, "DigestMethod") is { } d ? SamlXml.Attribute(d, "Algorithm") : null;
        var mask = SamlXml.AtMostOne(method, SamlNames.Encryption11, "MGF") is { } m ? SamlXml.Attribute(m, "Algorithm") : null;
        return (digest, mask) switch
        {
            (null or SamlNames.Signature + "sha1", null or SamlNames.Encryption11 + "mgf1sha1") => RSAEncryptionPadding.OaepSHA1,
            (SamlNames.Sha256, SamlNames.Encryption11 + "mgf1sha256") => RSAEncryptionPadding.OaepSHA256,
            (SamlNames.Encryption + "sha512", SamlNames.Encryption11 + "mgf1sha512") => RSAEncryptionPadding.OaepSHA512,
            _ => throw new SamlRefused("The message's key is encrypted in a way that is not taken."),
        };
    }

    /// <summary>The key travels within the data, or beside it.</summary>
    private static IEnumerable<XmlElement> KeysFor(XmlElement wrapper, XmlElement data)
    {
        var info = SamlXml.AtMostOne(data, SamlNames.Signature, "KeyInfo");
        return (info is null ? [] : SamlXml.Children(info, SamlNames.Encryption, "EncryptedKey")).Concat(
            SamlXml.Children(wrapper, SamlNames.Encryption, "EncryptedKey")
        );
    }

    private static byte[] Value(XmlElement data) =>
        SamlXml.Base64(
            SamlXml.Leaf(SamlXml.One(SamlXml.One(data, SamlNames.Encryption, "CipherData"), SamlNames.Encryption, "CipherValue"))
        );

    private static byte[]? Open(RSA ours, RSAEncryptionPadding padding, byte[] wrapped, int size, bool gcm, byte[] locked)
    {
        try
        {
            var key = ours.Decrypt(wrapped, padding);
            if (key.Length != size)
                return null;
            return gcm ? Gcm(key, locked) : Cbc(key, locked);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[]? Gcm(byte[] key, byte[] locked)
    {
        const int nonce = 12;
        const int tag = 16;
        if (locked.Length < nonce + tag)
            return null;
        using var aes = new AesGcm(key, tag);
        var plain = new byte[locked.Length - nonce - tag];
        aes.Decrypt(locked.AsSpan(0, nonce), locked.AsSpan(nonce, plain.Length), locked.AsSpan(nonce + plain.Length), plain);
        return plain;
    }

    private static byte[]? Cbc(byte[] key, byte[] locked)
    {
        const int block = 16;
        if (locked.Length < 2 * block || locked.Length % block != 0)
            return null;
        using var aes = Aes.Create();
        aes.Key = key;
        var padded = aes.DecryptCbc(locked.AsSpan(block), locked.AsSpan(0, block), PaddingMode.None);
        // XML Encryption's padding: only the last octet says how many there are.
        var more = padded[^1];
        return more is < 1 or > block ? null : padded[..^more];
    }

    private static XmlElement? Parsed(byte[] plain, XmlElement place)
    {
        try
        {
            return SamlXml.ReadElement(plain, place);
        }
        catch (SamlRefused)
        {
            return null;
        }
    }
}
