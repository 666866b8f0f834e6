using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Intake;
using Entente.Collaboration.Intake.Hooks;
using Entente.Collaboration.Intake.Smtp;
using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Quarantine;
using Entente.Collaboration.Rules;
using Entente.Collaboration.Slack;
using Entente.Collaboration.Slack.Intake;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Teams;
using Entente.Collaboration.Teams.Intake;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Settings;
using Entente.Collaboration.Threads;
using Entente.Collaboration.Threads.Tasks;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Collaboration;

/// <summary>What people say to each other from where they work: mail that comes in, read, taken apart and judged before anything is done.</summary>
public sealed class CollaborationModule : Module
{
    public override IReadOnlyList<Schedule> Schedules => [TalkServices.Reminders];

    public override void AddServices(IServiceCollection services) => Add(services);

    public override void AddWork(WorkCatalog work) =>
        TeamsServices
            .Work(SlackServices.Work(work))
            .Hear<MessageShared, TellOthers>("thread-tell-others")
            .Hear<ColleaguesNamed, TellOthers>("thread-tell-named")
            .Hear<TaskGiven, TellTasks>("task-tell-owner")
            .Hear<AccessCut, CloseDoors>("thread-close-doors")
            .Hear<AccessCut, HandOnTasks>("task-hand-on")
            .Run<ActOnMail, RunActOnMail>()
            .Run<NoteBounce, RunNoteBounce>()
            .Run<SendHeld, RunSendHeld>()
            .Run<TakeTaskOff, RunTakeTaskOff>();

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        NoticeRoutes.Map(routes);
        MessageFilesEndpoint.Map(routes);
        GiveMail.Map(routes);
        SlackRoute.Map(routes);
        TeamsRoute.Map(routes);
        TeamsManifestRoute.Map(routes);
        MailHookRoute.Map(routes);
    }

    public override void MapModel(ModelBuilder model)
    {
        InboundMail.Map(model);
        MailHook.Map(model);
        ThreadModel.Map(model);
        TalkParts.Map(model);
        Notice.Map(model);
        NoticeProfile.Map(model);
        NoticeDefault.Map(model);
        SlackModel.Map(model);
        TeamsModel.Map(model);
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
        services.AddScoped<Platform.Privacy.IPersonalData, Privacy.TalkPersonalData>();
        services.AddScoped<Platform.Privacy.IRetention, Privacy.TalkRetention>();
        services.AddSingleton(MailSettings.Default).AddSingleton<KeepInbound>();
        services.AddScoped<ClaimsDesk>().AddScoped<MailAnswers>();
        TalkServices.Add(services);
        services.AddScoped(s => new MailInDesk(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ThreadHosts>(),
            s.GetRequiredService<PostMessage>(),
            s.GetRequiredService<ClaimsDesk>(),
            s.GetRequiredService<IEnumerable<IInboundClaims>>(),
            s.GetRequiredService<AccessApi>()
        ));
        services.AddScoped<IMenu, MailInMenu>();
        MailHookServices.Add(services);
        NoticeServices.Add(services);
        SlackServices.Add(services);
        TeamsServices.Add(services);
    }

    /// <summary>Listens for mail as well; asked for by the host, never by itself.</summary>
    public static void AddSmtp(IServiceCollection services, SmtpOptions options) =>
        services.AddHostedService(provider => new SmtpServer(
            options,
            provider.GetRequiredService<KeepInbound>().Door,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SmtpServer>>()
        ));
}
