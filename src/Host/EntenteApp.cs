using System.Net;
using Entente.Access;
using Entente.Access.Files;
using Entente.Access.Http;
using Entente.Access.Mail;
using Entente.Host.Pages;
using Entente.Platform;
using Entente.Platform.Mail.Relay;
using Entente.Ui.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Entente.Host;

/// <summary>Builds the web application; the program, the admin command, the demo and the tests all start here.</summary>
public static class EntenteApp
{
    /// <param name="modules">By default <see cref="Modules.All"/>; tests add a room of their own.</param>
    public static WebApplication Build(HostOptions options, Readiness readiness, ModuleList? modules = null)
    {
        var all = modules ?? Modules.All;
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(EntenteApp).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
            }
        );
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(options).AddSingleton(readiness).AddSingleton(options.Clock);
        builder.Services.AddSingleton(new PublicForm(options.PublicPostsPerMinute));
        builder.Services.AddSingleton(new Mailbox(options.OutboxIsMailbox));
        builder.Services.AddSingleton(s => new PublicAddress(() => options.PublicUrl ?? Bound(s) ?? options.Url));
        builder.Services.AddSingleton(s => new FilesAddress(s.GetRequiredService<PublicAddress>(), options.FilesUrl));
        builder.Services.AddEntente(all, () => readiness.ConnectionString, options.KeyFolder);
        builder.Services.AddSingleton(s => new MailRelay(
            options.MailRelay,
            options.MailFrom,
            options.MailDomain,
            s.GetRequiredService<TimeProvider>()
        ));
        // A proxy that is not trusted cannot say that its visitors came by TLS: their cookies go without.
        builder.Services.AddPages(all, byTls: IsTls(options.Url) || (IsTls(options.Address) && options.TrustedProxies is { Count: > 0 }));
        ApiDocument.Add(builder.Services);
        if (options.Role is not Role.Web)
            builder.Services.AddWorkers();
        Collaboration.CollaborationModule.AddMail(builder.Services, options.MailDomain, options.TrustedRelays);
        if (options.MailIn is { } mailIn)
            Collaboration.CollaborationModule.AddSmtp(builder.Services, mailIn);
        if (options.Role is not Role.Worker)
            builder.Services.AddReaders().AddHostedService<WarmUps>();

        var app = builder.Build();
        UseProxies(app, options.TrustedProxies);
        UsePipeline(app);
        MapHealth(app, readiness);
        app.MapPages();
        ApiDocument.Map(app);
        foreach (var module in all.All)
            module.MapRoutes(app);
        return app;
    }

    // Before everything else: limits, cookies and the audit must see the visitor, not the proxy.
    private static void UseProxies(WebApplication app, IReadOnlyList<IPNetwork> trusted)
    {
        if (trusted.Count == 0)
            return;
        // As many proxies in a row as are trusted: the first address that is not theirs is the visitor's.
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in trusted)
            forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
    }

    // The order is the meaning: an error page around everything, the database first, then who asks, then what for, then whether they may.
    private static void UsePipeline(WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseFilesHost();
        app.UseMiddleware<WaitUntilReady>();
        app.UseMiddleware<ErrorPages>();
        app.UseHeadAsGet();
        app.UseWorkspaces();
        app.UseRouting();
        app.UseMiddleware<ReadableQuery>();
        app.UseRateLimiter();
        app.UseAccessGate();
        // The form check takes its word from the request, and browsers drop a cookie of this name that is not secure: behind a proxy that forgets to say
        // that its visitors came by TLS nobody could send a form.
        app.UseCookiePolicy(
            new() { OnAppendCookie = c => c.CookieOptions.Secure |= c.CookieName.StartsWith("__Host-", StringComparison.Ordinal) }
        );
        app.UseAntiforgery();
    }

    private static void MapHealth(WebApplication app, Readiness readiness)
    {
        app.MapGet(WaitUntilReady.Live, () => Results.Text("alive")).Access(new OpenAttribute());
        app.MapGet("/health/ready", () => Results.Text(readiness.Done.IsCompletedSuccessfully ? "ready" : "starting"))
            .Access(new OpenAttribute());
    }

    private static bool IsTls(string address) => address.StartsWith("https:", StringComparison.OrdinalIgnoreCase);

    // Port 0 is only known once the server listens.
    private static string? Bound(IServiceProvider services) =>
        services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
}
