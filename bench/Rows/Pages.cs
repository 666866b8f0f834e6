using System.Text.Json;

namespace Entente.Bench.Rows;

/// <summary>Whole pages over the demo's data, as the people who open them most get them.</summary>
internal static class Pages
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(6);

    public static async Task Measure()
    {
        await using var app = RunningApp.Start();
        var run = await app.Ready();
        var staff = await SignedIn(run.GetProperty("doors").GetProperty("staff").GetString()!);
        var register = new Uri(run.GetProperty("doors").GetProperty("register").GetString()!).PathAndQuery;

        var port = RunningApp.FreePort();
        using var bare = BareEndpoint.Start(port);
        await BareEndpoint.Ready(port);
        foreach (var connections in (int[])[1, 16])
        {
            await Row("bare endpoint", new Uri($"http://localhost:{port}"), "/", null);
            await Row("Today, signed in", app.Url, staff.Path, staff.Cookie);
            await Row("registration form by link", app.Url, register, null);

            async Task Row(string what, Uri at, string path, string? cookie)
            {
                HttpRequestMessage Ask(int _) => new(HttpMethod.Get, path);
                await Load.Run(at, Ask, connections, TimeSpan.FromSeconds(1), cookie);
                Console.WriteLine($"  {what, -26} {connections, 2} connections {await Load.Run(at, Ask, connections, Span, cookie)}");
            }
        }
        bare.Kill();
    }

    private static async Task<(string Path, string Cookie)> SignedIn(string door)
    {
        using var browser = new Browser();
        var landed = await browser.Enter(new Uri(door));
        return (landed.PathAndQuery, browser.Cookie(landed));
    }
}
