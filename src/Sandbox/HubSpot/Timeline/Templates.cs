using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Timeline;

/// <summary>Templates of the app's timeline events, set with the developer key; kept as HubSpot shows them.</summary>
internal sealed class Templates(CrmStore store, TimeProvider clock)
{
    private const string Prefix = "hubspot.timeline.template.";

    /// <param name="templates">Below `…/{appId}/event-templates`.</param>
    public static void Map(RouteGroupBuilder templates)
    {
        templates.MapGet("", (Templates t) => Wire.Json(new JsonObject { ["results"] = new JsonArray([.. t.All()]) }));
        templates.MapPost("", (HttpContext http, Templates t) => t.Create(http));
        templates.MapGet(
            "/{id}",
            (HttpContext http, string id, Templates t) => t.Find(id) is { } known ? Wire.Json(known) : HubSpotError.NotFound.Result(http)
        );
        templates.MapPut("/{id}", (HttpContext http, string id, Templates t) => t.Update(http, id));
        templates.MapDelete("/{id}", (string id, Templates t) => t.Remove(id));
        templates.MapPost("/{id}/tokens", (HttpContext http, string id, Templates t) => t.AddToken(http, id));
        templates.MapPut("/{id}/tokens/{name}", (HttpContext http, string id, string name, Templates t) => t.ChangeToken(http, id, name));
        templates.MapDelete(
            "/{id}/tokens/{name}",
            (HttpContext http, string id, string name, Templates t) => t.RemoveToken(http, id, name)
        );
    }

    public JsonObject? Find(string id) => store.Setting(Prefix + id) is { } json ? JsonNode.Parse(json)!.AsObject() : null;

    private IEnumerable<JsonNode> All() => store.Settings(Prefix).Select(pair => JsonNode.Parse(pair.Value)!);

    private async Task<IResult> Create(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (Wire.Text(body["name"]) is not { Length: > 0 } || ObjectTypes.Parse(store, Wire.Text(body["objectType"]) ?? "") is null)
            return HubSpotError.Invalid("A template needs a name and an objectType.").Result(http);
        var template = new JsonObject
        {
            ["id"] = (1_000 + store.Settings(Prefix).Count() + 1).ToString(CultureInfo.InvariantCulture),
            ["name"] = Wire.Text(body["name"]),
            ["objectType"] = Wire.Text(body["objectType"]),
            ["headerTemplate"] = Wire.Text(body["headerTemplate"]),
            ["detailTemplate"] = Wire.Text(body["detailTemplate"]),
            ["tokens"] = (body["tokens"] as JsonArray)?.DeepClone() ?? new JsonArray(),
            ["createdAt"] = Canonical.Instant(clock.GetUtcNow()),
        };
        return Wire.Json(Keep(template), 201);
    }

    private async Task<IResult> Update(HttpContext http, string id)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (Find(id) is not { } template)
            return HubSpotError.NotFound.Result(http);
        foreach (var name in (string[])["name", "headerTemplate", "detailTemplate"])
            template[name] = Wire.Text(body[name]) ?? Wire.Text(template[name]);
        if (body["tokens"] is JsonArray tokens)
            template["tokens"] = tokens.DeepClone();
        return Wire.Json(Keep(template));
    }

    private IResult Remove(string id)
    {
        store.Write(Origin.Admin, tx => tx.Setting(Prefix + id, null));
        return Results.NoContent();
    }

    private async Task<IResult> AddToken(HttpContext http, string id)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (Find(id) is not { } template)
            return HubSpotError.NotFound.Result(http);
        if (Token(template, Wire.Text(body["name"]) ?? "") is not null)
            return HubSpotError.Conflict("The template has this token already.").Result(http);
        template["tokens"]!.AsArray().Add(body.DeepClone());
        Keep(template);
        return Wire.Json(body.DeepClone());
    }

    private async Task<IResult> ChangeToken(HttpContext http, string id, string name)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        if (Find(id) is not { } template || Token(template, name) is not { } token)
            return HubSpotError.NotFound.Result(http);
        foreach (var (key, value) in body)
            token[key] = value?.DeepClone();
        Keep(template);
        return Wire.Json(token.DeepClone());
    }

    private IResult RemoveToken(HttpContext http, string id, string name)
    {
        if (Find(id) is { } template && Token(template, name) is { } token)
        {
            template["tokens"]!.AsArray().Remove(token);
            Keep(template);
        }
        return Results.NoContent();
    }

    private static JsonObject? Token(JsonObject template, string name) =>
        template["tokens"]!.AsArray().OfType<JsonObject>().FirstOrDefault(t => Wire.Text(t["name"]) == name);

    private JsonObject Keep(JsonObject template)
    {
        template["updatedAt"] = Canonical.Instant(clock.GetUtcNow());
        store.Write(Origin.Admin, tx => tx.Setting(Prefix + Wire.Text(template["id"]), template.ToJsonString(Wire.Options)));
        return template;
    }
}
