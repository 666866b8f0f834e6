using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Sandbox.Admin;
using Entente.Sandbox.HubSpot;
using Entente.Sandbox.Pages;
using Entente.Sandbox.Salesforce;
using Entente.Sandbox.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Entente.Sandbox;

/// <summary>The sandbox CRM as a web application: one store, HubSpot's protocol on one origin, Salesforce's on another.</summary>
public static class SandboxApp
{
    /// <summary>Builds it without starting it. Opening the store reads the whole journal.</summary>
    /// <exception cref="IOException">Another process uses the data folder, or (on start) a port.</exception>
    public static WebApplication Build(SandboxOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        Origins.Listen(builder, options);
        var clock = new SandboxClock(options.Clock, options.StoryClock);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(clock);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(_ => CrmStore.Open(options.DataFolder, clock, options.Say));
        builder.Services.AddSingleton<Faults>().AddSingleton<Meanwhile>();
        builder.Services.AddSingleton<RequestLog>();
        builder.Services.AddHostedService<JournalSync>();
        builder.Services.ConfigureHttpJsonOptions(o =>
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase))
        );
        builder.Services.AddRazorComponents();
        HubSpotApi.AddServices(builder.Services);
        SalesforceApi.AddServices(builder.Services);

        var app = builder.Build();
        app.Services.GetRequiredService<CrmStore>();
        app.Use(app.Services.GetRequiredService<RequestLog>().Record);
        app.Use(Origins.Route);
        app.UseRouting();
        var hubSpot = app.MapGroup(Origins.Prefix(Protocol.HubSpot));
        var salesforce = app.MapGroup(Origins.Prefix(Protocol.Salesforce));
        AdminApi.Map(hubSpot);
        AdminApi.Map(salesforce);
        HubSpotApi.Map(hubSpot);
        PageRoutes.Map(hubSpot);
        SalesforceApi.Map(salesforce);
        return app;
    }

    /// <summary>The addresses a started sandbox answers at: HubSpot's, Salesforce's.</summary>
    public static (string HubSpot, string Salesforce) Addresses(WebApplication app)
    {
        var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToList();
        return (listening[0], listening[^1]);
    }
}

/// <summary>Once a second asks the disk to keep what was written; a killed process loses nothing without it, a dead machine a second.</summary>
internal sealed class JournalSync(CrmStore store, TimeProvider clock) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            store.Sync();
    }
}
