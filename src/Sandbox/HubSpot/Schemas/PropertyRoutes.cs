using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>Properties and their groups.</summary>
internal sealed class PropertyRoutes(CrmStore store, SandboxOptions options, TimeProvider clock)
{
    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="properties">Below `…/properties`.</param>
    public static void Map(RouteGroupBuilder properties)
    {
        properties.MapGet("/{type}", (HttpContext http, string type, PropertyRoutes r) => r.With(http, type, r.List));
        properties.MapPost(
            "/{type}",
            (HttpContext http, string type, PropertyRoutes r) => r.WithBody(http, type, (k, b) => r.Create(http, k, b))
        );
        properties.MapGet(
            "/{type}/{name}",
            (HttpContext http, string type, string name, PropertyRoutes r) => r.With(http, type, kind => r.Read(http, kind, name))
        );
        properties.MapPatch(
            "/{type}/{name}",
            (HttpContext http, string type, string name, PropertyRoutes r) => r.WithBody(http, type, (k, b) => r.Update(http, k, name, b))
        );
        properties.MapDelete(
            "/{type}/{name}",
            (HttpContext http, string type, string name, PropertyRoutes r) => r.With(http, type, kind => r.Archive(http, kind, name))
        );
        properties.MapPost(
            "/{type}/batch/create",
            (HttpContext http, string type, PropertyRoutes r) => r.WithBody(http, type, (k, b) => r.CreateMany(http, k, b))
        );
        properties.MapPost("/{type}/batch/read", (HttpContext http, string type, PropertyRoutes r) => r.WithBody(http, type, r.ReadMany));
        properties.MapGet("/{type}/groups", (HttpContext http, string type, PropertyRoutes r) => r.With(http, type, r.Groups));
        properties.MapPost(
            "/{type}/groups",
            (HttpContext http, string type, PropertyRoutes r) => r.WithBody(http, type, (k, b) => r.CreateGroup(http, k, b))
        );
        properties.MapGet(
            "/{type}/groups/{name}",
            (HttpContext http, string type, string name, PropertyRoutes r) => r.With(http, type, k => r.Group(http, k, name))
        );
    }

    private IResult With(HttpContext http, string type, Func<Kind, IResult> act) =>
        ObjectTypes.Parse(type) is { } kind ? act(kind) : BasicRoutes.UnknownType(type).Result(http);

    private async Task<IResult> WithBody(HttpContext http, string type, Func<Kind, JsonObject, IResult> act) =>
        ObjectTypes.Parse(type) is not { } kind ? BasicRoutes.UnknownType(type).Result(http)
        : await Wire.Body(http) is { } body ? act(kind, body)
        : Wire.BadBody.Result(http);

    private JsonObject Json(Field field) => PropertyJson.Of(field, store.Pipelines, store.Owners);

    private IResult List(Kind kind) =>
        Wire.Json(
            new JsonObject
            {
                ["results"] = new JsonArray([.. store.Schema(kind).Living.Where(f => f.HubSpotName is not null).Select(Json)]),
            }
        );

    private IResult Read(HttpContext http, Kind kind, string name) =>
        store.Schema(kind).HubSpot(name) is { } field ? Wire.Json(Json(field)) : Unknown(name).Result(http);

    private IResult Create(HttpContext http, Kind kind, JsonObject body)
    {
        var (field, error) = store.Write(Origin, tx => Define(tx, kind, body));
        return error?.Result(http) ?? Wire.Json(Json(field!), 201);
    }

    private (Field? Field, HubSpotError? Error) Define(Tx tx, Kind kind, JsonObject body)
    {
        var (field, error) = PropertyJson.Read(kind, body, name => AllGroups(kind).Exists(g => g.Name == name));
        if (error is not null)
            return (null, error);
        return tx.Schema(kind).HubSpot(field!.Name) is null
            ? (tx.Define(field), null)
            : (null, new(409, "CONFLICT", $"A property named '{field.Name}' already exists."));
    }

