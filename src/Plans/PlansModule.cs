using Entente.Access;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Plans.Create;
using Entente.Plans.List;
using Entente.Plans.Model;
using Entente.Plans.Portal;
using Entente.Plans.Remind;
using Entente.Plans.Show;
using Entente.Plans.Templates;
using Entente.Plans.Work;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Plans;

/// <summary>Mutual action plans: who does what until when, on both sides, with a partner or on a deal.</summary>
public sealed class PlansModule : Module
{
    public override IReadOnlyList<Schedule> Schedules => [new("plans.remind", TimeSpan.FromHours(1), typeof(RemindPlans))];

    public override void AddWork(WorkCatalog work) => work.Hear<OpportunityMerged, FollowDeals>("plans-deal-merged");

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Platform.Privacy.IPersonalData, Privacy.PlansPersonalData>();
        services.AddScoped<PlanClock>().AddScoped<PlanMails>().AddScoped<TemplateShelf>();
        services.AddScoped<PublishTemplate>().AddScoped<CreatePlan>().AddScoped<ShapePlan>().AddScoped<TickItem>();
        services.AddScoped<TickByMail>();
        services.AddScoped<PlanList>().AddScoped<OwnPlans>();
        // What has parts of this room alone is made here: its constructor is nobody else's.
        services.AddScoped(s => new SignPlan(Of<EntenteDb>(s), Of<Actor>(s), Of<TimeProvider>(s), Of<PlanMails>(s)));
        services.AddScoped(s => new SteerPlan(Of<EntenteDb>(s), Of<Actor>(s), Of<TimeProvider>(s), Of<PlanMails>(s)));
        services.AddScoped(s => new ProposeItem(Of<EntenteDb>(s), Of<Actor>(s), Of<TimeProvider>(s), Of<PlanClock>(s)));
        services.AddScoped(s => new PlanQuery(
            Of<EntenteDb>(s),
            Of<AccessApi>(s),
            Of<PartnersApi>(s),
            Of<PipelineApi>(s),
            Of<PlanClock>(s),
            Of<Actor>(s)
        ));
        services.AddScoped<IMenu, PlansMenu>().AddScoped<ITodayItem, PlansToday>().AddScoped<IHomeBlock, PlansBlock>();
        services.AddScoped<IPartnerSignals, PlanSignals>().AddScoped<IAgendaPoints, PlanAgenda>();
        services.AddScoped<IPartnerSection, PartnerPlans>().AddScoped<IDealSection, DealPlans>();
        services.AddScoped<ILeavingCheck, LeavingPlans>().AddScoped<IReviewPart, PlanReview>();
    }

    private static T Of<T>(IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();

    public override void MapModel(ModelBuilder model) => PlansModel.Map(model);
}
