using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Associations;
using Entente.Sandbox.HubSpot.Schemas;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Objects;

/// <summary>What a reader asked to see of each record.</summary>
/// <param name="Properties">Names asked for; empty takes the type's default set; null takes all that have a value.</param>
/// <param name="Associations">Kinds whose associations to list.</param>
internal sealed record View(IReadOnlyList<string>? Properties, IReadOnlyList<string> History, IReadOnlyList<Kind> Associations)
{
    public static View Everything { get; } = new(null, [], []);

    public static View Of(HttpContext context, CrmStore store) =>
        new(
            Wire.Many(context, "properties"),
            Wire.Many(context, "propertiesWithHistory"),
            [.. Wire.Many(context, "associations").Select(type => ObjectTypes.Parse(store, type)).OfType<Kind>()]
        );

    public static View Of(JsonObject body) => new(Wire.Texts(body["properties"]), Wire.Texts(body["propertiesWithHistory"]), []);
}

/// <summary>A record in HubSpot's shape.</summary>
internal sealed class RecordJson(CrmStore store, Labels labels)
{
    public JsonObject Of(Record record, View view)
    {
        var json = new JsonObject { ["id"] = Id(record.Id), ["properties"] = Properties(record, view) };
        if (view.History.Count > 0)
            json["propertiesWithHistory"] = History(record, view.History);
        json["createdAt"] = Canonical.Instant(record.CreatedMs);
        json["updatedAt"] = Canonical.Instant(record.ModifiedMs);
        json["archived"] = record.Archived;
        if (record.Archived)
            json["archivedAt"] = Canonical.Instant(record.ArchivedMs);
        if (view.Associations.Count > 0)
            AddAssociations(json, record, view.Associations);
        return json;
    }

    public static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    private JsonObject Properties(Record record, View view)
    {
        var schema = store.Schema(record.Kind);
        var json = new JsonObject();
        if (view.Properties is null)
        {
            foreach (var field in schema.Living.Where(f => f.HubSpotName is not null))
            {
                if (store.Value(record, field) is { } value)
                    json[field.HubSpotName!] = value;
            }
            return json;
        }
        var (standard, always) = ObjectTypes.Properties(record.Kind);
        foreach (var name in (view.Properties.Count == 0 ? standard : view.Properties).Concat(always))
        {
            if (schema.HubSpot(name) is { } field)
                json[field.HubSpotName!] = store.Value(record, field);
        }
        return json;
    }

    /// <summary>The values each property had, newest first, with who wrote them.</summary>
    private JsonObject History(Record record, IReadOnlyList<string> names)
    {
        var json = new JsonObject();
        foreach (var field in names.Select(store.Schema(record.Kind).HubSpot).OfType<Field>())
            json[field.HubSpotName!] = new JsonArray([.. store.History(record, field).Select(Past)]);
        return json;
    }

    private static JsonObject Past(PastValue past)
    {
        var json = new JsonObject
        {
            ["value"] = past.Value ?? "",
            ["timestamp"] = Canonical.Instant(past.At),
            ["sourceType"] = past.By?.HubSpotSource ?? "INTEGRATION",
        };
        if (past.By?.SourceId is { } id)
            json["sourceId"] = id;
        if (past.By is { Door: Door.Page, User: { } user } && long.TryParse(user, CultureInfo.InvariantCulture, out var number))
            json["updatedByUserId"] = number;
        return json;
    }

    private void AddAssociations(JsonObject json, Record record, IReadOnlyList<Kind> kinds)
    {
        var all = new JsonObject();
        foreach (var kind in kinds.Where(k => Link.CanJoin(record.Kind, k)))
        {
            var results = new JsonArray();
            foreach (var (link, other) in store.Linked(record.Id, kind))
            {
                if (link.Primary && DefaultTypes.Primary(record.Kind, kind) is not null)
                    results.Add(Association(other, OldAssociationRoutes.Name(record.Kind, kind, primary: true)));
                foreach (var (_, _, word) in labels.Of(link, record.Id))
                    results.Add(Association(other, word.ToLowerInvariant().Replace(' ', '_')));
                results.Add(Association(other, OldAssociationRoutes.Name(record.Kind, kind, primary: false)));
            }
            if (results.Count > 0)
                all[CustomObjects.Named(store, kind)] = new JsonObject { ["results"] = results };
        }
        if (all.Count > 0)
            json["associations"] = all;
    }

    private static JsonObject Association(Record other, string type) => new() { ["id"] = Id(other.Id), ["type"] = type };
}
