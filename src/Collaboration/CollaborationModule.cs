using System.Net;
using Entente.Collaboration.Intake;
using Entente.Collaboration.Intake.Smtp;
using Entente.Collaboration.Model;
using Entente.Collaboration.Rules;
using Entente.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Collaboration;

/// <summary>What people say to each other from where they work: mail that comes in, read, taken apart and judged before anything is done.</summary>
public sealed class CollaborationModule : Module
{
    public override void AddServices(IServiceCollection services) =>
        services.AddSingleton(MailSettings.Default).AddSingleton<KeepInbound>();

    public override void MapModel(ModelBuilder model) => InboundMail.Map(model);

    /// <summary>Listens for mail as well; asked for by the host, never by itself.</summary>
    public static void AddSmtp(IServiceCollection services, int port) =>
        services.AddHostedService(provider => new SmtpServer(
            new SmtpOptions(IPAddress.Loopback, port, Dns.GetHostName(), []),
            provider.GetRequiredService<KeepInbound>().Door,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SmtpServer>>()
        ));
}
