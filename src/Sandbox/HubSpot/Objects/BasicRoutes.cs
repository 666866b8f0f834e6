using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Objects;

/// <summary>One record at a time, and the list.</summary>
internal sealed class BasicRoutes(CrmStore store, RecordJson json, Writes writes, SandboxOptions options)
{
    private const int DefaultPage = 10;
    private const int MaxPage = 100;

    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    public static void Map(RouteGroupBuilder objects)
    {
        objects.MapPost("/{type}", (HttpContext http, string type, BasicRoutes r) => r.Create(http, type));
        objects.MapGet("/{type}", (HttpContext http, string type, BasicRoutes r) => r.List(http, type));
        objects.MapGet("/{type}/{id}", (HttpContext http, string type, string id, BasicRoutes r) => r.Read(http, type, id));
        objects.MapPatch("/{type}/{id}", (HttpContext http, string type, string id, BasicRoutes r) => r.Update(http, type, id));
        objects.MapDelete("/{type}/{id}", (HttpContext http, string type, string id, BasicRoutes r) => r.Archive(http, type, id));
        objects.MapPost("/{type}/merge", (HttpContext http, string type, BasicRoutes r) => r.Merge(http, type));
        objects.MapPost("/{type}/gdpr-delete", (HttpContext http, string type, BasicRoutes r) => r.Purge(http, type));
    }

    private async Task<IResult> Create(HttpContext http, string type)
    {
        if (ObjectTypes.Parse(store, type) is not { } kind)
            return UnknownType(type).Result(http);
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var (record, error) = store.Write(
            Origin,
            tx =>
            {
                var made = writes.Create(tx, kind, body);
                if (made.Error is not null)
                    tx.Abandon();
                return made;
            }
        );
        return error?.Result(http) ?? Wire.Json(json.Of(record!, View.Everything), 201);
    }

    private IResult Read(HttpContext http, string type, string id)
    {
        if (ObjectTypes.Parse(store, type) is not { } kind)
            return UnknownType(type).Result(http);
        if (Lookup.Property(store.Schema(kind), http.Request.Query["idProperty"], out var by) is { } error)
            return error.Result(http);
        return Lookup.Follow(store, kind, by, Uri.UnescapeDataString(id)) is { } record && record.Archived == Wire.Flag(http, "archived")
            ? Wire.Json(json.Of(record, View.Of(http, store)))
            : HubSpotError.NotFound.Result(http);
    }

    private IResult List(HttpContext http, string type)
    {
        if (ObjectTypes.Parse(store, type) is not { } kind)
            return UnknownType(type).Result(http);
        var view = View.Of(http, store);
        var limit = DefaultPage;
        var max = view.History.Count > 0 ? MaxPage / 2 : MaxPage;
        if (http.Request.Query["limit"] is [{ } asked] && (!int.TryParse(asked, out limit) || limit < 1 || limit > max))
            return HubSpotError.Invalid($"Page size must be between 1 and {max}.").Result(http);
        long from = 0;
        if (http.Request.Query["after"] is [{ Length: > 0 } after] && !RecordIds.TryParse(kind, after, out from))
            return HubSpotError.Invalid("The paging cursor is not one of this list.").Result(http);
        var archived = Wire.Flag(http, "archived");
        if (archived && kind is Kind.Note or Kind.Meeting or Kind.Call or Kind.Email)
            return HubSpotError.Invalid($"Listing archived {type} is not supported.").Result(http);
        // What was merged away is in no bin: its id leads to the survivor.
        var page = store
            .All(kind, from == 0 ? 0 : from - 1)
            .Where(r => r.Archived == archived && !(archived && store.SurvivorOf(r.Id) is not null))
            .Take(limit + 1)
            .ToList();
        var answer = new JsonObject { ["results"] = new JsonArray([.. page.Take(limit).Select(r => json.Of(r, view))]) };
        if (page.Count > limit)
        {
            var next = RecordJson.Id(page[limit].Id);
            answer["paging"] = new JsonObject
            {
                ["next"] = new JsonObject
                {
                    ["after"] = next,
                    ["link"] = $"{Origins.Root(http)}{Origins.OuterPath(http)}?limit={limit}&after={next}",
                },
            };
        }
        return Wire.Json(answer);
    }

    private async Task<IResult> Update(HttpContext http, string type, string id)
    {
        if (ObjectTypes.Parse(store, type) is not { } kind)
            return UnknownType(type).Result(http);
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (Lookup.Property(store.Schema(kind), http.Request.Query["idProperty"], out var by) is { } unknown)
            return unknown.Result(http);
        var (record, error) = store.Write<(Record?, HubSpotError?)>(
            Origin,
            tx =>
                Lookup.Follow(store, kind, by, Uri.UnescapeDataString(id)) is { Archived: false } found
                    ? writes.Update(tx, found, body["properties"] as JsonObject)
                    : (null, HubSpotError.NotFound)
        );
        return error?.Result(http) ?? Wire.Json(json.Of(record!, View.Everything));
    }

    private IResult Archive(HttpContext http, string type, string id)
    {
        if (ObjectTypes.Parse(store, type) is not { } kind)
            return UnknownType(type).Result(http);
        if (RecordIds.TryParse(kind, id, out var number))
            store.Write(
                Origin,
                tx =>
                {
                    tx.Archive(number);
                }
            );
        return Results.NoContent();
    }

    private async Task<IResult> Merge(HttpContext http, string type)
    {
        if (ObjectTypes.Parse(store, type) is not { } kind)
            return UnknownType(type).Result(http);
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (kind is not (Kind.Company or Kind.Contact or Kind.Deal or Kind.Ticket))
            return HubSpotError.Invalid($"{type} cannot be merged.").Result(http);
        var outcome = store.Write(
            Origin,
            tx =>
                Lookup.Find(tx, kind, null, Wire.Text(body["primaryObjectId"]) ?? "") is { } kept
                && Lookup.Find(tx, kind, null, Wire.Text(body["objectIdToMerge"]) ?? "") is { } other
                    ? tx.Merge(kept.Id, other.Id)
                    : new Refusal(RefusalCode.NotFound)
        );
        return outcome.Record is { } survivor
            ? Wire.Json(json.Of(store.Find(survivor.Id)!, View.Everything))
            : HubSpotError.NotFound.Result(http);
    }

    /// <summary>Removes a contact for good; one that does not exist is no error.</summary>
    private async Task<IResult> Purge(HttpContext http, string type)
    {
        if (ObjectTypes.Parse(store, type) is not { } kind)
            return UnknownType(type).Result(http);
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (Lookup.Property(store.Schema(kind), Wire.Text(body["idProperty"]), out var by) is { } unknown)
            return unknown.Result(http);
        store.Write(
            Origin,
            tx =>
            {
                if (Lookup.Find(tx, kind, by, Wire.Text(body["objectId"]) ?? "") is { } record)
                    tx.Erase(record.Id);
            }
        );
        return Results.NoContent();
    }

    public static HubSpotError UnknownType(string type) => HubSpotError.Invalid($"Unable to infer object type from: {type}");
}
