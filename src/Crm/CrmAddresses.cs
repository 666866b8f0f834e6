using Entente.Crm.Port;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;

namespace Entente.Crm;

/// <summary>Where this room's pages stand, for whoever links to them. All of them open only for those who manage the CRM.</summary>
public static class CrmAddresses
{
    public static string Home(string slug) => $"/w/{slug}/settings/crm";

    /// <summary>The error queue.</summary>
    public static string Errors(string slug) => Home(slug) + "/errors";

    /// <summary>Lag, queues, limits and comparisons of one connection.</summary>
    public static string Health(string slug, CrmConnectionId connection) => Home(slug) + "/health?connection=" + connection.Short();

    /// <summary>Both sides of one record. Opening it reads the record from the CRM: links to it carry <c>data-noprefetch</c>.</summary>
    public static string Inspect(string slug, CrmConnectionId connection, CrmObject kind, string crmId) =>
        Record(slug, connection, kind, "id", crmId);

    /// <summary>The same by Entente's id: also a record that has not reached the CRM.</summary>
    public static string InspectOurs(string slug, CrmConnectionId connection, CrmObject kind, string ententeId) =>
        Record(slug, connection, kind, "entente", ententeId);

    private static string Record(string slug, CrmConnectionId connection, CrmObject kind, string by, string id) =>
        Home(slug) + "/inspect" + new QueryString().Add("connection", connection.Short()).Add("of", kind.ToString()).Add(by, id);
}
