using Entente.Access;
using Entente.Collaboration.Threads.Tasks;
using Entente.Partners;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Privacy;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Reviews.List;
using Entente.Reviews.Meetings;
using Entente.Reviews.Model;
using Entente.Reviews.Portal;
using Entente.Reviews.Prepare;
using Entente.Reviews.Privacy;
using Entente.Reviews.Rhythms;
using Entente.Reviews.Show;
using Entente.Reviews.Work;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Reviews;

/// <summary>Reviews of a partner's quarter: gathered from all rooms, shared, held, and frozen then; and the meetings that are held again and again.</summary>
public sealed class ReviewsModule : Module
{
    public override IReadOnlyList<Schedule> Schedules =>
        [
            new("meetings.plan", TimeSpan.FromDays(1), typeof(PlanMeetings)),
            new("meetings.remind", TimeSpan.FromHours(1), typeof(RemindMeetings)),
        ];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<IPersonalData, ReviewsPersonalData>();
        services.AddScoped<GatherParts>().AddScoped<ReviewMails>().AddScoped<ShapeReview>().AddScoped<ReviewQuery>();
        services.AddScoped<ReviewList>().AddScoped<OwnReviews>();
        // What has parts of this room alone is made here: its constructor is nobody else's.
        services.AddScoped(s => new PrepareReview(
            Of<EntenteDb>(s),
            Of<Actor>(s),
            Of<TimeProvider>(s),
            Of<Numbers>(s),
            Of<PartnersApi>(s),
            Of<GatherParts>(s),
            Of<Workspaces>(s)
        ));
        services.AddScoped(s => new SteerReview(
            Of<EntenteDb>(s),
            Of<Actor>(s),
            Of<TimeProvider>(s),
            Of<GatherParts>(s),
            Of<ReviewMails>(s),
            Of<GiveTask>(s)
        ));
        services.AddScoped<IPartnerSection, PartnerReviews>().AddScoped<IMenu, ReviewsMenu>().AddScoped<ITodayItem, ReviewsToday>();
        services.AddScoped<IHomeBlock, ReviewsAtHome>();
        AddMeetings(services);
    }

    private static void AddMeetings(IServiceCollection services)
    {
        services.AddScoped<MeetingShelf>().AddScoped<PublishMeetings>().AddScoped<PlanMeetings>().AddScoped<MeetingMails>();
        services.AddScoped<GatherAgenda>().AddScoped<MeetingCalendar>().AddScoped<OwnMeetings>();
        services.AddScoped(s => new ShapeMeeting(
            Of<EntenteDb>(s),
            Of<Actor>(s),
            Of<TimeProvider>(s),
            Of<AccessApi>(s),
            Of<GatherAgenda>(s),
            Of<Workspaces>(s)
        ));
        services.AddScoped(s => new SteerMeeting(
            Of<EntenteDb>(s),
            Of<Actor>(s),
            Of<TimeProvider>(s),
            Of<GatherAgenda>(s),
            Of<MeetingMails>(s),
            Of<GiveTask>(s)
        ));
        services.AddScoped(s => new MeetingQuery(
            Of<EntenteDb>(s),
            Of<Actor>(s),
            Of<TimeProvider>(s),
            Of<AccessApi>(s),
            Of<GatherAgenda>(s)
        ));
        services.AddScoped<ITodayItem, MeetingsToday>();
    }

    public override void AddWork(WorkCatalog work) => work.Run<PlanAnew, RunPlanAnew>();

    public override void MapModel(ModelBuilder model) => ReviewsModel.Map(model);

    public override void MapRoutes(IEndpointRouteBuilder routes)
    {
        ReviewFiles.Map(routes);
        MeetingFiles.Map(routes);
    }

    private static T Of<T>(IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}
