using System.Globalization;
using System.Net;
using Entente.Sandbox.Admin;
using Entente.Sandbox.Store;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Sandbox.Pages;

/// <summary>
/// The sales rep's view: lists and records of companies, contacts and deals. The same on both origins, but that each shows the app's panel
/// in its own CRM's way; the start page is HubSpot's.
/// </summary>
internal static class PageRoutes
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ";

    /// <summary>What the record's page adds: the scripts that play the CRM's own frame around an app, which ask this origin only.</summary>
    private const string Scripted = "; script-src 'self'; connect-src 'self'";

    private static readonly (string Name, string Type)[] Files =
    [
        ("sandbox.css", "text/css"),
        ("app-card.js", "text/javascript"),
        ("ui-embedding.js", "text/javascript"),
    ];

    public static void Map(RouteGroupBuilder routes, Protocol protocol)
    {
        var pages = routes.MapGroup("").WithMetadata(NotLogged.Mark).AddEndpointFilter(Protect);
        if (protocol == Protocol.HubSpot)
        {
            pages.MapGet("/", () => Results.Redirect("/deals"));
            HubSpot.RecordLinks.Map(pages);
        }
        PanelFrame.Map(pages);
        foreach (var (file, type) in Files)
        {
            var bytes = Read(file);
            pages.MapGet("/" + file, () => Results.Bytes(bytes, type + "; charset=utf-8"));
        }
        pages.MapGet("/favicon.ico", () => Results.NoContent());
        FaultsRoutes.Map(pages);
        RequestsRoutes.Map(pages);
        foreach (var kind in (Kind[])[Kind.Deal, Kind.Company, Kind.Contact])
        {
            var of = pages.MapGroup($"/{Show.Plural(kind)}");
            of.MapGet("/", (CrmStore store, TimeProvider clock, string? q, int? page) => List(store, clock, kind, q, page));
            of.MapGet(
                "/{id}",
                (HttpContext http, CrmStore store, TimeProvider clock, string id, bool? saved) =>
                    Record(http, store, clock, kind, id, saved == true)
            );
            of.MapGet(
                "/{id}/panel",
                (HttpContext http, CrmStore store, string id, PanelFrame frame) => Panel(http, store, kind, id, frame)
            );
            of.MapGet("/{id}/card", (HttpContext http, CrmStore store, string id, PanelFrame frame) => Card(http, store, kind, id, frame));
            of.MapPost("/{id}", (HttpContext http, CrmStore store, TimeProvider clock, string id) => Save(http, store, clock, kind, id));
            of.MapPost(
                "/{id}/notes",
                (HttpContext http, CrmStore store, TimeProvider clock, string id) => AddNote(http, store, clock, kind, id)
            );
        }
    }

    private static RazorComponentResult<ListPage> List(CrmStore store, TimeProvider clock, Kind kind, string? query, int? page) =>
        new(new { Model = new ListModel(ListView.Load(store, kind, query?.Trim() ?? "", Math.Max(1, page ?? 1), clock.GetUtcNow())) });

    private static IResult Record(HttpContext http, CrmStore store, TimeProvider clock, Kind kind, string id, bool saved) =>
        Find(store, kind, id) is { } record
            ? Page(http, new(store, record, User(http, store, record), clock.GetUtcNow()) { Saved = saved })
            : Missing(kind, id);

    private static async Task<IResult> Panel(HttpContext http, CrmStore store, Kind kind, string id, PanelFrame frame)
    {
        if (Find(store, kind, id) is not { Archived: false } record)
            return Missing(kind, id);
        http.Response.Headers.ContentSecurityPolicy = Policy + "'self'";
        return await frame.Open(http, Origins.Of(http), record, User(http, store, record));
    }

    /// <summary>What the app says for its card, and where its panel opens; HubSpot's proxy and the org's own server ask alike.</summary>
    private static async Task<IResult> Card(HttpContext http, CrmStore store, Kind kind, string id, PanelFrame frame) =>
        Find(store, kind, id) is { Archived: false } record
            ? await frame.Card(http, Origins.Of(http), record, User(http, store, record))
            : Missing(kind, id);

    /// <summary>Who looks: the user chosen on the page, else the record's owner, else whoever came last: the people of a story come after those of a new account.</summary>
    private static Owner User(HttpContext http, CrmStore store, Record record)
    {
        var chosen = http.Request.Query["as"] is [{ } asked] ? asked : Show.Text(store, record, "hubspot_owner_id");
        return (long.TryParse(chosen, CultureInfo.InvariantCulture, out var id) ? store.Owner(id) : null)
            ?? store.Owners.LastOrDefault(o => !o.Archived)
            ?? store.Owners[0];
    }

    private static async Task<IResult> Save(HttpContext http, CrmStore store, TimeProvider clock, Kind kind, string id)
    {
        if (Find(store, kind, id) is not { } record)
            return Missing(kind, id);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var outcome = store.Write(Rep(store), tx => tx.Update(record.Id, RepForm.Changes(store, record, form)));
        if (outcome.Refusal is not { } refusal)
            return SeeRecord(http, record);
        var typed = form.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal);
        return Page(
            http,
            new(store, record, User(http, store, record), clock.GetUtcNow()) { Error = RepForm.Words(refusal), Typed = typed }
        );
    }

    private static async Task<IResult> AddNote(HttpContext http, CrmStore store, TimeProvider clock, Kind kind, string id)
    {
        if (Find(store, kind, id) is not { Archived: false } record)
            return Missing(kind, id);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var body = form["body"].ToString().Trim();
        if (body.Length is 0 or > 10_000)
        {
            return Page(
                http,
                new(store, record, User(http, store, record), clock.GetUtcNow())
                {
                    Error = "A note needs some text, 10,000 characters at most.",
                }
            );
        }
        var schema = store.Schema(Kind.Note);
        store.Write(
            Rep(store),
            tx =>
            {
                var note = tx.Create(
                    Kind.Note,
                    [
                        new(schema["hs_note_body"], $"<p>{WebUtility.HtmlEncode(body).ReplaceLineEndings("<br>")}</p>"),
                        new(schema["hs_timestamp"], Canonical.Instant(tx.Now)),
                        new(schema["hubspot_owner_id"], store.Owners[0].Id.ToString(CultureInfo.InvariantCulture)),
                        new(schema["subject"], "Note"),
                        new(schema["status"], "Completed"),
                    ]
                );
                if (note.Record is { } made)
                    tx.Link(made.Id, record.Id);
            }
        );
        return SeeRecord(http, record);
    }

    private static RazorComponentResult<RecordPage> Page(HttpContext http, RecordModel model)
    {
        var (frame, here) = (http.RequestServices.GetRequiredService<PanelFrame>(), Origins.Of(http));
        if (model.Record is { Archived: false, Kind: Kind.Deal or Kind.Company })
        {
            if (frame.AppOrigin(here) is { } app)
            {
                http.Response.Headers.ContentSecurityPolicy = $"{Policy}'none'{Scripted}; frame-src 'self' {app}";
                model.Panel =
                    here == Protocol.HubSpot ? PanelPlace.Card
                    : http.RequestServices.GetRequiredService<Salesforce.Schema.Catalog>().Org.UiEmbedding ? PanelPlace.Embedded
                    : PanelPlace.Canvas;
            }
            else if (here == Protocol.HubSpot && frame.AppOrigin(Protocol.Salesforce) is not null)
            {
                model.Panel = PanelPlace.OnSalesforce;
                model.SalesforceRoot = Salesforce(http);
            }
        }
        return new(new { Model = model }) { StatusCode = model.Error is null ? 200 : 422 };
    }

    /// <summary>The other origin under the name this one was asked by.</summary>
    private static string Salesforce(HttpContext http)
    {
        var all = http.RequestServices.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return $"{http.Request.Scheme}://{http.Request.Host.Host}:{new Uri(all.Last()).Port.ToString(CultureInfo.InvariantCulture)}";
    }

    private static Record? Find(CrmStore store, Kind kind, string id) =>
        RecordIds.TryParse(kind, id, out var number) ? store.Find(number) : null;

    private static Origin Rep(CrmStore store) => new(Door.Page, User: store.Owners[0].UserId.ToString(CultureInfo.InvariantCulture));

    private static IResult Missing(Kind kind, string id) =>
        Results.Text($"There is no {kind.ToString().ToLowerInvariant()} {id} in this CRM.", "text/plain; charset=utf-8", statusCode: 404);

    /// <summary>After a post: 303 to the record, at an address relative to this origin.</summary>
    private static IResult SeeRecord(HttpContext http, Record record)
    {
        http.Response.Headers.Location = $"{Show.Path(record)}?saved=true";
        return Results.StatusCode(303);
    }

    /// <summary>Headers for every page; forms are taken from our own pages only.</summary>
    private static async ValueTask<object?> Protect(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && http.Request.Headers.Origin is [{ } origin] && origin != Origins.Root(http))
            return Results.Text("This form was sent from another site.", "text/plain; charset=utf-8", statusCode: 403);
        http.Response.Headers.ContentSecurityPolicy = Policy + "'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        http.Response.Headers.CacheControl = "no-store";
        return await next(call);
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(PageRoutes).Assembly.GetManifestResourceStream(file)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
