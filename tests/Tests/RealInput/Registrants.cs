using System.Diagnostics;
using System.Text.Json;
using Entente.Tests.Crm;
using Entente.Tests.Sandbox.Support;

namespace Entente.Tests.RealInput;

/// <summary>
/// The sandbox with the 10,077 companies registered with the SEC in it, loaded by HubSpot's own client; and jsforce, which changes
/// some. A class fixture. Without the clients or the suite it says so, and holds nothing.
/// </summary>
public sealed class Registrants : IAsyncLifetime
{
    public const int Stated = 10_077;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly string peers = Path.Combine(Checkout(), "tests", "Peers");
    private readonly string suites = Environment.GetEnvironmentVariable("ENTENTE_SUITES") ?? Suites.Default();

    public CrmSandbox Crm { get; } = new();

    /// <summary>Why there is nothing to test with; null when there is.</summary>
    public string? Lacking { get; private set; }

    public int Loaded { get; private set; }

    public double LoadSeconds { get; private set; }

    /// <summary>The companies' names as the suite has them.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    private string File => Path.Combine(suites, "names", "sec-registrants.csv");

    public async ValueTask InitializeAsync()
    {
        await Crm.InitializeAsync();
        if (
            !Directory.Exists(Path.Combine(peers, "node_modules", "@hubspot"))
            || !Directory.Exists(Path.Combine(peers, "node_modules", "jsforce"))
        )
            Lacking = "The real clients are not installed (npm ci --ignore-scripts in tests/Peers): the registrants are left out.";
        else if (!System.IO.File.Exists(File))
            Lacking = $"There is no {File}: the registrants are left out.";
        if (Lacking is not null)
            return;
        Names =
        [
            .. System
                .IO.File.ReadLines(File)
                .Skip(1)
                .Select(l => l.Split(',', 3)[2].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal)),
        ];
        var done = await Node("load");
        (Loaded, LoadSeconds) = (done.GetProperty("loaded").GetInt32(), done.GetProperty("seconds").GetDouble());
    }

    public ValueTask DisposeAsync() => Crm.DisposeAsync();

    /// <summary>jsforce reads all accounts and gives some a new name that ends with the tag; the new names.</summary>
    public async Task<IReadOnlyList<string>> Rename(string tag)
    {
        var done = await Node("rename", tag);
        done.GetProperty("read").GetInt32().ShouldBe(Loaded);
        return [.. done.GetProperty("renamed").EnumerateArray().Select(n => n.GetString()!)];
    }

    private async Task<JsonElement> Node(params string[] words)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = peers,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var word in (string[])
                [
                    "registrants.mjs",
                    .. words,
                    "--hubspot-url",
                    Crm.HubSpot.OriginalString,
                    "--hubspot-token",
                    Crm.Options.HubSpotToken,
                    "--salesforce-url",
                    Crm.Salesforce.OriginalString,
                    "--suites",
                    suites,
                ]
        )
            start.ArgumentList.Add(word);
        using var node = Process.Start(start)!;
        var (said, complained) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Limit);
        await node.WaitForExitAsync(patience.Token);
        node.ExitCode.ShouldBe(0, await complained + await said);
        using var last = JsonDocument.Parse((await said).TrimEnd().Split('\n')[^1]);
        return last.RootElement.Clone();
    }

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Entente.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
