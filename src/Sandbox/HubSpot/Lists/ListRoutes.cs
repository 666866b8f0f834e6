using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Lists;

/// <summary>Lists that are filled by hand; lists by filter are not kept here, and refused.</summary>
internal sealed class ListRoutes(CrmStore store, RecordLists lists)
{
    /// <param name="routes">Below `…/lists`.</param>
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapPost("/", (HttpContext http, ListRoutes r) => r.Create(http));
        routes.MapGet("/", (HttpContext http, ListRoutes r) => r.ByIds(http));
        routes.MapPost("/search", (HttpContext http, ListRoutes r) => r.Search(http));
        routes.MapGet("/{id}", (HttpContext http, string id, ListRoutes r) => r.With(http, id, l => Wire.Json(One(l))));
        routes.MapGet(
            "/object-type-id/{type}/name/{name}",
            (HttpContext http, string type, string name, ListRoutes r) => r.ByName(http, type, name)
        );
        routes.MapDelete("/{id}", (HttpContext http, string id, ListRoutes r) => r.Delete(http, id));
        routes.MapPut("/{id}/restore", (HttpContext http, string id, ListRoutes r) => r.Restore(http, id));
        routes.MapPut("/{id}/update-list-name", (HttpContext http, string id, ListRoutes r) => r.Rename(http, id));
    }

    private async Task<IResult> Create(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var (name, processing) = (Wire.Text(body["name"]) ?? "", Wire.Text(body["processingType"]) ?? "");
        if (name.Length == 0)
            return HubSpotError.Invalid("A list needs a name.").Result(http);
        if (ObjectTypes.Parse(store, Wire.Text(body["objectTypeId"]) ?? "") is not { } kind)
            return BasicRoutes.UnknownType(Wire.Text(body["objectTypeId"]) ?? "").Result(http);
        if (processing is not ("MANUAL" or "SNAPSHOT"))
            return HubSpotError
                .Invalid($"Lists of processingType {processing} are not kept by this sandbox; MANUAL and SNAPSHOT are.")
                .Result(http);
        return lists.Create(name, kind, processing) is { } made
            ? Wire.Json(One(made))
            : HubSpotError.Conflict($"A list named '{name}' already exists.").Result(http);
    }

    private IResult ByIds(HttpContext http)
    {
        var asked = Wire.Many(http, "listIds");
        return Wire.Json(
            new JsonObject { ["lists"] = new JsonArray([.. lists.All().Where(l => l.DeletedMs == 0 && asked.Contains(l.Id)).Select(Json)]) }
        );
    }

    private async Task<IResult> Search(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var (query, ids, types) = (Wire.Text(body["query"]) ?? "", Wire.Texts(body["listIds"]), Wire.Texts(body["processingTypes"]));
        var offset = int.TryParse(Wire.Text(body["offset"]), CultureInfo.InvariantCulture, out var from) ? Math.Max(0, from) : 0;
        var count = int.TryParse(Wire.Text(body["count"]), CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 500) : 20;
        var found = lists
            .All()
            .Where(l =>
                l.DeletedMs == 0
                && l.Name.Contains(query, StringComparison.OrdinalIgnoreCase)
                && (ids.Count == 0 || ids.Contains(l.Id))
                && (types.Count == 0 || types.Contains(l.Processing))
            )
            .ToList();
        var page = found.Skip(offset).Take(count).ToList();
        return Wire.Json(
            new JsonObject
            {
                ["total"] = found.Count,
                ["offset"] = offset + page.Count,
                ["hasMore"] = offset + page.Count < found.Count,
                ["lists"] = new JsonArray([.. page.Select(Found)]),
            }
        );
    }

    private IResult ByName(HttpContext http, string type, string name) =>
        lists.All().FirstOrDefault(l => l.DeletedMs == 0 && l.Kind == ObjectTypes.Parse(store, type) && l.Name == name) is { } list
            ? Wire.Json(One(list))
            : HubSpotError.NotFound.Result(http);

    private IResult Delete(HttpContext http, string id) =>
        With(
            http,
            id,
            list =>
            {
                lists.Change(list.Id, (l, now) => l with { DeletedMs = now });
                return Results.NoContent();
            }
        );

    private IResult Restore(HttpContext http, string id) =>
        lists.Change(id, (l, _) => l with { DeletedMs = 0 }) is null ? HubSpotError.NotFound.Result(http) : Results.NoContent();

    private IResult Rename(HttpContext http, string id) =>
        http.Request.Query["listName"] is not [{ Length: > 0 } name]
            ? HubSpotError.Invalid("A list needs a name.").Result(http)
            : With(
                http,
                id,
                list =>
                    Wire.Json(
                        new JsonObject
                        {
                            ["updatedList"] = Json(lists.Change(list.Id, (l, _) => l with { Name = name, Version = l.Version + 1 })!),
                        }
                    )
            );

    private IResult With(HttpContext http, string id, Func<RecordList, IResult> act) =>
        lists.Find(id) is { DeletedMs: 0 } list ? act(list) : HubSpotError.NotFound.Result(http);

    private static JsonObject One(RecordList list) => new() { ["list"] = Json(list) };

    private static JsonObject Json(RecordList list)
    {
        var json = Core(list);
        json["size"] = list.Members.Count;
        return json;
    }

    private static JsonObject Found(RecordList list)
    {
        var json = Core(list);
        json["additionalProperties"] = new JsonObject { ["hs_list_size"] = $"{list.Members.Count}" };
        return json;
    }

    private static JsonObject Core(RecordList list) =>
        new()
        {
            ["listId"] = list.Id,
            ["name"] = list.Name,
            ["objectTypeId"] = ObjectTypes.TypeId(list.Kind),
            ["processingType"] = list.Processing,
            ["processingStatus"] = "COMPLETE",
            ["listVersion"] = list.Version,
            ["createdAt"] = Canonical.Instant(list.CreatedMs),
            ["updatedAt"] = Canonical.Instant(list.ModifiedMs),
        };
}