    private IResult CreateMany(HttpContext http, Kind kind, JsonObject body)
    {
        var (results, errors) = (new JsonArray(), new JsonArray());
        store.Write(
            Origin,
            tx =>
            {
                foreach (var input in (body["inputs"] as JsonArray ?? []).OfType<JsonObject>())
                {
                    var (field, error) = Define(tx, kind, input);
                    if (field is not null)
                        results.Add(Json(field));
                    else
                        errors.Add(error!.Item("name", Wire.Text(input["name"]) ?? ""));
                }
            }
        );
        return Batches.Answer(results, errors, clock.GetUtcNow(), 201);
    }

    private IResult ReadMany(Kind kind, JsonObject body)
    {
        var (results, errors) = (new JsonArray(), new JsonArray());
        foreach (var name in (body["inputs"] as JsonArray ?? []).Select(i => Wire.Text(i?["name"]) ?? ""))
        {
            if (store.Schema(kind).HubSpot(name) is { } field)
                results.Add(Json(field));
            else
                errors.Add(Unknown(name).Item("name", name));
        }
        return Batches.Answer(results, errors, clock.GetUtcNow(), 200);
    }

    private IResult Update(HttpContext http, Kind kind, string name, JsonObject body)
    {
        var changed = store.Write<Field?>(
            Origin,
            tx => tx.Schema(kind).HubSpot(name) is { } field ? tx.Define(PropertyJson.Patched(field, body)) : null
        );
        return changed is null ? Unknown(name).Result(http) : Wire.Json(Json(changed));
    }

    private IResult Archive(HttpContext http, Kind kind, string name)
    {
        var field = store.Schema(kind).HubSpot(name);
        if (field is { Custom: false })
            return HubSpotError.Invalid($"Property '{name}' is HubSpot's own and cannot be archived.").Result(http);
        if (field is not null)
            store.Write(
                Origin,
                tx =>
                {
                    tx.Define(field with { Archived = true });
                }
            );
        return Results.NoContent();
    }

    private sealed record PropertyGroup(string Name, string Label, int DisplayOrder = -1, bool Archived = false);

    private static string GroupsKey(Kind kind) => $"hubspot.groups.{ObjectTypes.Plural(kind)}";

    private List<PropertyGroup> AllGroups(Kind kind) =>
        [
            new(StandardFields.Group(kind), $"{kind} information"),
            .. store.Setting(GroupsKey(kind)) is { } json ? JsonSerializer.Deserialize<List<PropertyGroup>>(json)! : [],
        ];

    private static JsonObject Json(PropertyGroup group) => JsonSerializer.SerializeToNode(group, Wire.Options)!.AsObject();

    private IResult Groups(Kind kind) => Wire.Json(new JsonObject { ["results"] = new JsonArray([.. AllGroups(kind).Select(Json)]) });

    private IResult Group(HttpContext http, Kind kind, string name) =>
        AllGroups(kind).Find(g => g.Name == name) is { } group ? Wire.Json(Json(group)) : HubSpotError.NotFound.Result(http);

    private IResult CreateGroup(HttpContext http, Kind kind, JsonObject body)
    {
        var group = new PropertyGroup(Wire.Text(body["name"]) ?? "", Wire.Text(body["label"]) ?? "");
        if (group.Name.Length == 0 || group.Label.Length == 0)
            return HubSpotError.Invalid("A property group needs a name and a label.").Result(http);
        var made = store.Write(
            Origin,
            tx =>
            {
                var all = AllGroups(kind);
                if (all.Exists(g => g.Name == group.Name))
                    return false;
                tx.Setting(GroupsKey(kind), JsonSerializer.Serialize(all.Skip(1).Append(group)));
                return true;
            }
        );
        return made
            ? Wire.Json(Json(group), 201)
            : new HubSpotError(409, "CONFLICT", $"A property group named '{group.Name}' already exists.").Result(http);
    }

    private static HubSpotError Unknown(string name) => new(404, "OBJECT_NOT_FOUND", $"Property '{name}' does not exist.");
}
