using Entente.Health.Evaluate;
using Entente.Health.Model;
using Entente.Health.Privacy;
using Entente.Health.Show;
using Entente.Partners;
using Entente.Platform;
using Entente.Platform.Jobs;
using Entente.Platform.Privacy;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Health;

/// <summary>How every partner stands, by what all rooms see of it, and who looks after those that slip.</summary>
public sealed class HealthModule : Module
{
    public override IReadOnlyList<Schedule> Schedules => [new("health.nightly", TimeSpan.FromDays(1), typeof(ScoreHealth))];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<IPersonalData, HealthPersonalData>().AddScoped<IRetention, HealthRetention>();
        services.AddScoped<HealthQuery>();
        services
            .AddScoped<IPartnerSection, PartnerHealth>()
            .AddScoped<IReviewPart, HealthReview>()
            .AddScoped<IMenu, HealthMenu>()
            .AddScoped<ITodayItem, HealthToday>();
    }

    public override void MapModel(ModelBuilder model) => HealthModel.Map(model);
}
