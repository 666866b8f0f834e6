using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

internal sealed record PropertyGroup(string Name, string Label, int DisplayOrder = -1, bool Archived = false);

/// <summary>Groups of properties; kept with the store. The standard group of each type is always there.</summary>
internal sealed class PropertyGroups(CrmStore store, SandboxOptions options)
{
    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="properties">Below `…/properties`.</param>
    public static void Map(RouteGroupBuilder properties)
    {
        properties.MapGet(
            "/{type}/groups",
            (HttpContext http, string type, PropertyGroups r) =>
                r.With(http, type, kind => Wire.Json(new JsonObject { ["results"] = new JsonArray([.. r.All(kind).Select(Json)]) }))
        );
        properties.MapPost("/{type}/groups", (HttpContext http, string type, PropertyGroups r) => r.Create(http, type));
        properties.MapGet(
            "/{type}/groups/{name}",
            (HttpContext http, string type, string name, PropertyGroups r) =>
                r.With(
                    http,
                    type,
                    kind => r.All(kind).Find(g => g.Name == name) is { } group ? Wire.Json(Json(group)) : Unknown(http, name)
                )
        );
        properties.MapPatch(
            "/{type}/groups/{name}",
            (HttpContext http, string type, string name, PropertyGroups r) => r.Update(http, type, name)
        );
        properties.MapDelete(
            "/{type}/groups/{name}",
            (HttpContext http, string type, string name, PropertyGroups r) => r.With(http, type, kind => r.Remove(http, kind, name))
        );
    }

    public Func<string, bool> Exists(Kind kind) => name => All(kind).Exists(g => g.Name == name);

    private List<PropertyGroup> All(Kind kind)
    {
        var own = store.Setting(Key(kind)) is { } json ? JsonSerializer.Deserialize<List<PropertyGroup>>(json)! : [];
        var standard = StandardFields.Group(kind);
        return own.Exists(g => g.Name == standard) ? own : [new(standard, $"{kind} information"), .. own];
    }

    private static string Key(Kind kind) => $"hubspot.groups.{ObjectTypes.Plural(kind)}";

    private static JsonObject Json(PropertyGroup group) => JsonSerializer.SerializeToNode(group, Wire.Options)!.AsObject();

    private IResult With(HttpContext http, string type, Func<Kind, IResult> act) =>
        ObjectTypes.Parse(store, type) is { } kind ? act(kind) : BasicRoutes.UnknownType(type).Result(http);

    private async Task<IResult> Create(HttpContext http, string type)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var group = new PropertyGroup(Wire.Text(body["name"]) ?? "", Wire.Text(body["label"]) ?? "", Order(body, -1));
        if (group.Name.Length == 0 || group.Label.Length == 0)
            return HubSpotError.Invalid("A property group needs a name and a label.").Result(http);
        return With(
            http,
            type,
            kind =>
                Change(kind, all => all.Exists(g => g.Name == group.Name) ? null : [.. all, group])
                    ? Wire.Json(Json(group), 201)
                    : HubSpotError.Conflict($"A property group named '{group.Name}' already exists.").Result(http)
        );
    }

    private async Task<IResult> Update(HttpContext http, string type, string name)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        return With(
            http,
            type,
            kind =>
            {
                if (All(kind).Find(g => g.Name == name) is not { } group)
                    return Unknown(http, name);
                var next = group with { Label = Wire.Text(body["label"]) ?? group.Label, DisplayOrder = Order(body, group.DisplayOrder) };
                Change(kind, all => [.. all.Select(g => g.Name == name ? next : g)]);
                return Wire.Json(Json(next));
            }
        );
    }

    private IResult Remove(HttpContext http, Kind kind, string name)
    {
        if (store.Schema(kind).Living.Any(f => f.Group == name))
            return HubSpotError.Invalid($"Property group '{name}' still holds properties.").Result(http);
        Change(kind, all => [.. all.Where(g => g.Name != name)]);
        return Results.NoContent();
    }

    /// <summary>False when the change comes to nothing (null).</summary>
    private bool Change(Kind kind, Func<List<PropertyGroup>, List<PropertyGroup>?> change) =>
        store.Write(
            Origin,
            tx =>
            {
                if (change(All(kind)) is not { } next)
                    return false;
                tx.Setting(Key(kind), JsonSerializer.Serialize(next));
                return true;
            }
        );

    private static int Order(JsonObject body, int absent) =>
        int.TryParse(Wire.Text(body["displayOrder"]), System.Globalization.CultureInfo.InvariantCulture, out var order) ? order : absent;

    private static IResult Unknown(HttpContext http, string name) =>
        new HubSpotError(404, "OBJECT_NOT_FOUND", $"Property group '{name}' does not exist.").Result(http);
}
