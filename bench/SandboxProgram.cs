using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Entente.Bench;

/// <summary>The CRM sandbox as a program of its own, on a folder of its own, with its clock in our hand.</summary>
internal sealed class SandboxProgram : IAsyncDisposable
{
    public const string Token = "pat-bench";
    public const string AppSecret = "bench-app-secret";
    private readonly Process process;
    private readonly string folder;
    private readonly HttpClient http;

    private SandboxProgram(Process process, string folder, Uri hubSpot, Uri salesforce)
    {
        (this.process, this.folder, HubSpot, Salesforce) = (process, folder, hubSpot, salesforce);
        http = new HttpClient { BaseAddress = hubSpot, Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public Uri HubSpot { get; }

    public Uri Salesforce { get; }

    public int Pid => process.Id;

    public static async Task<SandboxProgram> Start()
    {
        var data = Directory.CreateTempSubdirectory("entente-bench-crm-").FullName;
        var (hubSpot, salesforce) = (Origin(), Origin());
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory.Replace("/bench/bin/", "/src/Sandbox/bin/", StringComparison.Ordinal), "Entente.Sandbox"),
            [
                "--stop-with-stdin",
                "--story-clock",
                "--data",
                data,
                "--hubspot-url",
                $"http://{hubSpot.Authority}",
                "--salesforce-url",
                $"http://{salesforce.Authority}",
                "--hubspot-token",
                Token,
                "--app-secret",
                AppSecret,
                "--sf-client-id",
                "bench-client",
                "--sf-client-secret",
                "bench-secret",
            ]
        )
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // As the app starts it.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        var started = Process.Start(start)!;
        started.OutputDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        var sandbox = new SandboxProgram(started, data, hubSpot, salesforce);
        await sandbox.Ready();
        return sandbox;
    }

    /// <summary>So many companies with eight values each, made a month ago: no walk of changes meets them.</summary>
    public async Task Load(int companies)
    {
        await Put("clock", new { now = TimeProvider.System.GetUtcNow().AddDays(-30) });
        await Parallel.ForEachAsync(
            Enumerable.Range(0, companies).Chunk(100),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (batch, ct) =>
            {
                var inputs = batch.Select(n => new { properties = Company(n) });
                using var answer = await http.PostAsJsonAsync("/crm/v3/objects/companies/batch/create", new { inputs }, ct);
                answer.EnsureSuccessStatusCode();
            }
        );
        await Put("clock", new { now = (DateTimeOffset?)null });
    }

    public async Task Put(string what, object order)
    {
        using var answer = await http.PutAsJsonAsync("/sandbox/admin/" + what, order);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Calls that HubSpot's limits let through since they were set last.</summary>
    public async Task<long> Served() =>
        (await http.GetFromJsonAsync<JsonElement>("/sandbox/admin/limits")).GetProperty("usedToday").GetInt64();

    /// <summary>What a rep does there.</summary>
    public async Task<JsonElement> Post(string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static string Domain(int n) => string.Create(CultureInfo.InvariantCulture, $"company{n}.example");

    private static object Company(int n) =>
        new
        {
            name = string.Create(CultureInfo.InvariantCulture, $"Company {n:x} Trading Ltd"),
            domain = Domain(n),
            website = "https://www." + Domain(n),
            country = n % 3 == 0 ? "Germany" : "United Kingdom",
            city = n % 5 == 0 ? "Leeds" : "Hamburg",
            phone = string.Create(CultureInfo.InvariantCulture, $"+44 20 {n:0000000}"),
            industry = "COMPUTER_SOFTWARE",
            lifecyclestage = n % 7 == 0 ? "customer" : "lead",
        };

    private async Task Ready()
    {
        while (true)
        {
            try
            {
                await http.GetStringAsync(new Uri("/sandbox/admin/counts", UriKind.Relative));
                return;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(30);
            }
        }
    }

    private static Uri Origin() => new($"http://localhost:{RunningApp.FreePort()}");

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
