using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Entente.Access.Saml;

/// <summary>
/// Reads settings in the shape that the widespread SAML toolkits for PHP, Python, Ruby and Java share (<c>sp</c>, <c>idp</c>, <c>security</c>, <c>strict</c>),
/// with their defaults: strict unless switched off, clocks up to five minutes apart, SHA-1 unless <c>rejectDeprecatedAlgorithm</c>.
/// </summary>
internal static class ToolkitSettings
{
    /// <exception cref="InvalidDataException">What is missing or unreadable, in words.</exception>
    public static SamlTrust Read(Stream file)
    {
        JsonElement root;
        try
        {
            using var json = JsonDocument.Parse(
                file,
                new()
                {
                    MaxDepth = 32,
                    CommentHandling = JsonCommentHandling.Skip,
                    AllowTrailingCommas = true,
                }
            );
            root = json.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("These settings are not JSON.", e);
        }
        var (idp, sp, security) = (Part(root, "idp"), Part(root, "sp"), Part(root, "security"));
        return new()
        {
            IdpEntity = Text(idp, "entityId") ?? "",
            Certificates = Certificates(idp),
            Fingerprint = Fingerprint(idp),
            SpEntity = Text(sp, "entityId") ?? "",
            Acs = Text(Part(sp, "assertionConsumerService"), "url") ?? "",
            Keys = Text(sp, "privateKey") is { Length: > 0 } key ? [Key(key)] : [],
            Strict = Flag(root, "strict", true),
            WholeProfile = false,
            AllowSha1 = !Flag(security, "rejectDeprecatedAlgorithm", false),
            WantAssertionsSigned = Flag(security, "wantAssertionsSigned", false),
            WantMessagesSigned = Flag(security, "wantMessagesSigned", false),
            WantAssertionsEncrypted = Flag(security, "wantAssertionsEncrypted", false),
            WantNameId = Flag(security, "wantNameId", true),
            WantNameIdEncrypted = Flag(security, "wantNameIdEncrypted", false),
            WantAttributes = Flag(security, "wantAttributeStatement", true),
            AllowRepeatedAttributes = Flag(security, "allowRepeatAttributeName", false),
            AuthnContexts = Flag(security, "failOnAuthnContextMismatch", false) ? Texts(security, "requestedAuthnContext") : [],
            Skew = TimeSpan.FromMinutes(5),
        };
    }

    private static List<X509Certificate2> Certificates(JsonElement idp)
    {
        var several = Texts(Part(idp, "x509certMulti"), "signing");
        var texts =
            several.Count > 0 ? several
            : Text(idp, "x509cert") is { } one ? [one]
            : [];
        return [.. texts.Select(Certificate).OfType<X509Certificate2>()];
    }

    /// <summary>PEM, or its base64 alone.</summary>
    public static X509Certificate2? Certificate(string text)
    {
        try
        {
            var bare = string.Concat(text.Split('\n').Where(l => !l.StartsWith("-----", StringComparison.Ordinal)).Select(l => l.Trim()));
            return bare.Length == 0 ? null : X509CertificateLoader.LoadCertificate(Convert.FromBase64String(bare));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            // An unreadable certificate verifies nothing; the file still gets its answer.
            return null;
        }
    }

    private static (HashAlgorithmName, string)? Fingerprint(JsonElement idp)
    {
        if (Text(idp, "certFingerprint") is not { Length: > 0 } print)
            return null;
        var hash = (Text(idp, "certFingerprintAlgorithm") ?? "sha1").ToLowerInvariant() switch
        {
            "sha1" or "" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            "sha384" => HashAlgorithmName.SHA384,
            "sha512" => HashAlgorithmName.SHA512,
            _ => throw new InvalidDataException("certFingerprintAlgorithm is not one we know."),
        };
        return (hash, print.Replace(":", "", StringComparison.Ordinal).Trim().ToLowerInvariant());
    }

    private static RSA Key(string text)
    {
        try
        {
            var key = RSA.Create();
            if (text.Contains("-----", StringComparison.Ordinal))
                key.ImportFromPem(text);
            else
                Import(key, Convert.FromBase64String(text));
            return key;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("sp.privateKey is not an RSA key in PEM or base64.", e);
        }
    }

    private static void Import(RSA key, byte[] der)
    {
        try
        {
            key.ImportRSAPrivateKey(der, out _);
        }
        catch (CryptographicException)
        {
            key.ImportPkcs8PrivateKey(der, out _);
        }
    }

    private static JsonElement Part(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var part) ? part : default;

    private static string? Text(JsonElement of, string name) =>
        Part(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static List<string> Texts(JsonElement of, string name) =>
        Part(of, name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.String).Select(e => e.GetString()!)]
            : [];

    private static bool Flag(JsonElement of, string name, bool otherwise) =>
        Part(of, name).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => otherwise,
        };
}
