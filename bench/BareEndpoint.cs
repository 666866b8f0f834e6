using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Entente.Bench;

/// <summary>The peer: a Kestrel that answers eleven bytes, in a process of its own like the app.</summary>
internal static class BareEndpoint
{
    public static async Task Serve(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://localhost:{port}");
        var app = builder.Build();
        app.MapGet("/", () => Results.Text("hello world"));
        app.MapPost("/", () => Results.Text("hello world"));
        await app.RunAsync();
    }

    /// <summary>Starts it; see <see cref="Ready"/>.</summary>
    public static Process Start(int port) =>
        Process.Start(Environment.ProcessPath!, ["--bare", port.ToString(CultureInfo.InvariantCulture)]);

    public static async Task Ready(int port)
    {
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                await http.GetStringAsync(new Uri($"http://localhost:{port}/"));
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10);
            }
        }
    }
}
