using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>
/// Access tokens by any of the three grants, and the admin's sign-in that the third begins with. An opaque token has no known end, so
/// it is replaced when it is refused; one by refresh token at the latest after a week, because an unused refresh token dies after 30 days.
/// </summary>
internal sealed class SalesforceTokens : ICrmAuth, IDisposable
{
    public const string Scopes = "api refresh_token id";

    private static readonly TimeSpan Oldest = TimeSpan.FromDays(7);
    private readonly HttpClient http;
    private readonly SalesforceOptions options;
    private readonly ITokenVault? vault;
    private readonly TimeProvider clock;
    private readonly TokenFlight flight;

    public SalesforceTokens(HttpClient http, SalesforceOptions options, ITokenVault? vault, TimeProvider clock)
    {
        (this.http, this.options, this.vault, this.clock) = (http, options, vault, clock);
        flight = new TokenFlight(options.Begun, Fresh, clock);
    }

    /// <summary>The identity address of the user we act as: <c>…/id/{organisation}/{user}</c>.</summary>
    public string? Identity => flight.Present?.Identity;

    public ValueTask<CrmResult<CrmAccess>> Access(CrmAccess? refused, CancellationToken ct) => flight.Access(refused, ct);

    public string AuthorizeUrl(string redirect, string state, string verifier) =>
        OAuthCall.With(
            new Uri(options.LoginOrigin, "/services/oauth2/authorize"),
            ("response_type", "code"),
            ("client_id", options.ClientId),
            ("redirect_uri", redirect),
            ("scope", Scopes),
            ("state", state),
            ("code_challenge", OAuthCall.Challenge(verifier)),
            ("code_challenge_method", "S256"),
            ("prompt", "login consent")
        );

    public Task<CrmResult<TokenGrant>> Redeem(string code, string redirect, string verifier, CancellationToken ct) =>
        Ask(With(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect), ("code_verifier", verifier)), ct);

    /// <summary>Null when the token is dead, also when it was before.</summary>
    public async Task<CrmError?> Revoke(string token, CancellationToken ct)
    {
        var form = new Dictionary<string, string> { ["token"] = token };
        var address = new Uri(options.LoginOrigin, "/services/oauth2/revoke");
        var revoked = await OAuthCall.Post(http, address, form, "Salesforce", SalesforceErrors.OfToken, ct);
        return revoked.Ok || !revoked.Error.MayPass ? null : revoked.Error;
    }

    public void Dispose() => flight.Dispose();

    private Task<CrmResult<TokenGrant>> Fresh(string? refused, CancellationToken ct)
    {
        switch (options.Grant)
        {
            case SalesforceGrant.JwtBearer:
                var assertion = new Dictionary<string, string>
                {
                    ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
                    ["assertion"] = Assertion(options, clock.GetUtcNow()),
                };
                return Ask(assertion, ct);
            case SalesforceGrant.RefreshToken when vault is not null:
                // The call is not given up when its caller is: the old token is dead as soon as Salesforce has read it.
                return vault.Take(
                    refused,
                    token => Ask(With(("grant_type", "refresh_token"), ("refresh_token", token)), CancellationToken.None),
                    ct
                );
            default:
                return Ask(With(("grant_type", "client_credentials")), ct);
        }
    }

    /// <summary>The signed assertion of the JWT bearer grant; good for two minutes. RS256, RFC 7523.</summary>
    public static string Assertion(SalesforceOptions options, DateTimeOffset now)
    {
        var claims = new
        {
            iss = options.ClientId,
            sub = options.Username,
            aud = options.Audience ?? options.LoginOrigin.GetLeftPart(UriPartial.Authority),
            exp = now.AddMinutes(2).ToUnixTimeSeconds(),
        };
        var signed = $"{Encode("""{"alg":"RS256"}"""u8)}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        using var key = RSA.Create();
        key.ImportFromPem(options.PrivateKey ?? "");
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Encode(signature)}";
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private Dictionary<string, string> With(params (string Name, string Value)[] fields)
    {
        var form = fields.ToDictionary(f => f.Name, f => f.Value);
        form["client_id"] = options.ClientId;
        if (options.ClientSecret is { } secret)
            form["client_secret"] = secret;
        return form;
    }

    private async Task<CrmResult<TokenGrant>> Ask(Dictionary<string, string> form, CancellationToken ct)
    {
        var asked = clock.GetUtcNow();
        var reply = await OAuthCall.Post(
            http,
            new Uri(options.LoginOrigin, "/services/oauth2/token"),
            form,
            "Salesforce",
            SalesforceErrors.OfToken,
            ct
        );
        if (!reply.Ok)
            return reply.Error;
        var body = reply.Value;
        if (body.Text("access_token") is not { } token || !Uri.TryCreate(body.Text("instance_url"), UriKind.Absolute, out var origin))
            return new CrmError(CrmErrorClass.Poison, "unreadable_answer", "Salesforce's token answer lacks the token or the address.");
        return new TokenGrant(new CrmAccess(origin, token), body.Text("refresh_token"), asked + Oldest, body.Text("id"));
    }
}
