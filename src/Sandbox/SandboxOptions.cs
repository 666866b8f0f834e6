namespace Entente.Sandbox;

/// <summary>How a sandbox is started. Every default is what `./run` and the tests use; credentials are those of a toy.</summary>
public sealed record SandboxOptions
{
    /// <summary>Origin of the HubSpot protocol and of the web page; port 0 takes any free one.</summary>
    public string HubSpotUrl { get; init; } = "http://localhost:5081";

    /// <summary>Origin of the Salesforce protocol (its clients want one without a path); port 0 takes any free one.</summary>
    public string SalesforceUrl { get; init; } = "http://localhost:5082";

    /// <summary>Folder of the journal.</summary>
    public string DataFolder { get; init; } = "data/sandbox";

    /// <summary>Bearer token of the private app.</summary>
    public string HubSpotToken { get; init; } = "pat-sandbox-7b1f0c52-entente";

    /// <summary>Secret with which webhooks to the app are signed.</summary>
    public string HubSpotAppSecret { get; init; } = "sandbox-app-secret-2f6c";

    /// <summary>Client id of the OAuth app; its secret is the app secret.</summary>
    public string HubSpotClientId { get; init; } = "sandbox-hubspot-client";

    /// <summary>Key of the developer account, for what belongs to the app: its webhook settings, its timeline templates.</summary>
    public string HubSpotDeveloperKey { get; init; } = "sandbox-developer-key";

    public long HubSpotAppId { get; init; } = 77;

    public long HubSpotPortalId { get; init; } = 4411;

    public string SalesforceClientId { get; init; } = "sandbox-client";

    public string SalesforceClientSecret { get; init; } = "sandbox-client-secret";

    public string SalesforceUsername { get; init; } = "integration@corvane.example";

    public string SalesforcePassword { get; init; } = "sandbox-password";

    /// <summary>When set, HubSpot webhooks of every kind go here from the start.</summary>
    public string? WebhookTarget { get; init; }

    /// <summary>When set, Salesforce outbound messages of every object go here until an admin sets other targets.</summary>
    public string? SalesforceOutboundTarget { get; init; }

    /// <summary>Allows the admin API to set the clock, until it is sealed.</summary>
    public bool StoryClock { get; init; }

    /// <summary>How long new and changed records stay invisible to HubSpot's search.</summary>
    public TimeSpan SearchLag { get; init; }

    /// <summary>Waits before the retries of a webhook; HubSpot's own are spread over a day, these are compressed.</summary>
    public IReadOnlyList<TimeSpan> WebhookRetries { get; init; } =
    [.. new double[] { 0.5, 1, 2, 4, 8, 15, 30, 60, 120, 240 }.Select(TimeSpan.FromSeconds)];

    /// <summary>Requests per ten seconds before HubSpot answers 429 (0: no limit, so that loads and demos run at full speed).</summary>
    public int HubSpotRequestsPerTenSeconds { get; init; }

    /// <summary>The time the sandbox lives in.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Where messages about the journal go.</summary>
    public Action<string> Say { get; init; } = Console.WriteLine;
}
