using Entente.Platform;
using Entente.Portal.Setup;
using Entente.Portal.Shell;
using Entente.Portal.Start;
using Entente.Ui.Shell;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Portal;

/// <summary>Today, the portal's home, the menu, the first run: places that higher rooms fill.</summary>
public sealed class PortalModule : Module
{
    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<IShell, PortalShell>().AddScoped<IMenu, StandardMenu>();
        services.AddSingleton<SetUp>();
    }

    public override void MapRoutes(IEndpointRouteBuilder routes) => Landing.Map(routes);
}
