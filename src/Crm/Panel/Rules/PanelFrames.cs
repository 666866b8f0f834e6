using Entente.Crm.Port;

namespace Entente.Crm.Panel.Rules;

/// <summary>Who may put the panel into a frame: the CRM the connection leads to, and nobody else.</summary>
internal static class PanelFrames
{
    private static readonly string[] HubSpot = ["https://*.hubspot.com"];

    private static readonly string[] Salesforce =
    [
        "https://*.lightning.force.com",
        "https://*.my.salesforce.com",
        "https://*.vf.force.com",
        "https://*.my.site.com",
    ];

    // A browser reaches the sandbox on this machine by each of these; to it they are different sites.
    private static readonly string[] SandboxHosts = ["localhost", "127.0.0.1", "hubspot.localhost", "salesforce.localhost"];

    /// <param name="api">Where the connection's API answers.</param>
    public static IReadOnlyList<string> Of(CrmKind kind, Uri api)
    {
        if (api.IsLoopback)
            return [.. SandboxHosts.Select(host => new UriBuilder(api.Scheme, host, api.Port).Uri.GetLeftPart(UriPartial.Authority))];
        return kind == CrmKind.HubSpot ? HubSpot : Salesforce;
    }
}
