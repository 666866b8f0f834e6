using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Auth;

/// <summary>
/// Assertions signed with RS256 by the key whose certificate (or public key) an admin registered. Issuer is the client id, subject the user name, audience
/// a login host or this origin, and it expires within minutes.
/// </summary>
internal sealed class JwtBearer(CrmStore store, SandboxOptions options, TimeProvider clock)
{
    private const string Key = "salesforce.jwtKey";

    private static readonly TimeSpan MaxLife = TimeSpan.FromMinutes(5);

    /// <summary>How far two clocks may be apart.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>Registers a certificate or public key in PEM; false when it is neither.</summary>
    public bool Register(string pem)
    {
        try
        {
            using var key = PublicKey(pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }

        store.Write(Origin.Admin, tx => tx.Setting(Key, pem));
        return true;
    }

    /// <summary>Throws <see cref="OAuthError"/> unless the assertion is good.</summary>
    public void Check(string? assertion, string origin)
    {
        if (assertion?.Split('.') is not [var header, var claims, var signature])
            throw Invalid("invalid assertion");
        try
        {
            if (Text(Part(header), "alg") != "RS256" || !Signed($"{header}.{claims}", signature))
                throw Invalid("invalid assertion");
            Check(Part(claims), origin);
        }
        catch (Exception e) when (e is FormatException or JsonException or CryptographicException)
        {
            throw Invalid("invalid assertion");
        }
    }

    private void Check(JsonElement claims, string origin)
    {
        if (Text(claims, "iss") != options.SalesforceClientId)
            throw new OAuthError("invalid_client_id", "client identifier invalid");
        if (
            Text(claims, "aud") is not { } audience
            || (audience is not ("https://login.salesforce.com" or "https://test.salesforce.com") && audience.TrimEnd('/') != origin)
        )
            throw Invalid("audience is invalid");
        if (!claims.TryGetProperty("exp", out var exp) || !exp.TryGetInt64(out var seconds) || seconds is < 0 or > 253_402_300_799)
            throw Invalid("invalid assertion");
        var now = clock.GetUtcNow();
        var expires = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (expires < now - Skew || expires > now + MaxLife + Skew)
            throw Invalid("expired authorization code");
        if (Text(claims, "sub") != options.SalesforceUsername)
            throw Invalid("user hasn't approved this consumer");
    }

    private bool Signed(string message, string signature)
    {
        if (store.Setting(Key) is not { } pem)
            return false;
        using var key = PublicKey(pem);
        return key.VerifyData(
            Encoding.ASCII.GetBytes(message),
            Base64Url.DecodeFromChars(signature),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
    }

    private static RSA PublicKey(string pem)
    {
        if (pem.Contains("CERTIFICATE", StringComparison.Ordinal))
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return certificate.GetRSAPublicKey() ?? throw new CryptographicException("The certificate holds no RSA key.");
        }

        var key = RSA.Create();
        key.ImportFromPem(pem);
        return key;
    }

    private static JsonElement Part(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException();
    }

    private static string? Text(JsonElement part, string name) =>
        part.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static OAuthError Invalid(string description) => new("invalid_grant", description);
}
