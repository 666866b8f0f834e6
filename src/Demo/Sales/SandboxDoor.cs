namespace Entente.Demo;

/// <summary>Which protocol the demo's vendor works with.</summary>
public enum DemoCrm
{
    HubSpot,
    Salesforce,
}

/// <summary>Where the sandbox answers as HubSpot and as Salesforce, and what opens it.</summary>
public sealed record SandboxDoor(
    string HubSpotUrl,
    string HubSpotToken,
    string AppSecret,
    string SalesforceUrl,
    string ClientId,
    string ClientSecret
);
