using Entente.Sandbox.Pages;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Entente.Sandbox.Salesforce;

/// <summary>Links to records as Salesforce has them (<c>/006…</c>, <c>/lightning/r/Opportunity/006…/view</c>), which lead to the sandbox's page of the record.</summary>
internal static class RecordLinks
{
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/", (HttpContext context, IServer server) => Results.Redirect(PageRoot(context, server)));
        routes.MapGet("/{id:minlength(15):maxlength(18)}", Open);
        routes.MapGet(
            "/lightning/r/{type}/{id}/view",
            (HttpContext context, string type, string id, CrmStore store, IServer server) => Open(context, id, store, server)
        );
    }

    private static IResult Open(HttpContext context, string id, CrmStore store, IServer server) =>
        SalesforceId.Normalise(id) is { } normal
        && Prefixes.Stored(normal) is { } number
        && store.Find(number) is { Archived: false } record
        && record.Kind != Kind.Note
            ? Results.Redirect($"{PageRoot(context, server)}{Show.Plural(record.Kind)}/{record.Id}")
            : Results.NotFound();

    /// <summary>The page lives on the other origin: same host as asked, first port.</summary>
    private static string PageRoot(HttpContext context, IServer server)
    {
        var port = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return new UriBuilder(context.Request.Scheme, context.Request.Host.Host, port).Uri.ToString();
    }
}
