using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Access.Jose;

namespace Entente.Access.Oidc;

/// <summary>What a provider publishes about itself (OpenID Connect discovery 1.0), as far as we use it.</summary>
internal sealed record OidcProvider(string Issuer, string Authorize, string Token, string Keys);

/// <summary>What became of talking to a provider.</summary>
internal readonly record struct OidcAnswer<T>(T? Value, string? Why)
    where T : class;

/// <summary>
/// A client of OpenID providers: authorisation code with PKCE (S256), state and nonce. What a provider publishes is kept for an hour; keys are asked for
/// again when a token names one we do not know, at most once a minute, so that made-up names cannot make us hammer a provider.
/// </summary>
public sealed class OidcClient(GuardedHttp http, TimeProvider clock)
{
    internal static readonly TimeSpan GoodFor = TimeSpan.FromHours(1);
    internal static readonly TimeSpan RefetchAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, (OidcProvider Provider, DateTimeOffset At)> known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (IReadOnlyList<JoseKey> Keys, DateTimeOffset At)> keys = new(StringComparer.Ordinal);

    internal async Task<OidcAnswer<OidcProvider>> Discover(string issuer, CancellationToken ct)
    {
        if (known.TryGetValue(issuer, out var kept) && clock.GetUtcNow() - kept.At < GoodFor)
            return new(kept.Provider, null);
        if (!http.Takes(issuer))
            return new(null, "The issuer's address must start with https://.");
        var answer = await Ask(new(HttpMethod.Get, issuer.TrimEnd('/') + "/.well-known/openid-configuration"), ct);
        if (answer is not { } json)
            return new(null, "The provider does not answer with its configuration.");
        // It must be the very issuer that was asked: otherwise one provider could speak for another (discovery §4.3).
        if (JsonOnce.Text(json, "issuer") != issuer)
            return new(null, "The provider calls itself by another issuer.");
        var found = new OidcProvider(
            issuer,
            JsonOnce.Text(json, "authorization_endpoint") ?? "",
            JsonOnce.Text(json, "token_endpoint") ?? "",
            JsonOnce.Text(json, "jwks_uri") ?? ""
        );
        if (!http.Takes(found.Authorize) || !http.Takes(found.Token) || !http.Takes(found.Keys))
            return new(null, "The provider's configuration lacks an address, or one is not safe to use.");
        if (JsonOnce.Texts(json, "code_challenge_methods_supported") is { } methods && !methods.Contains("S256", StringComparer.Ordinal))
            return new(null, "The provider does not know PKCE with S256.");
        known[issuer] = (found, clock.GetUtcNow());
        return new(found, null);
    }

    /// <summary>Where the browser goes to sign in.</summary>
    internal static Uri SignIn(OidcProvider provider, string clientId, string redirect, string state, string nonce, string verifier)
    {
        var challenge = Base64Url.Write(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        (string Name, string Value)[] asked =
        [
            ("response_type", "code"),
            ("client_id", clientId),
            ("redirect_uri", redirect),
            ("scope", "openid email profile"),
            ("state", state),
            ("nonce", nonce),
            ("code_challenge", challenge),
            ("code_challenge_method", "S256"),
        ];
        var query = string.Join('&', asked.Select(p => p.Name + "=" + Uri.EscapeDataString(p.Value)));
        return new(provider.Authorize + (provider.Authorize.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query);
    }

    /// <summary>Redeems the code and judges the ID token.</summary>
    internal async Task<OidcAnswer<IdTokenClaims>> Redeem(
        OidcProvider provider,
        (string Id, string Secret) client,
        (string Code, string Redirect, string Verifier, string Nonce) asked,
        CancellationToken ct
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, provider.Token);
        request.Content = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "authorization_code",
                ["code"] = asked.Code,
                ["redirect_uri"] = asked.Redirect,
                ["code_verifier"] = asked.Verifier,
            }
        );
        // RFC 6749 §2.3.1: both are form-encoded before they are put together.
        var basic = Uri.EscapeDataString(client.Id) + ":" + Uri.EscapeDataString(client.Secret);
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)));
        if (await Ask(request, ct) is not { } json)
            return new(null, "The provider did not redeem the code.");
        if (JsonOnce.Text(json, "id_token") is not { } token)
            return new(null, "The provider sent no ID token.");

        var expecting = new IdTokenExpecting(provider.Issuer, client.Id, asked.Nonce, JsonOnce.Text(json, "access_token"), Skew);
        var outcome = IdToken.Check(token, await Keys(provider, GoodFor, ct), expecting, clock.GetUtcNow());
        if (outcome is IdTokenOutcome.Invalid { UnknownKey: true })
            outcome = IdToken.Check(token, await Keys(provider, RefetchAfter, ct), expecting, clock.GetUtcNow());
        return outcome switch
        {
            IdTokenOutcome.Valid good => new(good.Claims, null),
            IdTokenOutcome.Invalid bad => new(null, bad.Why),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <param name="oldest">Keys older than this are asked for again; when that fails, the old ones go on.</param>
    private async Task<IReadOnlyList<JoseKey>> Keys(OidcProvider provider, TimeSpan oldest, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (keys.TryGetValue(provider.Keys, out var kept) && now - kept.At < oldest)
            return kept.Keys;
        if (await Ask(new(HttpMethod.Get, provider.Keys), ct) is { } set)
            kept = (JoseKey.FromSet(set), now);
        else
            kept = (kept.Keys ?? [], now);
        keys[provider.Keys] = kept;
        return kept.Keys;
    }

    private async Task<JsonElement?> Ask(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.Accept.ParseAdd("application/json");
        try
        {
            using var answer = await http.Client.SendAsync(request, ct);
            return answer.IsSuccessStatusCode ? JsonOnce.Object(await answer.Content.ReadAsByteArrayAsync(ct)) : null;
        }
        catch (Exception e)
            when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }
}
