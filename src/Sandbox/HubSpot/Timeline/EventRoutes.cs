using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Timeline;

/// <summary>Events of the app on the timelines of records. An event's id makes it happen once; events do not change.</summary>
internal sealed class EventRoutes(CrmStore store, Templates templates, SandboxOptions options, TimeProvider clock)
{
    private const string Prefix = "hubspot.timeline.event.";

    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="events">Below `…/events`.</param>
    public static void Map(RouteGroupBuilder events)
    {
        events.MapPost("", (HttpContext http, EventRoutes r) => r.Create(http));
        events.MapPost("/batch/create", (HttpContext http, EventRoutes r) => r.CreateMany(http));
        events.MapGet(
            "/{template}/{id}",
            (HttpContext http, string template, string id, EventRoutes r) => r.With(http, template, id, e => Wire.Json(e))
        );
        events.MapGet(
            "/{template}/{id}/detail",
            (HttpContext http, string template, string id, EventRoutes r) => r.Detail(http, template, id)
        );
        events.MapGet(
            "/{template}/{id}/render",
            (HttpContext http, string template, string id, EventRoutes r) => r.Render(http, template, id)
        );
    }

    private async Task<IResult> Create(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var (made, error) = store.Write(Origin, tx => Make(tx, body));
        return error?.Result(http) ?? Wire.Json(made!, 201);
    }

    private async Task<IResult> CreateMany(HttpContext http)
    {
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var (results, errors) = (new JsonArray(), new JsonArray());
        store.Write(
            Origin,
            tx =>
            {
                foreach (var input in (body["inputs"] as JsonArray ?? []).OfType<JsonObject>())
                {
                    var (made, error) = Make(tx, input);
                    if (made is not null)
                        results.Add(made);
                    else
                        errors.Add(error!.Item("id", Wire.Text(input["id"]) ?? ""));
                }
            }
        );
        return Batches.Answer(results, errors, clock.GetUtcNow(), 201);
    }

    private (JsonObject? Made, HubSpotError? Error) Make(Tx tx, JsonObject body)
    {
        var type = Wire.Text(body["eventTemplateId"]) ?? Wire.Text(body["eventTypeName"]) ?? "";
        var template = templates.Find(type);
        if (type.Length == 0 || (template is null && body["eventTypeName"] is null))
            return (null, HubSpotError.Invalid($"There is no event template {type}."));
        if (Target(body, template) is not { } record)
            return (null, HubSpotError.Invalid("The event names no record by objectId, email or domain that exists."));
        var id = Wire.Text(body["id"]) ?? $"{record.Id}-{tx.Now.ToUnixTimeMilliseconds()}-{store.SettingsVersion}";
        if (Find(type, id) is { } known)
            return (known, null);
        var made = (JsonObject)body.DeepClone();
        made["id"] = id;
        made["objectId"] = RecordJson.Id(record.Id);
        made["objectType"] = ObjectTypes.Singular(record.Kind).ToUpperInvariant();
        made["createdAt"] = Canonical.Instant(tx.Now);
        made["timestamp"] = Wire.Text(body["timestamp"]) ?? Canonical.Instant(tx.Now);
        made["tokens"] ??= new JsonObject();
        tx.Setting(Key(type, id), made.ToJsonString(Wire.Options));
        Stamp(tx, record, template, made["tokens"] as JsonObject ?? []);
        return (made, null);
    }

    private Record? Target(JsonObject body, JsonObject? template)
    {
        if (Wire.Text(body["email"]) is { } email)
            return Lookup.Find(store, Kind.Contact, store.Schema(Kind.Contact)["email"], email);
        if (Wire.Text(body["domain"]) is { } domain)
        {
            var field = store.Schema(Kind.Company)["domain"];
            return store
                .All(Kind.Company)
                .FirstOrDefault(c => !c.Archived && string.Equals(c.Get(field), domain, StringComparison.OrdinalIgnoreCase));
        }
        var kind = template is null ? null : ObjectTypes.Parse(store, Wire.Text(template["objectType"]) ?? "");
        return
            long.TryParse(Wire.Text(body["objectId"]), System.Globalization.CultureInfo.InvariantCulture, out var id)
            && store.Find(id) is { Archived: false } record
            && (kind is null || record.Kind == kind)
            ? record
            : null;
    }

    /// <summary>Tokens that are tied to a property write it as well.</summary>
    private static void Stamp(Tx tx, Record record, JsonObject? template, JsonObject tokens)
    {
        var values = new List<Assignment>();
        foreach (var token in (template?["tokens"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (
                Wire.Text(token["objectPropertyName"]) is { } property
                && tx.Schema(record.Kind).HubSpot(property) is { } field
                && Wire.Text(tokens[Wire.Text(token["name"]) ?? ""]) is { } value
            )
                values.Add(new(field, value));
        }
        if (values.Count > 0)
            tx.Update(record.Id, values);
    }

    private IResult With(HttpContext http, string template, string id, Func<JsonObject, IResult> act) =>
        Find(template, id) is { } known ? act(known) : HubSpotError.NotFound.Result(http);

    private IResult Detail(HttpContext http, string template, string id) =>
        With(
            http,
            template,
            id,
            e => Wire.Json(new JsonObject { ["details"] = Filled(Wire.Text(templates.Find(template)?["detailTemplate"]) ?? "", e) })
        );

    private IResult Render(HttpContext http, string template, string id) =>
        With(
            http,
            template,
            id,
            e =>
                Results.Content(
                    System.Net.WebUtility.HtmlEncode(Filled(Wire.Text(templates.Find(template)?["headerTemplate"]) ?? "", e)),
                    "text/html; charset=utf-8"
                )
        );

    /// <summary>`{{token}}` stands for its value; nothing else of the template language is understood.</summary>
    private static string Filled(string template, JsonObject e)
    {
        foreach (var (name, value) in e["tokens"] as JsonObject ?? [])
            template = template.Replace($"{{{{{name}}}}}", Wire.Text(value) ?? "", StringComparison.Ordinal);
        return template;
    }

    private JsonObject? Find(string template, string id) =>
        store.Setting(Key(template, id)) is { } json ? JsonNode.Parse(json)!.AsObject() : null;

    private static string Key(string template, string id) => $"{Prefix}{template}.{id}";
}
