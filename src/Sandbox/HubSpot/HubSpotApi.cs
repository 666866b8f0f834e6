using Entente.Sandbox.HubSpot.Associations;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.HubSpot.Schemas;
using Entente.Sandbox.HubSpot.Search;
using Entente.Sandbox.HubSpot.Webhooks;

namespace Entente.Sandbox.HubSpot;

/// <summary>
/// HubSpot's protocol: its services and its routes, relative to the root of its own origin. Every area answers below its
/// numbered path and below its dated one (`/crm/v3/objects` and `/crm/objects/2026-03`), with the same handlers.
/// </summary>
internal static class HubSpotApi
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<WebhookSubscriptions>();
        services.AddSingleton<WebhookSender>();
        services.AddHostedService(p => p.GetRequiredService<WebhookSender>());
        services.AddSingleton<Scopes>();
        services.AddSingleton<Guard>();
        services.AddSingleton<RecordJson>();
        services.AddSingleton<BasicRoutes>();
        services.AddSingleton<BatchRoutes>();
        services.AddSingleton<SearchRoutes>();
        services.AddSingleton<AssociationRoutes>();
        services.AddSingleton<AssociationBatchRoutes>();
        services.AddSingleton<PropertyRoutes>();
        services.AddSingleton<AccountRoutes>();
    }

    public static void Map(RouteGroupBuilder routes)
    {
        var guard = ((IEndpointRouteBuilder)routes).ServiceProvider.GetRequiredService<Guard>();
        var api = routes.MapGroup("").AddEndpointFilter(guard);
        foreach (var objects in (string[])["/crm/v3/objects", "/crm/objects/{version}"])
        {
            BasicRoutes.Map(api.MapGroup(objects));
            BatchRoutes.Map(api.MapGroup(objects));
            SearchRoutes.Map(api.MapGroup(objects));
        }
        AssociationRoutes.MapRecords(api.MapGroup("/crm/v4/objects"));
        AssociationRoutes.MapRecords(api.MapGroup("/crm/objects/{version}"));
        AssociationBatchRoutes.Map(api.MapGroup("/crm/v4/associations"));
        AssociationBatchRoutes.Map(api.MapGroup("/crm/associations/{version}"));
        PropertyRoutes.Map(api.MapGroup("/crm/v3/properties"));
        PropertyRoutes.Map(api.MapGroup("/crm/properties/{version}"));
        AccountRoutes.MapPipelines(api.MapGroup("/crm/v3/pipelines"));
        AccountRoutes.MapPipelines(api.MapGroup("/crm/pipelines/{version}"));
        AccountRoutes.MapOwners(api.MapGroup("/crm/v3/owners"));
        AccountRoutes.MapOwners(api.MapGroup("/crm/owners/{version}"));
        AccountRoutes.MapAccount(api.MapGroup("/account-info/v3"));
        AccountRoutes.MapAccount(api.MapGroup("/account-info/{version}"));
    }
}
