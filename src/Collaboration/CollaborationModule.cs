using System.Net;
using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Intake;
using Entente.Collaboration.Intake.Smtp;
using Entente.Collaboration.Model;
using Entente.Collaboration.Quarantine;
using Entente.Collaboration.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Collaboration;

/// <summary>What people say to each other from where they work: mail that comes in, read, taken apart and judged before anything is done.</summary>
public sealed class CollaborationModule : Module
{
    public override void AddServices(IServiceCollection services) => Add(services);

    public override void AddWork(WorkCatalog work) =>
        work.Hear<MessageShared, TellOthers>("thread-tell-others").Run<ActOnMail, RunActOnMail>();

    public override void MapModel(ModelBuilder model)
    {
        InboundMail.Map(model);
        ThreadModel.Map(model);
    }

    /// <summary>How mail is received here, and whose word on its senders is believed; asked for by the host.</summary>
    public static void AddMail(IServiceCollection services, string? domain, IReadOnlyList<string> trustedRelays) =>
        services.AddSingleton(
            MailSettings.Default with
            {
                Domain = domain,
                OwnDomains = domain is null ? [] : [domain],
                TrustedRelays = trustedRelays,
            }
        );

    private static void Add(IServiceCollection services)
    {
        services.AddSingleton(MailSettings.Default).AddSingleton<KeepInbound>();
        services.AddScoped<ThreadHosts>().AddScoped<ThreadReader>().AddScoped<ReplyDoors>().AddScoped<ClaimsDesk>();
        services.AddScoped(s => new MailInDesk(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ThreadHosts>(),
            s.GetRequiredService<PostMessage>(),
            s.GetRequiredService<ClaimsDesk>(),
            s.GetRequiredService<IEnumerable<IInboundClaims>>()
        ));
        services.AddScoped(s => new PostMessage(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ThreadHosts>(),
            s.GetRequiredService<Fields>()
        ));
        services.AddScoped(s => new ThreadQuery(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<ThreadHosts>(),
            s.GetRequiredService<Fields>(),
            s.GetRequiredService<AccessApi>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped<IMenu, MailInMenu>();
    }

    /// <summary>Listens for mail as well; asked for by the host, never by itself.</summary>
    public static void AddSmtp(IServiceCollection services, int port) =>
        services.AddHostedService(provider => new SmtpServer(
            new SmtpOptions(IPAddress.Loopback, port, Dns.GetHostName(), []),
            provider.GetRequiredService<KeepInbound>().Door,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SmtpServer>>()
        ));
}
