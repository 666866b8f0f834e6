using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Entente.Crm.Http;
using Entente.Crm.Salesforce;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;

namespace Entente.Crm.Connect;

/// <summary>What opens a CRM; kept encrypted, never shown again.</summary>
/// <param name="Token">HubSpot: private-app token or service key; null when the connection lives on OAuth.</param>
/// <param name="AppSecret">
/// HubSpot: signs its webhooks; with OAuth also the client secret. Salesforce: signs the panel's requests, where that is not the client secret
/// (by certificate there is none).
/// </param>
/// <param name="PushKey">Salesforce signs nothing: this stands in the address it delivers to.</param>
/// <param name="AccessToken">The last access that a refresh gave, for the processes that did not ask themselves.</param>
/// <param name="AccessUntil">When it must have been renewed.</param>
/// <param name="InstanceUrl">Where the API answers, as the last refresh told; it moves with the organisation's domain.</param>
internal sealed record CrmCredentials(
    string? Token = null,
    string? AppSecret = null,
    SalesforceGrant Grant = SalesforceGrant.ClientCredentials,
    string? ClientId = null,
    string? ClientSecret = null,
    string? Username = null,
    string? PrivateKey = null,
    string? RefreshToken = null,
    string? PushKey = null,
    string? AccessToken = null,
    DateTimeOffset? AccessUntil = null,
    string? InstanceUrl = null,
    string? Identity = null
)
{
    /// <summary>What the secret box binds them to.</summary>
    public const string Purpose = "crm-connection";

    /// <summary>
    /// They were closed with keys that this installation does not have, as when a database was restored without its key ring: nothing is known of
    /// them, and somebody has to enter them again.
    /// </summary>
    [JsonIgnore]
    public bool Lost { get; private init; }

    /// <summary>What was kept; empty and <see cref="Lost"/> when it cannot be opened.</summary>
    public static CrmCredentials Open(SecretBox box, string closed)
    {
        try
        {
            return Json.Read<CrmCredentials>(box.Open(Purpose, closed));
        }
        catch (CryptographicException)
        {
            return new() { Lost = true };
        }
    }

    /// <summary>An admin signed in; the refresh token is renewed by itself.</summary>
    public bool ByOAuth => RefreshToken is not null;

    public TokenGrant? Granted =>
        AccessToken is not null && Uri.TryCreate(InstanceUrl, UriKind.Absolute, out var origin)
            ? new TokenGrant(new CrmAccess(origin, AccessToken), null, AccessUntil, Identity)
            : null;

    /// <summary>After a token call: the rotated refresh token, the access, and where it is good.</summary>
    public CrmCredentials With(TokenGrant grant) =>
        this with
        {
            RefreshToken = grant.RefreshToken ?? RefreshToken,
            AccessToken = grant.Access.Token,
            AccessUntil = grant.Until,
            InstanceUrl = grant.Access.Origin.GetLeftPart(UriPartial.Authority),
            Identity = grant.Identity ?? Identity,
        };
}
