namespace Entente.Sandbox.Salesforce;

/// <summary>Salesforce's protocol: its services and its routes, relative to the root of its own origin.</summary>
internal static class SalesforceApi
{
    public static void AddServices(IServiceCollection services) => ArgumentNullException.ThrowIfNull(services);

    public static void Map(RouteGroupBuilder routes) => ArgumentNullException.ThrowIfNull(routes);
}
