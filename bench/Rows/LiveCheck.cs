using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace Entente.Bench.Rows;

/// <summary>
/// The live check over HTTP, as the form asks it, with so many companies mirrored from the sandbox. Its answers leave on a grid of
/// 50 ms on purpose, and a partner may ask sixty times a minute: so the figure is the time a person waits, not a throughput.
/// </summary>
internal static class LiveCheck
{
    private const int Asked = 55;
    private static readonly string[] First =
    [
        "Amber",
        "Birch",
        "Cedar",
        "Delta",
        "Ember",
        "Falcon",
        "Granite",
        "Harbour",
        "Indigo",
        "Juniper",
    ];
    private static readonly string[] Second =
    [
        "Foods",
        "Freight",
        "Systems",
        "Energy",
        "Clinics",
        "Retail",
        "Media",
        "Marine",
        "Paper",
        "Tools",
    ];

    public static async Task Measure(int companies)
    {
        await using var app = RunningApp.Start();
        var run = await app.Ready();
        var loading = Stopwatch.StartNew();
        await Load(run.GetProperty("hubspot"), companies);
        Console.WriteLine($"  {companies:N0} companies loaded into the sandbox in {loading.Elapsed.TotalSeconds:N1} s");
        var mirroring = Stopwatch.StartNew();
        await Mirrored(app.Folder, companies);
        Console.WriteLine($"  mirrored by push and cursor {mirroring.Elapsed.TotalSeconds:N1} s later");

        var port = RunningApp.FreePort();
        using var bare = BareEndpoint.Start(port);
        await BareEndpoint.Ready(port);
        await Print("bare endpoint", new Uri($"http://localhost:{port}/"));
        var register = new Uri(run.GetProperty("doors").GetProperty("register").GetString()!);
        await Print("live check", new Uri(register + "/check"));
        bare.Kill();
    }

    private static string Name(int n) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{First[n % 10]} {Second[n / 10 % 10]} {(n / 100).ToString("x", CultureInfo.InvariantCulture)}"
        );

    private static async Task Load(JsonElement hubSpot, int companies)
    {
        using var http = new HttpClient { BaseAddress = new Uri(hubSpot.GetProperty("url").GetString()!) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", hubSpot.GetProperty("token").GetString());
        foreach (var batch in Enumerable.Range(0, companies).Chunk(100))
        {
            var inputs = batch.Select(n => new { properties = new { name = Name(n), domain = $"company{n}.example" } });
            using var answer = await http.PostAsJsonAsync("/crm/v3/objects/companies/batch/create", new { inputs });
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task Mirrored(string folder, int companies)
    {
        await using var database = NpgsqlDataSource.Create($"Host={RunningApp.Sockets(folder)};Username=entente_maint;Database=entente");
        while (true)
        {
            await using var count = database.CreateCommand("select count(*) from crm_account");
            if (await count.ExecuteScalarAsync() is long there && there >= companies)
                return;
            await Task.Delay(200);
        }
    }

    private static async Task Print(string what, Uri address)
    {
        using var http = new HttpClient();
        var times = new List<double>();
        for (var i = 0; i < Asked; i++)
        {
            using var form = new FormUrlEncodedContent([new("Input.Company", Name(i * 131) + " Ltd"), new("Input.Domain", "")]);
            var from = Stopwatch.GetTimestamp();
            using var answer = await http.PostAsync(address, form);
            await answer.Content.ReadAsByteArrayAsync();
            answer.EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine(
            $"  {what, -16} p50 {times[times.Count / 2], 7:N1} ms   p95 {times[(int)(times.Count * .95)], 7:N1} ms   slowest {times[^1], 7:N1} ms   ({Asked} asked, one after the other)"
        );
    }
}
