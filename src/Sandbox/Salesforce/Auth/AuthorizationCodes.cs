using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Entente.Sandbox.Salesforce.Auth;

/// <summary>Codes of the web-server flow: good once, for 15 minutes (of real time), for one redirect address and one PKCE challenge.</summary>
internal sealed class AuthorizationCodes(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (string RedirectUri, string? Challenge, long IssuedAt)> _codes = new(
        StringComparer.Ordinal
    );

    public string Issue(string redirectUri, string? challenge)
    {
        var code = "aPrx" + Secrets.Token();
        _codes[code] = (redirectUri, challenge, clock.GetTimestamp());
        return code;
    }

    /// <summary>Throws <see cref="OAuthError"/> unless the code is good for this caller; it is spent either way.</summary>
    public void Redeem(string? code, string? redirectUri, string? verifier)
    {
        if (code is null || !_codes.TryRemove(code, out var issued) || clock.GetElapsedTime(issued.IssuedAt) > Life)
            throw new OAuthError("invalid_grant", "expired authorization code");
        if (issued.RedirectUri != redirectUri)
            throw new OAuthError("redirect_uri_mismatch", "redirect_uri must match configuration");
        if (issued.Challenge is null)
            return;
        if (string.IsNullOrEmpty(verifier))
            throw new OAuthError("invalid_grant", "code verifier required");
        if (Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) != issued.Challenge)
            throw new OAuthError("invalid_request", "invalid code verifier");
    }
}
