using Entente.Sandbox.Salesforce.Auth;
using Entente.Sandbox.Salesforce.Push;
using Entente.Sandbox.Salesforce.Rest;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce;

/// <summary>Salesforce's protocol: its services and its routes, relative to the root of its own origin.</summary>
internal static class SalesforceApi
{
    public static void AddServices(IServiceCollection services)
    {
        services.AddSingleton<Organisation>().AddSingleton<Catalog>().AddSingleton<RecordWriter>();
        services.AddSingleton<Sessions>().AddSingleton<RefreshTokens>().AddSingleton<AuthorizationCodes>().AddSingleton<JwtBearer>();
        services.AddSingleton<OAuth>().AddSingleton<Identity>().AddSingleton<SoapLogin>().AddSingleton<ConsentPage>();
        services.AddSingleton<Records>().AddSingleton<Upserts>().AddSingleton<Collections>().AddSingleton<Queries>();
        services.AddSingleton<Describe>().AddSingleton<Replication>().AddSingleton<Tooling>().AddSingleton<Limits>();
        services
            .AddSingleton<OutboundTargets>()
            .AddSingleton<OutboundSender>()
            .AddHostedService(provider => provider.GetRequiredService<OutboundSender>());
        services.AddSingleton<DataApi>().AddSingleton<Trouble>().AddSingleton<DataEndpoint>();
    }

    public static void Map(RouteGroupBuilder routes)
    {
        routes.Map("/services/data/{**rest}", (HttpContext context, DataEndpoint data) => data.Run(context));
        routes.MapPost("/services/oauth2/token", (HttpContext context, OAuth oauth) => oauth.Token(context));
        routes.MapMethods("/services/oauth2/revoke", ["GET", "POST"], (HttpContext context, OAuth oauth) => oauth.Revoke(context));
        routes.MapPost("/services/oauth2/introspect", (HttpContext context, OAuth oauth) => oauth.Introspect(context));
        routes.MapGet("/services/oauth2/userinfo", (HttpContext context, Identity identity) => identity.UserInfo(context));
        routes.MapGet("/services/oauth2/authorize", (HttpContext context, ConsentPage page) => page.Show(context));
        routes.MapPost("/services/oauth2/authorize", (HttpContext context, ConsentPage page) => page.Decide(context));
        routes.MapGet(
            "/id/{organisationId}/{userId}",
            (HttpContext context, string organisationId, string userId, Identity identity) => identity.Show(context, organisationId, userId)
        );
        routes.MapPost(
            "/services/Soap/u/{version}/{organisationId?}",
            (HttpContext context, string version, SoapLogin soap) => soap.Run(context, version)
        );
        RecordLinks.Map(routes);
        SalesforceAdmin.Map(routes.MapGroup("/sandbox/admin/salesforce"));
    }
}
