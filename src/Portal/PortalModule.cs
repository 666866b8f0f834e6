using Entente.Platform;
using Entente.Platform.Data;
using Entente.Portal.Experiences;
using Entente.Portal.Home;
using Entente.Portal.Setup;
using Entente.Portal.Shell;
using Entente.Portal.Start;
using Entente.Portal.Views;
using Entente.Ui.Shell;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Portal;

/// <summary>Today, the portal's home, the menu, the first run: places that higher rooms fill.</summary>
public sealed class PortalModule : Module
{
    public override void AddServices(IServiceCollection services)
    {
        services
            .AddScoped<IShell, PortalShell>()
            .AddScoped<IMenu, StandardMenu>()
            .AddScoped<IMenu, SetAside.SetAsideMenu>()
            .AddScoped<IMenu, Appearance.AppearanceMenu>()
            .AddScoped<Appearance.SetAppearance>()
            .AddScoped<IMenu, MailMenu>()
            .AddScoped<IMenu, ExperienceMenu>()
            .AddScoped<CurrentExperience>()
            .AddScoped<WriteExperience>()
            .AddScoped(s => new ExperienceDesk(
                s.GetRequiredService<EntenteDb>(),
                s.GetServices<IPortalAudience>(),
                s.GetServices<IMenu>(),
                s.GetServices<IHomeBlock>()
            ))
            .AddScoped<Menus>();
        services.AddSingleton<SetUp>();
        services.AddScoped<Platform.Privacy.IPersonalData, PortalPersonalData>();
        services.AddScoped<SavedViews>();
    }

    public override void MapModel(ModelBuilder model)
    {
        SavedView.Map(model);
        Experience.Map(model);
    }

    public override void MapRoutes(IEndpointRouteBuilder routes) => Landing.Map(routes);
}
