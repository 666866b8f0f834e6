using Entente.Sandbox.HubSpot.Webhooks;

namespace Entente.Sandbox.HubSpot;

/// <summary>HubSpot's protocol: its services and its routes, relative to the root of its own origin.</summary>
internal static class HubSpotApi
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<WebhookSubscriptions>();
        services.AddSingleton<WebhookSender>();
        services.AddHostedService(p => p.GetRequiredService<WebhookSender>());
    }

    public static void Map(RouteGroupBuilder routes) => ArgumentNullException.ThrowIfNull(routes);
}
