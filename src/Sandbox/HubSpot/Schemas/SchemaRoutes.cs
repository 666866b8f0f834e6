using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>Custom object types: define, read, change, archive.</summary>
internal sealed class SchemaRoutes(CrmStore store, SandboxOptions options)
{
    private static readonly Kind[] AlwaysAssociated = [Kind.Note, Kind.Task, Kind.Email, Kind.Meeting, Kind.Call];

    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="schemas">Below `…/schemas`.</param>
    public static void Map(RouteGroupBuilder schemas)
    {
        schemas.MapGet("/", (HttpContext http, SchemaRoutes r) => r.List(http));
        schemas.MapPost("/", (HttpContext http, SchemaRoutes r) => r.Create(http));
        schemas.MapGet("/{type}", (HttpContext http, string type, SchemaRoutes r) => r.With(http, type, c => Wire.Json(r.Json(c))));
        schemas.MapPatch("/{type}", (HttpContext http, string type, SchemaRoutes r) => r.Update(http, type));
        schemas.MapDelete("/{type}", (HttpContext http, string type, SchemaRoutes r) => r.Archive(http, type));
        schemas.MapPost("/{type}/associations", (HttpContext http, string type, SchemaRoutes r) => r.Associate(http, type));
        schemas.MapDelete(
            "/{type}/associations/{association}",
            (HttpContext http, string type, string association, SchemaRoutes r) => r.Dissociate(http, type, association)
        );
    }

    private JsonObject Json(CustomObject custom) =>
        CustomObjects.Json(
            store,
            custom,
            options.HubSpotPortalId,
            store.Schema(custom.Kind).Living.Where(f => f.HubSpotName is not null).Select(f => PropertyJson.Of(f, store))
        );

    private IResult With(HttpContext http, string type, Func<CustomObject, IResult> act) =>
        CustomObjects.Find(store, type) is { } custom ? act(custom) : HubSpotError.NotFound.Result(http);

    private IResult List(HttpContext http) =>
        Wire.Json(
            new JsonObject
            {
                ["results"] = new JsonArray([
                    .. CustomObjects.All(store).Where(c => c.Archived == Wire.Flag(http, "archived")).Select(Json),
                ]),
            }
        );

    private async Task<IResult> Create(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var (custom, error) = store.Write<(CustomObject?, HubSpotError?)>(
            Origin,
            tx =>
            {
                var made = Define(tx, body);
                if (made.Error is not null)
                    tx.Abandon();
                return made;
            }
        );
        return error?.Result(http) ?? Wire.Json(Json(custom!), 201);
    }

