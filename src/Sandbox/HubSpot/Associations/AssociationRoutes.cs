using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Associations;

/// <summary>Associations, version 4: the ones HubSpot defines itself, plain and primary.</summary>
internal sealed class AssociationRoutes(CrmStore store, SandboxOptions options, TimeProvider clock)
{
    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="records">Below `…/objects`.</param>
    public static void MapRecords(RouteGroupBuilder records)
    {
        records.MapPut(
            "/{a}/{id}/associations/default/{b}/{other}",
            (HttpContext http, string a, string id, string b, string other, AssociationRoutes r) => r.Default(http, a, id, b, other)
        );
        records.MapPut(
            "/{a}/{id}/associations/{b}/{other}",
            (HttpContext http, string a, string id, string b, string other, AssociationRoutes r) => r.Put(http, a, id, b, other)
        );
        records.MapGet(
            "/{a}/{id}/associations/{b}",
            (HttpContext http, string a, string id, string b, AssociationRoutes r) => r.List(http, a, id, b)
        );
        records.MapDelete(
            "/{a}/{id}/associations/{b}/{other}",
            (HttpContext http, string a, string id, string b, string other, AssociationRoutes r) => r.Delete(http, a, id, b, other)
        );
    }

    private IResult Default(HttpContext http, string a, string id, string b, string other)
    {
        if (Ends(a, id, b, other, out var from, out var to) is { } error)
            return error.Result(http);
        return store.Write(Origin, tx => tx.Link(from, to)) is null
            ? HubSpotError.NotFound.Result(http)
            : Wire.Json(Batches.Envelope(BothDirections(from, to), clock.GetUtcNow()));
    }

    private async Task<IResult> Put(HttpContext http, string a, string id, string b, string other)
    {
        if (Ends(a, id, b, other, out var from, out var to) is { } error)
            return error.Result(http);
        JsonArray? types;
        try
        {
            types = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonArray;
        }
        catch (System.Text.Json.JsonException)
        {
            types = null;
        }
        if (types is not { Count: > 0 })
            return HubSpotError.Invalid("The body must be a list of association types.").Result(http);
        if (AssociationTypes.Read(types, RecordIds.KindOf(from), RecordIds.KindOf(to), out var primary) is { } unknown)
            return unknown.Result(http);
        if (store.Write(Origin, tx => tx.Link(from, to, primary)) is null)
            return HubSpotError.NotFound.Result(http);
        return Wire.Json(
            new JsonObject
            {
                ["fromObjectTypeId"] = ObjectTypes.TypeId(RecordIds.KindOf(from)),
                ["fromObjectId"] = RecordJson.Id(from),
                ["toObjectTypeId"] = ObjectTypes.TypeId(RecordIds.KindOf(to)),
                ["toObjectId"] = RecordJson.Id(to),
                ["labels"] = new JsonArray(),
            },
            201
        );
    }

    private IResult List(HttpContext http, string a, string id, string b)
    {
        if (Kinds(a, b, out var from, out var to) is { } error)
            return error.Result(http);
        if (!RecordIds.TryParse(from, id, out var number) || store.Find(number) is not { Archived: false })
            return HubSpotError.NotFound.Result(http);
        var limit = int.TryParse(http.Request.Query["limit"], CultureInfo.InvariantCulture, out var asked) ? asked : 500;
        if (limit is < 1 or > 500)
            return HubSpotError.Invalid("Page size must be between 1 and 500.").Result(http);
        _ = long.TryParse(http.Request.Query["after"], CultureInfo.InvariantCulture, out var after);
        return Wire.Json(Page(store, number, to, after, limit));
    }

    private IResult Delete(HttpContext http, string a, string id, string b, string other)
    {
        if (Ends(a, id, b, other, out var from, out var to) is { } error)
            return error.Result(http);
        store.Write(
            Origin,
            tx =>
            {
                tx.Unlink(from, to);
            }
        );
        return Results.NoContent();
    }

    /// <summary>`{results, paging?}` by the other ends' rising ids.</summary>
    public static JsonObject Page(CrmStore store, long id, Kind to, long after, int limit)
    {
        var from = RecordIds.KindOf(id);
        var all = store.Linked(id, to).OrderBy(x => x.Record.Id).SkipWhile(x => x.Record.Id < after).ToList();
        var page = new JsonObject
        {
            ["results"] = new JsonArray([
                .. all.Take(limit)
                    .Select(x => new JsonObject
                    {
                        ["toObjectId"] = RecordJson.Id(x.Record.Id),
                        ["associationTypes"] = Types(x.Link, from, to),
                    }),
            ]),
        };
        if (all.Count > limit)
            page["paging"] = new JsonObject { ["next"] = new JsonObject { ["after"] = RecordJson.Id(all[limit].Record.Id) } };
        return page;
    }

    /// <summary>Both directions of the plain association, as the default calls answer.</summary>
    public static JsonArray BothDirections(long from, long to) => [Direction(from, to), Direction(to, from)];

    private static JsonObject Direction(long from, long to) =>
        new()
        {
            ["from"] = new JsonObject { ["id"] = RecordJson.Id(from) },
            ["to"] = new JsonObject { ["id"] = RecordJson.Id(to) },
            ["associationSpec"] = new JsonObject
            {
                ["associationCategory"] = "HUBSPOT_DEFINED",
                ["associationTypeId"] = ObjectTypes.Unlabelled(RecordIds.KindOf(from), RecordIds.KindOf(to)),
            },
        };

    private static JsonArray Types(Link link, Kind from, Kind to)
    {
        var types = new JsonArray();
        if (link.Primary && ObjectTypes.Primary(from, to) is { } primary)
            types.Add(
                new JsonObject
                {
                    ["category"] = "HUBSPOT_DEFINED",
                    ["typeId"] = primary,
                    ["label"] = "Primary",
                }
            );
        types.Add(
            new JsonObject
            {
                ["category"] = "HUBSPOT_DEFINED",
                ["typeId"] = ObjectTypes.Unlabelled(from, to),
                ["label"] = null,
            }
        );
        return types;
    }

    public static HubSpotError? Kinds(string a, string b, out Kind from, out Kind to)
    {
        (from, to) = (ObjectTypes.Parse(a) ?? default, ObjectTypes.Parse(b) ?? default);
        return from == default ? BasicRoutes.UnknownType(a)
            : to == default ? BasicRoutes.UnknownType(b)
            : Link.CanJoin(from, to) ? null
            : HubSpotError.Invalid($"{a} and {b} are not associated in this sandbox.");
    }

    private static HubSpotError? Ends(string a, string id, string b, string other, out long from, out long to)
    {
        (from, to) = (0, 0);
        if (Kinds(a, b, out var fromKind, out var toKind) is { } error)
            return error;
        return RecordIds.TryParse(fromKind, id, out from) && RecordIds.TryParse(toKind, other, out to) ? null : HubSpotError.NotFound;
    }
}
