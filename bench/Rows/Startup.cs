using System.Diagnostics;

namespace Entente.Bench.Rows;

/// <summary>From process start to the first 200 and to the first <em>Today</em> page of somebody signed in, on existing data, PostgreSQL's own start included; the peer is a bare Kestrel.</summary>
internal static class Startup
{
    private const int Runs = 5;

    public static async Task Measure()
    {
        var folder = Directory.CreateTempSubdirectory("entente-bench-").FullName;
        (string Path, string Cookie) staff;
        await using (var first = RunningApp.Start(folder))
        {
            using var browser = new Browser();
            var landed = await browser.Enter(new Uri((await first.Ready()).GetProperty("doors").GetProperty("staff").GetString()!));
            staff = (landed.PathAndQuery, browser.Cookie(landed));
        }

        var (live, ready, today, bare) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Runs; i++)
        {
            var since = Stopwatch.StartNew();
            await using (var app = RunningApp.Start(folder))
            {
                live.Add((await app.UntilOk("/health/live", since)).TotalSeconds);
                ready.Add((await app.UntilOk("/health/ready", since)).TotalSeconds);
                today.Add((await app.UntilOk(staff.Path, since, staff.Cookie)).TotalSeconds);
                await app.Ready();
            }
            bare.Add(await Bare());
        }
        Directory.Delete(folder, recursive: true);
        Print("bare Kestrel, first 200", bare);
        Print("/health/live", live);
        Print("/health/ready", ready);
        Print("first Today, signed in", today);
    }

    private static async Task<double> Bare()
    {
        var port = RunningApp.FreePort();
        var since = Stopwatch.StartNew();
        using var process = BareEndpoint.Start(port);
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                await http.GetStringAsync(new Uri($"http://localhost:{port}/"));
                var took = since.Elapsed.TotalSeconds;
                process.Kill();
                return took;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(2);
            }
        }
    }

    private static void Print(string what, List<double> seconds)
    {
        seconds.Sort();
        Console.WriteLine(
            $"  {what, -26} median {seconds[seconds.Count / 2]:N2} s   (from {seconds[0]:N2} to {seconds[^1]:N2}, {seconds.Count} runs)"
        );
    }
}