    private (CustomObject? Made, HubSpotError? Error) Define(Tx tx, JsonObject body)
    {
        var name = Wire.Text(body["name"]) ?? "";
        if (name.Length == 0 || !char.IsAsciiLetter(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
            return (null, HubSpotError.Invalid($"The name '{name}' must start with a letter and hold letters, digits and underscores."));
        var all = CustomObjects.All(store);
        if (ObjectTypes.Parse(store, name) is not null)
            return (null, HubSpotError.Conflict($"An object type named '{name}' already exists."));
        var kind = Kinds.Custom.FirstOrDefault(k => !all.Exists(c => c.Kind == k));
        if (kind == default)
            return (null, HubSpotError.Invalid($"An account has at most {Kinds.MostCustom} object types of its own."));
        foreach (var property in (body["properties"] as JsonArray ?? []).OfType<JsonObject>())
        {
            property["groupName"] ??= StandardFields.Group(kind);
            var (field, error) = PropertyJson.Read(kind, property, _ => true);
            if (error is not null)
                return (null, error);
            if (tx.Schema(kind).HubSpot(field!.Name) is not null)
                return (null, HubSpotError.Conflict($"A property named '{field.Name}' already exists."));
            tx.Define(field);
        }
        var primary = Wire.Text(body["primaryDisplayProperty"]) ?? "";
        var required = Wire.Texts(body["requiredProperties"]);
        var searchable = Wire.Texts(body["searchableProperties"]);
        if (
            required.Concat(searchable).Append(primary).FirstOrDefault(p => p.Length > 0 && tx.Schema(kind).HubSpot(p) is null) is
            { } unknown
        )
            return (null, HubSpotError.UnknownProperty(unknown));
        var now = tx.Now.ToUnixTimeMilliseconds();
        var made = new CustomObject(
            kind,
            name,
            Wire.Text(body["labels"]?["singular"]) ?? name,
            Wire.Text(body["labels"]?["plural"]) ?? name,
            primary,
            Wire.Texts(body["secondaryDisplayProperties"]),
            required,
            searchable,
            Wire.Text(body["description"]) ?? "",
            [
                .. Wire.Texts(body["associatedObjects"])
                    .Select(type => ObjectTypes.Parse(store, type))
                    .OfType<Kind>()
                    .Concat(AlwaysAssociated)
                    .Distinct(),
            ],
            now,
            now
        );
        CustomObjects.Keep(tx, [.. all, made]);
        return (made, null);
    }

    private async Task<IResult> Update(HttpContext http, string type)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        return With(
            http,
            type,
            custom =>
            {
                var next = custom with
                {
                    Singular = Wire.Text(body["labels"]?["singular"]) ?? custom.Singular,
                    Plural = Wire.Text(body["labels"]?["plural"]) ?? custom.Plural,
                    Primary = Wire.Text(body["primaryDisplayProperty"]) ?? custom.Primary,
                    Secondary = body["secondaryDisplayProperties"] is { } secondary ? Wire.Texts(secondary) : custom.Secondary,
                    Required = body["requiredProperties"] is { } required ? Wire.Texts(required) : custom.Required,
                    Searchable = body["searchableProperties"] is { } searchable ? Wire.Texts(searchable) : custom.Searchable,
                    Description = Wire.Text(body["description"]) ?? custom.Description,
                };
                return Wire.Json(Definition(Replace(next)));
            }
        );
    }

    /// <summary>What an update answers: the definition without its properties and associations.</summary>
    private JsonObject Definition(CustomObject custom)
    {
        var json = Json(custom);
        json.Remove("properties");
        json.Remove("associations");
        json["portalId"] = options.HubSpotPortalId;
        return json;
    }

    private IResult Archive(HttpContext http, string type) =>
        With(
            http,
            type,
            custom =>
            {
                if (store.CountLiving(custom.Kind) > 0)
                    return HubSpotError.Invalid($"{custom.Name} still has records; archive them first.").Result(http);
                Replace(custom with { Archived = true });
                return Results.NoContent();
            }
        );

    private async Task<IResult> Associate(HttpContext http, string type)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        return With(
            http,
            type,
            custom =>
            {
                if (ObjectTypes.Parse(store, Wire.Text(body["toObjectTypeId"]) ?? "") is not { } other)
                    return BasicRoutes.UnknownType(Wire.Text(body["toObjectTypeId"]) ?? "").Result(http);
                var next = Replace(custom with { With = [.. custom.With.Append(other).Distinct()] });
                return Wire.Json(CustomObjects.Association(next, custom.Kind, other), 201);
            }
        );
    }

    private IResult Dissociate(HttpContext http, string type, string association) =>
        With(
            http,
            type,
            custom =>
            {
                Replace(
                    custom with
                    {
                        With =
                        [
                            .. custom.With.Where(other =>
                                (string?)CustomObjects.Association(custom, custom.Kind, other)["id"] != association
                                && (string?)CustomObjects.Association(custom, other, custom.Kind)["id"] != association
                            ),
                        ],
                    }
                );
                return Results.NoContent();
            }
        );

    private CustomObject Replace(CustomObject custom) =>
        store.Write(
            Origin,
            tx =>
            {
                var next = custom with { ModifiedMs = tx.Now.ToUnixTimeMilliseconds() };
                CustomObjects.Keep(tx, CustomObjects.All(store).Select(c => c.Kind == next.Kind ? next : c));
                return next;
            }
        );
}
