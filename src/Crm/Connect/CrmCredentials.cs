using Entente.Crm.Salesforce;

namespace Entente.Crm.Connect;

/// <summary>What opens a CRM; kept encrypted, never shown again.</summary>
/// <param name="Token">HubSpot: private-app token or service key.</param>
/// <param name="AppSecret">HubSpot: signs its webhooks.</param>
/// <param name="PushKey">Salesforce signs nothing: this stands in the address it delivers to.</param>
internal sealed record CrmCredentials(
    string? Token = null,
    string? AppSecret = null,
    SalesforceGrant Grant = SalesforceGrant.ClientCredentials,
    string? ClientId = null,
    string? ClientSecret = null,
    string? Username = null,
    string? PrivateKey = null,
    string? RefreshToken = null,
    string? PushKey = null
)
{
    /// <summary>What the secret box binds them to.</summary>
    public const string Purpose = "crm-connection";
}
