using Entente.Platform;
using Entente.Platform.Tenancy;

namespace Entente.Host;

/// <summary>Builds the web application; the program, the admin command, the demo and the tests all start here.</summary>
public static class EntenteApp
{
    public static WebApplication Build(HostOptions options, Readiness readiness)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ApplicationName = typeof(EntenteApp).Assembly.GetName().Name }
        );
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(options).AddSingleton(readiness).AddSingleton(options.Clock);
        builder.Services.AddEntente(Modules.All, () => readiness.ConnectionString, Path.Combine(options.DataFolder, "keys"));
        if (options.Role is not Role.Web)
            builder.Services.AddWorkers();

        var app = builder.Build();
        app.MapGet("/health/live", () => Results.Text("alive"));
        app.MapGet(
            "/health/ready",
            async (CancellationToken ct) =>
            {
                await readiness.Done.WaitAsync(TimeSpan.FromSeconds(20), ct);
                return Results.Text("ready");
            }
        );
        foreach (var module in Modules.All.All)
            module.MapRoutes(app);
        return app;
    }
}
