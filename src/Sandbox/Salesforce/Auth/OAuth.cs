using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Salesforce.Auth;

/// <summary>The OAuth endpoints: token, revoke, introspect, and the answers about who a token is.</summary>
internal sealed class OAuth(
    SandboxOptions options,
    Organisation organisation,
    Sessions sessions,
    RefreshTokens refreshTokens,
    AuthorizationCodes codes,
    JwtBearer jwt,
    TimeProvider clock
)
{
    public async Task Token(HttpContext context)
    {
        try
        {
            var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
            await Answers.Json(
                context,
                200,
                Grant(form ?? throw new OAuthError("unsupported_grant_type", "grant type not supported"), Origins.Root(context))
            );
        }
        catch (OAuthError refusal)
        {
            await Answers.Json(context, 400, new JsonObject { ["error"] = refusal.Error, ["error_description"] = refusal.Message });
        }
    }

    public async Task Revoke(HttpContext context)
    {
        var token = context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync(context.RequestAborted))["token"].ToString()
            : context.Request.Query["token"].ToString();
        if (sessions.End(token) || refreshTokens.End(token))
            context.Response.StatusCode = 200;
        else
            await Answers.Json(
                context,
                400,
                new JsonObject { ["error"] = "invalid_token", ["error_description"] = "the token is not valid" }
            );
    }

    public async Task Introspect(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var active = sessions.Use(form["token"].ToString());
        await Answers.Json(
            context,
            200,
            active
                ? new JsonObject
                {
                    ["active"] = true,
                    ["scope"] = "id api refresh_token",
                    ["client_id"] = options.SalesforceClientId,
                    ["username"] = options.SalesforceUsername,
                    ["sub"] = $"{Origins.Root(context)}/id/{organisation.Id}/{organisation.RunAsId}",
                    ["token_type"] = "access_token",
                }
                : new JsonObject { ["active"] = false }
        );
    }

    private JsonObject Grant(IFormCollection form, string root)
    {
        string? Field(string name) => form.TryGetValue(name, out var value) ? value.ToString() : null;
        switch (Field("grant_type"))
        {
            case "client_credentials":
                CheckClient(Field, secretRequired: true);
                return Opened(root, refresh: null);
            case "password":
                CheckClient(Field, secretRequired: true);
                if (
                    !Secrets.Same(Field("username"), options.SalesforceUsername)
                    || !Secrets.Same(Field("password"), options.SalesforcePassword)
                )
                    throw new OAuthError("invalid_grant", "authentication failure");
                return Opened(root, refresh: null);
            case "refresh_token":
                CheckClient(Field, secretRequired: false);
                if (!refreshTokens.Use(Field("refresh_token")))
                    throw new OAuthError("invalid_grant", "expired access/refresh token");
                return Opened(root, refreshTokens.Rotates ? refreshTokens.Open() : null);
            case "authorization_code":
                CheckClient(Field, secretRequired: false);
                codes.Redeem(Field("code"), Field("redirect_uri"), Field("code_verifier"));
                return Opened(root, refreshTokens.Open());
            case "urn:ietf:params:oauth:grant-type:jwt-bearer":
                jwt.Check(Field("assertion"), root);
                return Opened(root, refresh: null);
            default:
                throw new OAuthError("unsupported_grant_type", "grant type not supported");
        }
    }

    /// <summary>A secret that is sent must be right, also where it may be missing.</summary>
    private void CheckClient(Func<string, string?> field, bool secretRequired)
    {
        if (!Secrets.Same(field("client_id"), options.SalesforceClientId))
            throw new OAuthError("invalid_client_id", "client identifier invalid");
        if (field("client_secret") is not { } secret ? secretRequired : !Secrets.Same(secret, options.SalesforceClientSecret))
            throw new OAuthError("invalid_client", "invalid client credentials");
    }

    private JsonObject Opened(string root, string? refresh)
    {
        var identity = $"{root}/id/{organisation.Id}/{organisation.RunAsId}";
        var issuedAt = clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var answer = new JsonObject
        {
            ["access_token"] = sessions.Open(),
            ["signature"] = Convert.ToBase64String(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.SalesforceClientSecret), Encoding.UTF8.GetBytes(identity + issuedAt))
            ),
            ["scope"] = refresh is null ? "id api" : "refresh_token id api",
            ["instance_url"] = root,
            ["id"] = identity,
            ["token_type"] = "Bearer",
            ["issued_at"] = issuedAt,
        };
        if (refresh is not null)
            answer["refresh_token"] = refresh;
        return answer;
    }
}
