using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Entente.Platform.Data.Postgres;

namespace Entente.Host;

/// <summary>What is needed to speak with the sandbox as if it were HubSpot or Salesforce; made once per data folder.</summary>
internal sealed record SandboxKeys(
    string HubSpotToken,
    string AppSecret,
    string ClientId,
    string ClientSecret,
    string Username,
    string Password
)
{
    /// <summary>Reads the keys kept beside the sandbox's journal, or makes them.</summary>
    public static SandboxKeys ReadOrMake(string folder)
    {
        var file = Path.Combine(folder, "keys.json");
        if (File.Exists(file))
            return JsonSerializer.Deserialize<SandboxKeys>(File.ReadAllText(file))!;
        Directory.CreateDirectory(folder);
        var keys = new SandboxKeys(
            "pat-sandbox-" + Random(),
            Random(),
            "sandbox-" + Random(),
            Random(),
            "integration@sandbox.example",
            Random()
        );
        File.WriteAllText(file, JsonSerializer.Serialize(keys));
        return keys;
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>
/// The CRM sandbox beside the app: a program of its own that ends when this one does, because its input is a pipe we hold.
/// </summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private readonly Process process;

    private SandboxProcess(Process process, SandboxKeys keys, string hubSpot, string salesforce) =>
        (this.process, Keys, HubSpotUrl, SalesforceUrl) = (process, keys, hubSpot, salesforce);

    public SandboxKeys Keys { get; }

    public string HubSpotUrl { get; }

    public string SalesforceUrl { get; }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="storyClock">Lets the demo set its clock until it is sealed.</param>
    public static async Task<SandboxProcess> Start(RunOptions options, string folder, bool storyClock, CancellationToken ct)
    {
        var data = Path.Combine(folder, "sandbox");
        var keys = SandboxKeys.ReadOrMake(data);
        var (hubSpot, salesforce) = (Origin(options.Port + 1), Origin(options.Port + 2));
        var start = new ProcessStartInfo(Program())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (
            var word in (string[])
                [
                    "--stop-with-stdin",
                    "--data",
                    data,
                    "--hubspot-url",
                    hubSpot,
                    "--salesforce-url",
                    salesforce,
                    "--hubspot-token",
                    keys.HubSpotToken,
                    "--app-secret",
                    keys.AppSecret,
                    "--sf-client-id",
                    keys.ClientId,
                    "--sf-client-secret",
                    keys.ClientSecret,
                    "--sf-username",
                    keys.Username,
                    "--sf-password",
                    keys.Password,
                    .. storyClock ? (string[])["--story-clock"] : [],
                ]
        )
            start.ArgumentList.Add(word);
        // As Host.csproj has it for the app: it shares two cores with PostgreSQL, and is done before instrumented code pays.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        var started = Process.Start(start) ?? throw new ClusterException("The CRM sandbox could not be started.");
        started.OutputDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        var sandbox = new SandboxProcess(started, keys, hubSpot, salesforce);
        await sandbox.WaitUntilReady(ct);
        return sandbox;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static string Origin(int port) => $"http://localhost:{port.ToString(CultureInfo.InvariantCulture)}";

    // Beside the app in a published folder, else where the checkout's build puts it.
    private static string Program()
    {
        const string name = "Entente.Sandbox";
        var beside = Path.Combine(AppContext.BaseDirectory, name);
        if (File.Exists(beside))
            return beside;
        var built = AppContext.BaseDirectory.Replace(
            $"{Path.DirectorySeparatorChar}Host{Path.DirectorySeparatorChar}",
            $"{Path.DirectorySeparatorChar}Sandbox{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal
        );
        return Path.Combine(built, name);
    }

    private async Task WaitUntilReady(CancellationToken ct)
    {
        using var http = new HttpClient();
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(60))
        {
            if (process.HasExited)
                throw new ClusterException("The CRM sandbox ended as soon as it was started; its journal is in the data folder's sandbox.");
            try
            {
                _ = await http.GetFromJsonAsync<JsonElement>($"{HubSpotUrl}/sandbox/admin/counts", ct);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System, ct);
            }
        }
        throw new ClusterException("The CRM sandbox did not answer within a minute.");
    }
}
