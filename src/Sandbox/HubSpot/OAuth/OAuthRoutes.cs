using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.OAuth;

/// <summary>A code that stands for a user's yes: good once, for ten minutes.</summary>
internal sealed record Code(
    string Redirect,
    IReadOnlyList<string> Scopes,
    string? Challenge,
    bool Sha256,
    Owner User,
    DateTimeOffset Expires
);

/// <summary>Codes between the consent page and the token call; not kept beyond a restart.</summary>
internal sealed class Codes(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, Code> codes = new(StringComparer.Ordinal);

    public string Issue(string redirect, IReadOnlyList<string> scopes, string? challenge, bool sha256, Owner user)
    {
        var code = Grants.Secret("");
        codes[code] = new(redirect, scopes, challenge, sha256, user, clock.GetUtcNow() + Life);
        return code;
    }

    public Code? Use(string? code) =>
        code is not null && codes.TryRemove(code, out var known) && known.Expires > clock.GetUtcNow() ? known : null;
}

/// <summary>The token calls of every version: exchange, refresh, introspection, revocation.</summary>
internal sealed class OAuthRoutes(SandboxOptions options, Grants grants, Codes codes)
{
    public static void Map(RouteGroupBuilder oauth)
    {
        oauth.MapPost("/{version}/token", (HttpContext http, OAuthRoutes r) => r.Token(http));
        oauth.MapPost("/{version}/token/introspect", (HttpContext http, OAuthRoutes r) => r.Introspect(http));
        oauth.MapPost("/{version}/token/revoke", (HttpContext http, OAuthRoutes r) => r.Revoke(http));
        oauth.MapGet("/{version}/access-tokens/{token}", (HttpContext http, string token, OAuthRoutes r) => r.AccessToken(http, token));
        oauth.MapGet("/{version}/refresh-tokens/{token}", (HttpContext http, string token, OAuthRoutes r) => r.RefreshToken(http, token));
        oauth.MapDelete(
            "/{version}/refresh-tokens/{token}",
            (HttpContext http, string token, OAuthRoutes r) => r.RevokeRefresh(http, token)
        );
    }

