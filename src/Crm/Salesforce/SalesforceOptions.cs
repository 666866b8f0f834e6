using Entente.Crm.Http;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>How Entente signs in to an organisation.</summary>
internal enum SalesforceGrant
{
    /// <summary>An External Client App with a run-as user; asks on the My Domain host.</summary>
    ClientCredentials,

    /// <summary>A pre-authorised user and a certificate; no secret travels.</summary>
    JwtBearer,

    /// <summary>An admin signed in once; the refresh token may be replaced at every use.</summary>
    RefreshToken,
}

/// <param name="LoginOrigin"><c>https://acme.my.salesforce.com</c> (or login/test), or the sandbox's address.</param>
/// <param name="ApiVersion">Without the <c>v</c>: <c>66.0</c>.</param>
/// <param name="Username">JWT bearer: the user we act as.</param>
/// <param name="PrivateKey">JWT bearer: RSA key in PEM.</param>
/// <param name="Audience">JWT bearer: login or test host; the login origin when null.</param>
internal sealed record SalesforceOptions(
    Uri LoginOrigin,
    string ApiVersion,
    SalesforceGrant Grant,
    string ClientId,
    string? ClientSecret,
    string? Username = null,
    string? PrivateKey = null,
    string? Audience = null
)
{
    /// <summary>The access that came with the admin's sign-in; used until it is refused or old.</summary>
    public TokenGrant? Begun { get; init; }

    /// <summary>Named on every call; the organisation's own events show it as the origin of a change.</summary>
    public const string ClientName = "entente";
}
