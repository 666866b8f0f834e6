using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Port;

namespace Entente.Crm.HubSpot;

/// <summary>
/// HubSpot's OAuth: the admin's consent, the exchange of the code, refresh, revocation. The client secret is the app secret that also
/// signs webhooks.
/// </summary>
internal sealed class HubSpotOAuth(HttpClient http, HubSpotOptions options, TimeProvider clock)
{
    // csharpier-ignore - a table
    public static readonly string[] Scopes =
    [
        "oauth",
        "crm.objects.companies.read", "crm.objects.companies.write", "crm.objects.contacts.read", "crm.objects.contacts.write",
        "crm.objects.deals.read", "crm.objects.deals.write", "crm.objects.owners.read",
        "crm.schemas.companies.read", "crm.schemas.companies.write", "crm.schemas.contacts.read", "crm.schemas.contacts.write",
        "crm.schemas.deals.read", "crm.schemas.deals.write",
    ];

    /// <summary>Asked for, and done without where the portal has not the edition.</summary>
    public static readonly string[] OptionalScopes = ["crm.objects.leads.read", "crm.objects.leads.write", "sales-email-read"];

    // Renewed on the clock, not on a 401: that can also mean that the app was removed.
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);
    private readonly HubSpotPaths paths = new(options.Version);

    public string AuthorizeUrl(string redirect, string state, string verifier) =>
        OAuthCall.With(
            new Uri(options.AppOrigin, "/oauth/authorize"),
            ("client_id", options.ClientId ?? ""),
            ("redirect_uri", redirect),
            ("scope", string.Join(' ', Scopes)),
            ("optional_scope", string.Join(' ', OptionalScopes)),
            ("state", state),
            ("code_challenge", OAuthCall.Challenge(verifier)),
            ("code_challenge_method", "S256")
        );

    public Task<CrmResult<TokenGrant>> Redeem(string code, string redirect, string verifier, CancellationToken ct) =>
        Ask(
            new()
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = redirect,
                ["code_verifier"] = verifier,
            },
            ct
        );

    public Task<CrmResult<TokenGrant>> Refresh(string token, CancellationToken ct) =>
        Ask(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = token }, ct);

    /// <summary>Null when the token is dead, also when it was before.</summary>
    public async Task<CrmError?> Revoke(string token, CancellationToken ct)
    {
        var form = Client(new() { ["token"] = token, ["token_type_hint"] = "refresh_token" });
        var revoked = await OAuthCall.Post(http, new Uri(options.Origin, paths.Revoke), form, "HubSpot", Explain, ct);
        return revoked.Ok || !revoked.Error.MayPass ? null : revoked.Error;
    }

    private async Task<CrmResult<TokenGrant>> Ask(Dictionary<string, string> form, CancellationToken ct)
    {
        var asked = clock.GetUtcNow();
        var reply = await OAuthCall.Post(http, new Uri(options.Origin, paths.Token), Client(form), "HubSpot", Explain, ct);
        if (!reply.Ok)
            return reply.Error;
        if (reply.Value.Text("access_token") is not { } token)
            return new CrmError(CrmErrorClass.Poison, "unreadable_answer", "HubSpot's token answer lacks the token.");
        var lives = TimeSpan.FromSeconds(Math.Clamp(reply.Value.Long("expires_in") ?? 1800, 60, 86_400));
        var until = asked + (lives > 2 * Ahead ? lives - Ahead : lives / 2);
        return new TokenGrant(new CrmAccess(options.Origin, token), reply.Value.Text("refresh_token"), until);
    }

    private Dictionary<string, string> Client(Dictionary<string, string> form)
    {
        form["client_id"] = options.ClientId ?? "";
        form["client_secret"] = options.AppSecret;
        return form;
    }

    /// <summary>Revoked, our own configuration, or something that passes.</summary>
    public static CrmError Explain(int status, JsonElement body)
    {
        var code = body.Text("status") is { Length: > 0 } said && said != "error" ? said : body.Text("error") ?? $"HTTP_{status}";
        if (status is >= 500 or 429 or 423 or 477)
            return new CrmError(CrmErrorClass.Transient, code, "HubSpot cannot sign us in right now.");
        return new CrmError(
            CrmErrorClass.Auth,
            code,
            code switch
            {
                "BAD_REFRESH_TOKEN" or "invalid_grant" => "Somebody removed Entente's app from the HubSpot account.",
                "BAD_AUTH_CODE" => "HubSpot's answer was too old or already used.",
                "BAD_CLIENT_ID" or "BAD_CLIENT_SECRET" or "invalid_client" => "HubSpot does not know this client id or secret.",
                "BAD_REDIRECT_URI" => "The app does not list this installation's redirect address.",
                "BAD_HUB" or "access_denied" => "HubSpot does not let this app into the account.",
                _ => $"HubSpot refuses to sign us in: {body.Text("message") ?? code}",
            }
        );
    }
}

/// <summary>The token of a connection: pasted and constant, or by OAuth and renewed.</summary>
internal sealed class HubSpotTokens : ICrmAuth, IDisposable
{
    private readonly HubSpotOptions options;
    private readonly TokenFlight? flight;

    public HubSpotTokens(HttpClient http, HubSpotOptions options, ITokenVault? vault, TimeProvider clock)
    {
        this.options = options;
        if (options.ClientId is null || vault is null)
            return;
        var oauth = new HubSpotOAuth(http, options, clock);
        flight = new TokenFlight(
            options.Begun,
            (refused, ct) => vault.Take(refused, token => oauth.Refresh(token, CancellationToken.None), ct),
            clock
        );
    }

    public ValueTask<CrmResult<CrmAccess>> Access(CrmAccess? refused, CancellationToken ct) =>
        flight is not null
            ? flight.Access(refused, ct)
            // A private app's token does not run out; a refused one stays refused.
            : new(
                refused is null
                    ? new CrmAccess(options.Origin, options.Token)
                    : new CrmError(
                        CrmErrorClass.Auth,
                        "INVALID_AUTHENTICATION",
                        "HubSpot does not accept the token any more. Connect again with a new one."
                    )
            );

    public void Dispose() => flight?.Dispose();
}
