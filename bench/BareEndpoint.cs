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

    public static Process Start(int port) =>
        Process.Start(Environment.ProcessPath!, ["--bare", port.ToString(CultureInfo.InvariantCulture)]);
}
