using Entente.Sandbox.HubSpot.Associations;
using Entente.Sandbox.HubSpot.Exports;
using Entente.Sandbox.HubSpot.Forms;
using Entente.Sandbox.HubSpot.Imports;
using Entente.Sandbox.HubSpot.Lists;
using Entente.Sandbox.HubSpot.OAuth;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.HubSpot.Schemas;
using Entente.Sandbox.HubSpot.Search;
using Entente.Sandbox.HubSpot.Timeline;
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
        services.AddSingleton<AppWebhooks>().AddSingleton<WebhookEvents>().AddSingleton<WebhookSubscriptions>();
        services.AddSingleton<WebhookSender>();
        services.AddHostedService(p => p.GetRequiredService<WebhookSender>());
        services
            .AddSingleton<Scopes>()
            .AddSingleton<RateLimits>()
            .AddSingleton<SearchIndex>()
            .AddSingleton<Trouble>()
            .AddSingleton<Guard>();
        services.AddSingleton<Grants>().AddSingleton<Codes>().AddSingleton<OAuthRoutes>().AddSingleton<AuthorizePage>();
        services.AddSingleton<Labels>().AddSingleton<LabelRoutes>().AddSingleton<OldAssociationRoutes>();
        services.AddSingleton<RecordJson>().AddSingleton<Writes>();
        services.AddSingleton<BasicRoutes>();
        services.AddSingleton<BatchRoutes>();
        services.AddSingleton<SearchRoutes>();
        services.AddSingleton<AssociationRoutes>();
        services.AddSingleton<AssociationBatchRoutes>();
        services.AddSingleton<RecordLists>().AddSingleton<ListRoutes>().AddSingleton<MembershipRoutes>();
        services.AddSingleton<ImportBook>().AddSingleton<ImportRow>().AddSingleton<ImportRunner>().AddSingleton<ImportRoutes>();
        services.AddHostedService(p => p.GetRequiredService<ImportRunner>());
        services.AddSingleton<ExportFile>().AddSingleton<ExportQueue>().AddSingleton<ExportRoutes>();
        services.AddHostedService(p => p.GetRequiredService<ExportQueue>());
        services.AddSingleton<Templates>().AddSingleton<EventRoutes>().AddSingleton<FormRoutes>().AddSingleton<FormDefinitions>();
        services.AddSingleton<PropertyRoutes>().AddSingleton<PropertyGroups>().AddSingleton<RuleRoutes>().AddSingleton<SchemaRoutes>();
        services.AddSingleton<PipelineRoutes>().AddSingleton<OwnerRoutes>().AddSingleton<AccountRoutes>().AddSingleton<CurrencyRoutes>();
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
        foreach (var associations in (string[])["/crm/v4/associations", "/crm/associations/{version}"])
        {
            AssociationBatchRoutes.Map(api.MapGroup(associations));
            LabelRoutes.Map(api.MapGroup(associations));
        }
        OldAssociationRoutes.Map(api.MapGroup("/crm/v3/associations"));
        foreach (var properties in (string[])["/crm/v3/properties", "/crm/properties/{version}"])
        {
            PropertyRoutes.Map(api.MapGroup(properties));
            PropertyGroups.Map(api.MapGroup(properties));
        }
        RuleRoutes.Map(api.MapGroup("/crm/v3/property-validations"));
        RuleRoutes.Map(api.MapGroup("/crm/property-validations/{version}"));
        PipelineRoutes.Map(api.MapGroup("/crm/v3/pipelines"));
        PipelineRoutes.Map(api.MapGroup("/crm/pipelines/{version}"));
        OwnerRoutes.Map(api.MapGroup("/crm/v3/owners"));
        OwnerRoutes.Map(api.MapGroup("/crm/owners/{version}"));
        SchemaRoutes.Map(api.MapGroup("/crm-object-schemas/{version}/schemas"));
        CurrencyRoutes.Map(api.MapGroup("/settings/{version}/currencies"));
        AccountRoutes.Map(api.MapGroup("/account-info/{version}"));
        foreach (var lists in (string[])["/crm/v3/lists", "/crm/lists/{version}"])
        {
            ListRoutes.Map(api.MapGroup(lists));
            MembershipRoutes.Map(api.MapGroup(lists));
        }
        ImportRoutes.Map(api.MapGroup("/crm/v3/imports"));
        ImportRoutes.Map(api.MapGroup("/crm/imports/{version}"));
        ExportRoutes.Map(api.MapGroup("/crm/v3/exports"));
        ExportRoutes.Map(api.MapGroup("/crm/exports/{version}"));
        ExportRoutes.MapFiles(routes);
        EventRoutes.Map(api.MapGroup("/integrators/timeline/{version}/events"));
        Templates.Map(api.MapGroup("/integrators/timeline/{version}/{appId:long}/event-templates").WithMetadata(DeveloperKey.Mark));
        FormDefinitions.Map(api.MapGroup("/marketing/{version}/forms"));
        FormRoutes.Map(routes.MapGroup("/submissions/v3/integration"), api.MapGroup("/submissions/v3/integration"));
        api.MapDelete("/appinstalls/{version}/external-install", Uninstall);
        AppWebhooks.Map(api.MapGroup("/webhooks/{version}").WithMetadata(DeveloperKey.Mark));
        AppWebhooks.Map(api.MapGroup("/app-webhooks/{version}").WithMetadata(DeveloperKey.Mark));
        MapOAuth(routes);
    }

    /// <summary>The app leaves the account: every grant of it ends.</summary>
    private static IResult Uninstall(Grants grants)
    {
        grants.Revoke(_ => true);
        return Results.NoContent();
    }

    /// <summary>OAuth has no bearer token: faults by path, and nothing else, stand before it.</summary>
    private static void MapOAuth(RouteGroupBuilder routes)
    {
        var oauth = routes.MapGroup("/oauth");
        AuthorizePage.Map(oauth);
        var tokens = oauth.MapGroup("");
        tokens.AddEndpointFilter(
            (call, next) =>
            {
                Wire.SetCorrelation(call.HttpContext);
                var trouble = call.HttpContext.RequestServices.GetRequiredService<Trouble>();
                return trouble.Around(call.HttpContext, null, () => next(call), outsideApi: true);
            }
        );
        OAuthRoutes.Map(tokens);
    }
}
