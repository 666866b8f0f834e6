using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Access.Jose;

namespace Entente.Access.Oidc;

/// <summary>What an ID token must answer to.</summary>
/// <param name="AccessToken">If one came along, a hash of it in the token must agree.</param>
internal sealed record IdTokenExpecting(string Issuer, string ClientId, string Nonce, string? AccessToken, TimeSpan Skew);

/// <summary>Who a provider says this is.</summary>
internal sealed record IdTokenClaims(string Subject, string? Email, bool EmailVerified, string? Name);

internal abstract record IdTokenOutcome
{
    private IdTokenOutcome() { }

    public sealed record Valid(IdTokenClaims Claims) : IdTokenOutcome;

    public sealed record Invalid(string Why, bool UnknownKey = false) : IdTokenOutcome;
}

/// <summary>Judges an ID token (OpenID Connect core 1.0 §3.1.3.7). Pure.</summary>
internal static class IdToken
{
    /// <summary>Asymmetric only: a client secret is no signature of the provider's.</summary>
    public static readonly IReadOnlyList<string> Algorithms =
    [
        "RS256",
        "RS384",
        "RS512",
        "PS256",
        "PS384",
        "PS512",
        "ES256",
        "ES384",
        "ES512",
    ];

    public static IdTokenOutcome Check(string token, IReadOnlyList<JoseKey> keys, IdTokenExpecting expecting, DateTimeOffset now)
    {
        var usable = keys.Where(k => !k.Symmetric).ToList();
        var outcome = Jws.Check(token, usable, Algorithms);
        if (outcome is JwsOutcome.Invalid bad)
            return new IdTokenOutcome.Invalid(bad.Why, bad.UnknownKey);
        var good = (JwsOutcome.Valid)outcome;
        if (JsonOnce.Object(good.Payload) is not { } claims)
            return Wrong("The token's payload is not a JSON object, or names something twice.");
        if (Jwt.Wrong(claims, new(expecting.Issuer, expecting.ClientId, expecting.Skew, NeedsEnd: true), now) is { } wrong)
            return Wrong(wrong);
        if (JsonOnce.Member(claims, "iat").ValueKind is not JsonValueKind.Number)
            return Wrong("The token does not say when it was issued.");
        var party = JsonOnce.Member(claims, "azp").ValueKind is JsonValueKind.Undefined ? null : JsonOnce.Text(claims, "azp") ?? "";
        if (party is null ? Jwt.Audiences(claims).Count > 1 : party != expecting.ClientId)
            return Wrong("The token was issued to another client (azp).");
        if (!Same(JsonOnce.Text(claims, "nonce"), expecting.Nonce))
            return Wrong("The token answers another sign-in (nonce).");
        if (JsonOnce.Text(claims, "sub") is not { Length: > 0 and <= 255 } subject)
            return Wrong("The token names nobody.");
        if (expecting.AccessToken is { } access && JsonOnce.Member(claims, "at_hash").ValueKind is not JsonValueKind.Undefined)
            if (!Same(JsonOnce.Text(claims, "at_hash"), HalfHash(good.Algorithm, access)))
                return Wrong("The access token is not the one that was signed for (at_hash).");
        return new IdTokenOutcome.Valid(
            new(
                subject,
                JsonOnce.Text(claims, "email"),
                JsonOnce.Member(claims, "email_verified").ValueKind is JsonValueKind.True
                    || JsonOnce.Text(claims, "email_verified") == "true",
                JsonOnce.Text(claims, "name")
            )
        );
    }

    private static IdTokenOutcome Wrong(string why) => new IdTokenOutcome.Invalid(why);

    private static bool Same(string? said, string expected) =>
        said is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said), Encoding.UTF8.GetBytes(expected));

    // §3.1.3.6: the left half of the access token's hash, by the hash of the signature.
    internal static string HalfHash(string algorithm, string access)
    {
        var octets = Encoding.ASCII.GetBytes(access);
        var hash = algorithm[2..] switch
        {
            "256" => SHA256.HashData(octets),
            "384" => SHA384.HashData(octets),
            _ => SHA512.HashData(octets),
        };
        return Base64Url.Write(hash.AsSpan(0, hash.Length / 2));
    }
}
