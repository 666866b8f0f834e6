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
using Entente.Platform.Jobs;
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

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<Platform.Privacy.IPersonalData, Privacy.PlansPersonalData>();
        services.AddScoped<PlanClock>().AddScoped<TickKeys>().AddScoped<PlanMails>().AddScoped<TemplateShelf>();
        services.AddScoped<PublishTemplate>().AddScoped<CreatePlan>().AddScoped<ShapePlan>().AddScoped<TickItem>();
        services.AddScoped<SignPlan>().AddScoped<SteerPlan>().AddScoped<ProposeItem>().AddScoped<TickByMail>();
        services.AddScoped<PlanQuery>().AddScoped<PlanList>().AddScoped<OwnPlans>();
        services.AddScoped<IMenu, PlansMenu>().AddScoped<ITodayItem, PlansToday>().AddScoped<IHomeBlock, PlansBlock>();
        services.AddScoped<IPartnerSection, PartnerPlans>().AddScoped<IDealSection, DealPlans>();
    }

    public override void MapModel(ModelBuilder model) => PlansModel.Map(model);
}
