using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>Properties.</summary>
internal sealed class PropertyRoutes(CrmStore store, PropertyGroups groups, SandboxOptions options, TimeProvider clock)
{
    private const int MostUnique = 10;

    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="properties">Below `…/properties`.</param>
    public static void Map(RouteGroupBuilder properties)
    {
        properties.MapGet("/{type}", (HttpContext http, string type, PropertyRoutes r) => r.With(http, type, kind => r.List(http, kind)));
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
        properties.MapPost(
            "/{type}/batch/archive",
            (HttpContext http, string type, PropertyRoutes r) => r.WithBody(http, type, r.ArchiveMany)
        );
        properties.MapPost("/{type}/batch/read", (HttpContext http, string type, PropertyRoutes r) => r.WithBody(http, type, r.ReadMany));
    }

    private IResult With(HttpContext http, string type, Func<Kind, IResult> act) =>
        ObjectTypes.Parse(store, type) is { } kind ? act(kind) : BasicRoutes.UnknownType(type).Result(http);

    private async Task<IResult> WithBody(HttpContext http, string type, Func<Kind, JsonObject, IResult> act) =>
        ObjectTypes.Parse(store, type) is not { } kind ? BasicRoutes.UnknownType(type).Result(http)
        : await Wire.Body(http) is { } body ? act(kind, body)
        : Wire.BadBody.Result(http);

    private JsonObject Json(Field field) => PropertyJson.Of(field, store);

    private IResult List(HttpContext http, Kind kind)
    {
        var archived = Wire.Flag(http, "archived");
        var fields = store.Schema(kind).All.Where(f => f.Archived == archived && f.HubSpotName is not null);
        return Wire.Json(new JsonObject { ["results"] = new JsonArray([.. fields.Select(Json)]) });
    }

    private IResult Read(HttpContext http, Kind kind, string name) =>
        store.Schema(kind).HubSpot(name) is { } field ? Wire.Json(Json(field))
        : Wire.Flag(http, "archived") && store.Schema(kind).All.LastOrDefault(f => f.HubSpotName == name) is { } gone
            ? Wire.Json(Json(gone))
        : Unknown(name).Result(http);

    private IResult Create(HttpContext http, Kind kind, JsonObject body)
    {
        var (field, error) = store.Write(Origin, tx => Define(tx, kind, body));
        return error?.Result(http) ?? Wire.Json(Json(field!), 201);
    }

    private (Field? Field, HubSpotError? Error) Define(Tx tx, Kind kind, JsonObject body)
    {
        var (field, error) = PropertyJson.Read(kind, body, groups.Exists(kind));
        if (error is not null)
            return (null, error);
        if (tx.Schema(kind).HubSpot(field!.Name) is not null)
            return (null, HubSpotError.Conflict($"A property named '{field.Name}' already exists."));
        if (field.Unique && tx.Schema(kind).Living.Count(f => f.Custom && f.Unique) >= MostUnique)
            return (null, HubSpotError.Invalid($"An object type has at most {MostUnique} properties with unique values."));
        return (tx.Define(field), null);
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
        var (changed, error) = store.Write<(Field?, HubSpotError?)>(
            Origin,
            tx =>
            {
                if (tx.Schema(kind).HubSpot(name) is not { } field)
                    return (null, Unknown(name));
                var patched = PropertyJson.Patched(field, body, groups.Exists(kind));
                return patched.Field is { } next ? (tx.Define(next), null) : patched;
            }
        );
        return error?.Result(http) ?? Wire.Json(Json(changed!));
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

    private IResult ArchiveMany(Kind kind, JsonObject body)
    {
        store.Write(
            Origin,
            tx =>
            {
                foreach (var name in (body["inputs"] as JsonArray ?? []).Select(i => Wire.Text(i?["name"]) ?? ""))
                {
                    if (tx.Schema(kind).HubSpot(name) is { Custom: true } field)
                        tx.Define(field with { Archived = true });
                }
            }
        );
        return Results.NoContent();
    }

    private static HubSpotError Unknown(string name) => new(404, "OBJECT_NOT_FOUND", $"Property '{name}' does not exist.");
}
