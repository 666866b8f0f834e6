using System.Diagnostics;
using System.Text.RegularExpressions;
using Entente.Sandbox.Store;
using Entente.Tests.Sandbox.Support;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Store;

public sealed partial class KilledTest
{
    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_there_after_it()
    {
        using var folder = new StoreFolder();
        var acknowledged = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; round < 3; round++)
        {
            using var process = Start(folder.Path);
            var url = await Url(process);
            using var http = new HttpClient { BaseAddress = new(url) };
            http.DefaultRequestHeaders.Authorization = new("Bearer", new Entente.Sandbox.SandboxOptions().HubSpotToken);
            using var kill = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 4).Select(w => Write(http, $"{round}-{w}", acknowledged, kill.Token)).ToList();
            // The first call waits for the compiler: killing before it would prove nothing.
            while (!writers.Exists(w => w.IsCompleted) && Count(acknowledged) < (round + 1) * 20)
                await Task.Delay(5, TestContext.Current.CancellationToken);
            await Task.Delay(20 + (round * 70), TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            await kill.CancelAsync();
            await Task.WhenAll(writers);

            using var store = folder.Open();
            var kept = store.All(Kind.Company).Select(r => r.Get(store.Schema(Kind.Company)["name"])).ToHashSet();
            acknowledged.Except(kept!).ShouldBeEmpty();
            kept.Count.ShouldBe((int)store.CountLiving(Kind.Company), "nothing is there twice");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{acknowledged.Count} acknowledged writes over three kills");
        acknowledged.Count.ShouldBeGreaterThan(50);
    }

    private static int Count(HashSet<string> acknowledged)
    {
        lock (acknowledged)
            return acknowledged.Count;
    }

    private static Process Start(string data)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Entente.Sandbox.dll");
        return Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [program, "--data", data, "--hubspot-url", "http://127.0.0.1:0", "--salesforce-url", "http://127.0.0.1:0"]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
    }

    private static async Task<string> Url(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (Answering().Match(line) is { Success: true } match)
                return match.Groups["url"].Value;
        }
        throw new InvalidOperationException("The sandbox ended before it answered.");
    }

    private static async Task Write(HttpClient http, string prefix, HashSet<string> acknowledged, CancellationToken ct)
    {
        for (var i = 0; !ct.IsCancellationRequested; i++)
        {
            var name = $"{prefix}-{i}";
            try
            {
                using var body = new StringContent($$$"""{"properties":{"name":"{{{name}}}"}}""", null, "application/json");
                using var answer = await http.PostAsync("/crm/v3/objects/companies", body, ct);
                if (!answer.IsSuccessStatusCode)
                    continue;
                lock (acknowledged)
                    acknowledged.Add(name);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                return;
            }
        }
    }

    [GeneratedRegex("HubSpot at (?<url>\\S+),", RegexOptions.NonBacktracking)]
    private static partial Regex Answering();
}
