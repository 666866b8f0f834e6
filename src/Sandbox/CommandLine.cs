using System.Globalization;
using Entente.Sandbox.Store;

namespace Entente.Sandbox;

/// <summary>The program's options, one line each in <see cref="Help"/>.</summary>
internal static class CommandLine
{
    private const string Help = """
        The sandbox CRM: HubSpot's and Salesforce's HTTP protocols over one store.

          --hubspot-url URL       HubSpot origin and web page (http://localhost:5081)
          --salesforce-url URL    Salesforce origin (http://localhost:5082)
          --data DIR              folder of the journal (data/sandbox)
          --hubspot-token TOKEN   bearer token of the private app
          --app-secret SECRET     secret that signs webhooks
          --webhook URL           send HubSpot webhooks of all kinds here
          --outbound URL          send Salesforce outbound messages of all objects here
          --story-clock           let the admin API set the clock, until it seals it
          --stop-with-stdin       stop when standard input closes: it never outlives who started it
          --search-lag MS         how long search does not see what is new (0)
          --rate-limit N          HubSpot requests per ten seconds, then 429 (0: no limit)
          --measure N             make N companies in a temporary folder, reload them, print memory and time, end

        A client id, secret, user name and password for Salesforce: --sf-client-id, --sf-client-secret, --sf-username, --sf-password.
        """;

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (Read(args, out var options, out var measure, out var stopWithInput) is { } complaint)
        {
            await Console.Error.WriteLineAsync(complaint);
            return 2;
        }
        if (measure is { } count)
            return Measure.Run(count);
        try
        {
            await using var app = SandboxApp.Build(options);
            await app.StartAsync();
            var (hubSpot, salesforce) = SandboxApp.Addresses(app);
            Console.WriteLine($"Sandbox CRM: HubSpot at {hubSpot}, Salesforce at {salesforce}");
            if (stopWithInput)
                _ = StopAtEndOfInput(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"The sandbox cannot start: {e.Message}");
            return 1;
        }
    }

    private static async Task StopAtEndOfInput(WebApplication app)
    {
        while (await Console.In.ReadLineAsync() is not null) { }
        await app.StopAsync();
    }

    private static string? Read(string[] args, out SandboxOptions options, out int? measure, out bool stopWithInput)
    {
        options = new();
        measure = null;
        stopWithInput = false;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] is "--help" or "-h")
                return Help;
            if (args[i] == "--story-clock")
            {
                options = options with { StoryClock = true };
                continue;
            }
            if (args[i] == "--stop-with-stdin")
            {
                stopWithInput = true;
                continue;
            }
            if (++i == args.Length)
                return $"{args[i - 1]} needs a value.\n{Help}";
            var (name, value) = (args[i - 1], args[i]);
            if (name is "--search-lag" or "--rate-limit" or "--measure" && !int.TryParse(value, CultureInfo.InvariantCulture, out _))
                return $"{name} needs a number, not '{value}'.";
            if (
                name is "--hubspot-url" or "--salesforce-url" or "--webhook" or "--outbound"
                && !Uri.TryCreate(value, UriKind.Absolute, out _)
            )
                return $"{name} needs an address such as http://localhost:5081, not '{value}'.";
            switch (name)
            {
                case "--hubspot-url":
                    options = options with { HubSpotUrl = value };
                    break;
                case "--salesforce-url":
                    options = options with { SalesforceUrl = value };
                    break;
                case "--data":
                    options = options with { DataFolder = value };
                    break;
                case "--hubspot-token":
                    options = options with { HubSpotToken = value };
                    break;
                case "--app-secret":
                    options = options with { HubSpotAppSecret = value };
                    break;
                case "--webhook":
                    options = options with { WebhookTarget = value };
                    break;
                case "--outbound":
                    options = options with { SalesforceOutboundTarget = value };
                    break;
                case "--search-lag":
                    options = options with { SearchLag = TimeSpan.FromMilliseconds(Number(value)) };
                    break;
                case "--rate-limit":
                    options = options with { HubSpotRequestsPerTenSeconds = Number(value) };
                    break;
                case "--measure":
                    measure = Number(value);
                    break;
                case "--sf-client-id":
                    options = options with { SalesforceClientId = value };
                    break;
                case "--sf-client-secret":
                    options = options with { SalesforceClientSecret = value };
                    break;
                case "--sf-username":
                    options = options with { SalesforceUsername = value };
                    break;
                case "--sf-password":
                    options = options with { SalesforcePassword = value };
                    break;
                default:
                    return $"Unknown option {name}.\n{Help}";
            }
        }
        return null;
    }

    private static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
