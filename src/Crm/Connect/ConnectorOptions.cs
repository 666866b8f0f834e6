using Entente.Crm.HubSpot;
using Entente.Crm.Model;
using Entente.Crm.Salesforce;

namespace Entente.Crm.Connect;

/// <summary>A connection's settings and credentials as its protocol takes them.</summary>
internal static class ConnectorOptions
{
    public static HubSpotOptions HubSpot(CrmConnection connection, CrmCredentials credentials) =>
        new(new Uri(connection.Origin), connection.ApiVersion, credentials.Token ?? "", credentials.AppSecret ?? "")
        {
            ClientId = credentials.ByOAuth || credentials.Token is null ? credentials.ClientId : null,
            Begun = credentials.Granted,
        };

    public static SalesforceOptions Salesforce(CrmConnection connection, CrmCredentials credentials) =>
        new(
            new Uri(connection.Origin),
            connection.ApiVersion,
            credentials.Grant,
            credentials.ClientId ?? "",
            credentials.ClientSecret,
            credentials.Username,
            credentials.PrivateKey
        )
        {
            Begun = credentials.Granted,
        };
}
