using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Entente.Access.Jose;

/// <summary>
/// A key that may verify, and the algorithms that go with its kind: an RSA key never becomes a secret for HMAC, a curve has its one hash.
/// </summary>
internal sealed class JoseKey
{
    private readonly RSA? rsa;
    private readonly ECDsa? ec;
    private readonly byte[]? secret;

    private JoseKey(string? kid, string? bound, IReadOnlyList<string> kinds, RSA? rsa = null, ECDsa? ec = null, byte[]? secret = null)
    {
        (Kid, this.rsa, this.ec, this.secret) = (kid, rsa, ec, secret);
        Algorithms = bound is null ? kinds : [.. kinds.Where(k => k == bound)];
    }

    public string? Kid { get; }

    /// <summary>What this key may be used with; none if it says it is for something else.</summary>
    public IReadOnlyList<string> Algorithms { get; }

    public bool Symmetric => secret is not null;

    private static readonly string[] RsaKinds = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

    /// <summary>A JSON Web Key (RFC 7517), or nothing: unknown, weak, not for verifying, or not on its curve.</summary>
    public static JoseKey? FromJwk(JsonElement jwk)
    {
        if (jwk.ValueKind is not JsonValueKind.Object || !ForVerifying(jwk))
            return null;
        var (kid, bound) = (JsonOnce.Text(jwk, "kid"), JsonOnce.Text(jwk, "alg"));
        // A typing error of the RFC's own age, seen in the wild: the curve is P-521, the hash SHA-512.
        if (bound == "ES521")
            bound = "ES512";
        try
        {
            return JsonOnce.Text(jwk, "kty") switch
            {
                "RSA" => Of(Octets(jwk, "n"), Octets(jwk, "e"), kid, bound),
                "EC" => Of(JsonOnce.Text(jwk, "crv"), Octets(jwk, "x"), Octets(jwk, "y"), kid, bound),
                "oct" => Octets(jwk, "k") is { Length: > 0 } k ? OfSecret(k, kid, bound) : null,
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A public key or a certificate in PEM.</summary>
    public static JoseKey? FromPem(string pem)
    {
        try
        {
            if (pem.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            {
                using var certificate = X509Certificate2.CreateFromPem(pem);
                return certificate.GetRSAPublicKey() is { } own ? Of(own, null, null)
                    : certificate.GetECDsaPublicKey() is { } curve ? Of(curve, null, null)
                    : null;
            }
            return pem.Contains("EC ", StringComparison.Ordinal) ? FromEcPem(pem) : FromRsaPem(pem) ?? FromEcPem(pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A set of keys, or one: JWKS or JWK. Keys we cannot use are left out.</summary>
    public static IReadOnlyList<JoseKey> FromSet(JsonElement set)
    {
        var keys = JsonOnce.Member(set, "keys");
        if (keys.ValueKind is JsonValueKind.Array)
            return [.. keys.EnumerateArray().Take(64).Select(FromJwk).OfType<JoseKey>()];
        return FromJwk(set) is { } one ? [one] : [];
    }

    /// <param name="algorithm">One of <see cref="Algorithms"/>.</param>
    public bool Verify(string algorithm, byte[] content, byte[] signature)
    {
        if (!Algorithms.Contains(algorithm))
            return false;
        var hash = algorithm[2..] switch
        {
            "256" => HashAlgorithmName.SHA256,
            "384" => HashAlgorithmName.SHA384,
            _ => HashAlgorithmName.SHA512,
        };
        try
        {
            return algorithm[..2] switch
            {
                "HS" => CryptographicOperations.FixedTimeEquals(CryptographicOperations.HmacData(hash, secret!, content), signature),
                "RS" => signature.Length == Size(rsa!) && rsa!.VerifyData(content, signature, hash, RSASignaturePadding.Pkcs1),
                "PS" => signature.Length == Size(rsa!) && rsa!.VerifyData(content, signature, hash, RSASignaturePadding.Pss),
                "ES" => NotTrivial(signature)
                    && ec!.VerifyData(content, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    // Length is of the curve; r and s are not zero (CVE-2022-21449).
    private bool NotTrivial(byte[] signature)
    {
        var half = (ec!.KeySize + 7) / 8;
        return signature.Length == 2 * half
            && signature.AsSpan(0, half).ContainsAnyExcept((byte)0)
            && signature.AsSpan(half).ContainsAnyExcept((byte)0);
    }

    private static int Size(RSA key) => (key.KeySize + 7) / 8;

    private static bool ForVerifying(JsonElement jwk)
    {
        var use = JsonOnce.Member(jwk, "use");
        if (use.ValueKind is not JsonValueKind.Undefined && JsonOnce.Text(jwk, "use") != "sig")
            return false;
        return JsonOnce.Member(jwk, "key_ops").ValueKind is JsonValueKind.Undefined
            || JsonOnce.Texts(jwk, "key_ops") is { } ops && ops.Contains("verify", StringComparer.Ordinal);
    }

    private static JoseKey? FromRsaPem(string pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return Of(key, null, null);
        }
        catch (CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    private static JoseKey? FromEcPem(string pem)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(pem);
        return Of(key, null, null);
    }

    private static JoseKey? Of(byte[]? n, byte[]? e, string? kid, string? bound)
    {
        if (n is null || e is null || n.Length > 2048)
            return null;
        var key = RSA.Create();
        key.ImportParameters(new() { Modulus = n, Exponent = e });
        return Of(key, kid, bound);
    }

    // Below 2048 bits nothing is proven (NIST SP 800-131A).
    private static JoseKey? Of(RSA key, string? kid, string? bound) => key.KeySize < 2048 ? null : new(kid, bound, RsaKinds, rsa: key);

    private static JoseKey? Of(string? curve, byte[]? x, byte[]? y, string? kid, string? bound)
    {
        var (named, size) = curve switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, 48),
            "P-521" => (ECCurve.NamedCurves.nistP521, 66),
            _ => (default, 0),
        };
        if (size == 0 || x?.Length != size || y?.Length != size)
            return null;
        return Of(
            ECDsa.Create(
                new ECParameters
                {
                    Curve = named,
                    Q = new() { X = x, Y = y },
                }
            ),
            kid,
            bound
        );
    }

    private static JoseKey? Of(ECDsa key, string? kid, string? bound) =>
        key.KeySize switch
        {
            256 => new(kid, bound, ["ES256"], ec: key),
            384 => new(kid, bound, ["ES384"], ec: key),
            521 => new(kid, bound, ["ES512"], ec: key),
            _ => null,
        };

    // A secret shorter than its hash is refused (RFC 7518 §3.2).
    private static JoseKey OfSecret(byte[] k, string? kid, string? bound) =>
        new(
            kid,
            bound,
            k.Length >= 64 ? ["HS256", "HS384", "HS512"]
                : k.Length >= 48 ? ["HS256", "HS384"]
                : k.Length >= 32 ? ["HS256"]
                : [],
            secret: k
        );

    private static byte[]? Octets(JsonElement jwk, string name) =>
        JsonOnce.Text(jwk, name) is { } text && Base64Url.TryRead(text, out var octets) ? octets : null;
}
