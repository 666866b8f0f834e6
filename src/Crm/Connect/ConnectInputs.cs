using Entente.Crm.Port;
using Entente.Platform.Values;

namespace Entente.Crm.Connect;

/// <summary>What a connection's form must hold.</summary>
internal static class ConnectInputs
{
    public const string HubSpotOrigin = "https://api.hubapi.com";
    private static readonly string[] HubSpotHosts = [".hubapi.com"];
    private static readonly string[] SalesforceHosts = [".salesforce.com", ".force.com", ".salesforce.mil"];

    public static Problem? Check(ConnectCrm.Input input)
    {
        var wrong = new Dictionary<string, string>();
        if (string.IsNullOrWhiteSpace(input.Secret))
            wrong[input.Kind == CrmKind.HubSpot ? "token" : "secret"] = "This is needed.";
        if (input.Kind == CrmKind.Salesforce && string.IsNullOrWhiteSpace(input.ClientId))
            wrong["clientId"] = "This is needed.";
        if (OriginTrouble(input.Kind, input.Origin) is { } trouble)
            wrong["origin"] = trouble;
        if (input.ApiVersion is { } version && ApiVersions.Trouble(input.Kind, version) is { } unknown)
            wrong["apiVersion"] = unknown;
        return Told(wrong);
    }

    public static Problem? Check(SignInToCrm.Input input)
    {
        var wrong = new Dictionary<string, string>();
        if (string.IsNullOrWhiteSpace(input.ClientId))
            wrong["clientId"] = "This is needed.";
        if (input.Kind == CrmKind.HubSpot && string.IsNullOrWhiteSpace(input.ClientSecret))
            wrong["clientSecret"] = "This is needed.";
        if (OriginTrouble(input.Kind, input.Origin) is { } trouble)
            wrong["origin"] = trouble;
        if (input.ApiVersion is { } version && ApiVersions.Trouble(input.Kind, version) is { } unknown)
            wrong["apiVersion"] = unknown;
        return Told(wrong);
    }

    private static Problem? Told(Dictionary<string, string> wrong) =>
        wrong.Count == 0 ? null : Problem.Invalid("crm.connect", "The connection's details are not complete.", wrong);

    // Only the CRM's own hosts, and this machine, where the sandbox lives: the server must not be sent to call others.
    private static string? OriginTrouble(CrmKind kind, string? given)
    {
        if (given is null)
            return kind == CrmKind.HubSpot ? null : "Give the address of your organisation, such as https://acme.my.salesforce.com.";
        if (!Uri.TryCreate(given, UriKind.Absolute, out var origin) || origin.PathAndQuery != "/" || origin.UserInfo.Length > 0)
            return "Give an address without a path, such as https://acme.my.salesforce.com.";
        if (origin is { IsLoopback: true, Scheme: "http" or "https" })
            return null;
        var hosts = kind == CrmKind.HubSpot ? HubSpotHosts : SalesforceHosts;
        var theirs = Array.Exists(hosts, h => origin.Host.EndsWith(h, StringComparison.OrdinalIgnoreCase));
        return theirs && origin.Scheme == "https" ? null : $"This is no address of {kind}.";
    }
}