    private async Task<IResult> Token(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return Refused(http, "BAD_GRANT_TYPE", "unsupported_grant_type", "missing or unknown grant type");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["client_id"] != options.HubSpotClientId)
            return Refused(http, "BAD_CLIENT_ID", "invalid_client", "missing or unknown client id");
        if (form["client_secret"] != options.HubSpotAppSecret)
            return Refused(http, "BAD_CLIENT_SECRET", "invalid_client", "missing or invalid client secret");
        switch (form["grant_type"].ToString())
        {
            case "authorization_code":
                if (codes.Use(form["code"]) is not { } code)
                    return Refused(http, "BAD_AUTH_CODE", "invalid_grant", "missing or unknown auth code");
                if (code.Redirect != form["redirect_uri"])
                    return Refused(http, "BAD_REDIRECT_URI", "invalid_request", "missing or invalid redirect uri");
                if (!Proves(form["code_verifier"].ToString(), code))
                    return Refused(http, "BAD_AUTH_CODE", "invalid_grant", "missing or invalid code verifier");
                return Wire.Json(Issued(grants.Open(code.Scopes, code.User)));
            case "refresh_token":
                return grants.Refresh(form["refresh_token"]) is { } renewed
                    ? Wire.Json(Issued(renewed))
                    : Refused(http, "BAD_REFRESH_TOKEN", "invalid_grant", "missing or unknown refresh token");
            default:
                return Refused(http, "BAD_GRANT_TYPE", "unsupported_grant_type", "missing or unknown grant type");
        }
    }

    private static bool Proves(string verifier, Code code) =>
        code.Challenge is null
        || (code.Sha256 ? System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier))) : verifier)
            == code.Challenge;

    private JsonObject Issued((Grant Grant, AccessToken Access) tokens) =>
        new()
        {
            ["token_type"] = "bearer",
            ["refresh_token"] = tokens.Grant.Refresh,
            ["access_token"] = tokens.Access.Token,
            ["expires_in"] = grants.Order.AccessTokenSeconds,
            ["hub_id"] = options.HubSpotPortalId,
            ["user_id"] = tokens.Grant.UserId,
            ["scopes"] = new JsonArray([.. tokens.Grant.Scopes]),
            ["token_use"] = "access_token",
        };

    private IResult AccessToken(HttpContext http, string token) =>
        grants.Of(token, out var left) is { } grant
            ? Wire.Json(
                new JsonObject
                {
                    ["token"] = token,
                    ["user"] = grant.User,
                    ["hub_domain"] = "corvane.example",
                    ["scopes"] = new JsonArray([.. grant.Scopes]),
                    ["scope_to_scope_group_pks"] = new JsonArray(),
                    ["trial_scopes"] = new JsonArray(),
                    ["trial_scope_to_scope_group_pks"] = new JsonArray(),
                    ["hub_id"] = options.HubSpotPortalId,
                    ["app_id"] = options.HubSpotAppId,
                    ["expires_in"] = (int)left.TotalSeconds,
                    ["user_id"] = grant.UserId,
                    ["token_type"] = "access",
                }
            )
            : new HubSpotError(404, "OBJECT_NOT_FOUND", "missing or unknown access token").Result(http);

    private IResult RefreshToken(HttpContext http, string token) =>
        grants.ByRefresh(token) is { } grant
            ? Wire.Json(
                new JsonObject
                {
                    ["token"] = token,
                    ["user"] = grant.User,
                    ["hub_domain"] = "corvane.example",
                    ["scopes"] = new JsonArray([.. grant.Scopes]),
                    ["hub_id"] = options.HubSpotPortalId,
                    ["client_id"] = options.HubSpotClientId,
                    ["user_id"] = grant.UserId,
                    ["token_type"] = "refresh",
                }
            )
            : new HubSpotError(404, "OBJECT_NOT_FOUND", "missing or unknown refresh token").Result(http);

    private IResult RevokeRefresh(HttpContext http, string token) =>
        grants.Revoke(g => g.Refresh == token)
            ? Results.NoContent()
            : new HubSpotError(404, "OBJECT_NOT_FOUND", "missing or unknown refresh token").Result(http);

    private async Task<IResult> Introspect(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Stranger(form))
            return Refused(http, "BAD_CLIENT_ID", "invalid_client", "missing or unknown client");
        var token = form["token"].ToString();
        var (grant, left) = grants.Of(token, out var rest) is { } found ? (found, (int)rest.TotalSeconds) : (grants.ByRefresh(token), 0);
        if (grant is null)
            return Wire.Json(new JsonObject { ["active"] = false });
        var json = new JsonObject
        {
            ["active"] = true,
            ["token_use"] = left > 0 ? "access_token" : "refresh_token",
            ["token_type"] = "bearer",
            ["client_id"] = options.HubSpotClientId,
            ["hub_id"] = options.HubSpotPortalId,
            ["user_id"] = grant.UserId,
            ["user"] = grant.User,
            ["app_id"] = options.HubSpotAppId,
            ["scopes"] = new JsonArray([.. grant.Scopes]),
        };
        if (left > 0)
            json["expires_in"] = left;
        return Wire.Json(json);
    }

    /// <summary>Of a refresh token the whole permission ends; of an access token that token. Unknown tokens are no error.</summary>
    private async Task<IResult> Revoke(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (Stranger(form))
            return Refused(http, "BAD_CLIENT_ID", "invalid_client", "missing or unknown client");
        var token = form["token"].ToString();
        if (!grants.Revoke(g => g.Refresh == token))
            grants.Expire(token);
        return Results.NoContent();
    }

    private bool Stranger(IFormCollection form) =>
        form["client_id"] != options.HubSpotClientId || form["client_secret"] != options.HubSpotAppSecret;

    private static IResult Refused(HttpContext http, string status, string error, string message) =>
        Wire.Json(
            new JsonObject
            {
                ["status"] = status,
                ["message"] = message,
                ["correlationId"] = Wire.Correlation(http),
                ["error"] = error,
                ["error_description"] = message,
            },
            400
        );
}
