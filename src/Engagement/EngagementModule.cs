using Entente.Collaboration.Notifications;
using Entente.Engagement.List;
using Entente.Engagement.Model;
using Entente.Engagement.Portal;
using Entente.Engagement.Reach;
using Entente.Engagement.Show;
using Entente.Engagement.Tell;
using Entente.Engagement.Write;
using Entente.Partners;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Registrations;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Engagement;

/// <summary>What the vendor tells its partners: to whom and why, once each, with evidence of who got how far.</summary>
public sealed class EngagementModule : Module
{
    public override IReadOnlyList<Schedule> Schedules => [new("announcements.watch", TimeSpan.FromHours(1), typeof(WatchAnnouncements))];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Platform.Privacy.IPersonalData, Privacy.EngagementPersonalData>();
        services.AddScoped<ReachQuery>().AddScoped<GatherRecipients>().AddScoped<TellRecipients>().AddScoped<NewsMails>();
        services.AddScoped<WriteAnnouncement>().AddScoped<AnnouncementList>().AddScoped<AnnouncementQuery>();
        services.AddScoped(s => new PublishAnnouncement(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<GatherRecipients>(),
            s.GetRequiredService<TellRecipients>(),
            s.GetRequiredService<Notices>()
        ));
        services.AddScoped<NewsLinks>().AddScoped<ReadNews>();
        services.AddScoped(s => new NewsQuery(
            s.GetRequiredService<EntenteDb>(),
            s.GetRequiredService<Actor>(),
            s.GetRequiredService<Workspaces>(),
            s.GetRequiredService<NewsLinks>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services
            .AddScoped<IHomeBlock, NewsBlock>()
            .AddScoped<IMenu, EngagementMenu>()
            .AddScoped<Entente.Partners.ISegmentUse, AimedNews>()
            .AddScoped<IClaimGate, NewsGate>()
            .AddScoped<IClaimBeside, BesideDeal>()
            .AddScoped<IPartnerSignals, ResponseSignals>();
    }

    public override void AddWork(WorkCatalog work) =>
        work.Run<TellAnnouncement, RunAnnouncements>().Run<BeginAnnouncement, RunAnnouncements>();

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        NewsRoutes.Map(routes);
        ResultsFile.Map(routes);
    }

    public override void MapModel(ModelBuilder model) => EngagementModel.Map(model);
}
