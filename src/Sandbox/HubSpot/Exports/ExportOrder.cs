using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Lists;
using Entente.Sandbox.HubSpot.Search;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Exports;

/// <summary>What an export is to hold: the records of a list, or those a search finds.</summary>
/// <param name="Names">Columns are headed by properties' internal names, not their labels.</param>
/// <param name="Values">Options are written by their internal values, not their labels.</param>
/// <param name="Associated">Whose ids and names stand in two more columns; null for none.</param>
/// <param name="Members">Of the list asked for; null for all that <paramref name="Search"/> finds.</param>
internal sealed record ExportOrder(
    string Name,
    Kind Kind,
    IReadOnlyList<Field> Fields,
    bool Names,
    bool Values,
    Kind? Associated,
    IReadOnlySet<long>? Members,
    SearchRequest? Search
)
{
    public static (ExportOrder? Order, HubSpotError? Error) Read(JsonObject json, CrmStore store, RecordLists lists)
    {
        var (type, format, name) = (Text(json, "exportType"), Text(json, "format"), Text(json, "exportName"));
        if (format != "CSV")
            return Refused($"format must be CSV: this sandbox writes no {format}.");
        if (name.Length == 0)
            return Refused("An export needs an exportName.");
        if (ObjectTypes.Parse(store, Text(json, "objectType")) is not { } kind)
            return (null, Objects.BasicRoutes.UnknownType(Text(json, "objectType")));
        var fields = new List<Field>();
        foreach (var property in Wire.Texts(json["objectProperties"]))
        {
            if (store.Schema(kind).HubSpot(property) is not { } field)
                return Refused($"Property \"{property}\" does not exist");
            fields.Add(field);
        }
        if (fields.Count == 0)
            return Refused("objectProperties must name what to export.");
        Kind? associated = null;
        if (Text(json, "associatedObjectType") is { Length: > 0 } other)
        {
            associated = ObjectTypes.Parse(store, other);
            if (associated is not { } with || !Link.CanJoin(kind, with))
                return Refused($"{other} cannot be associated with {Text(json, "objectType")}.");
        }
        var (members, search, error) = type switch
        {
            "LIST" => ListOf(Text(json, "listId"), kind, lists),
            "VIEW" => View(json["publicCrmSearchRequest"] as JsonObject, store, kind),
            _ => (null, null, HubSpotError.Invalid("exportType must be VIEW or LIST.")),
        };
        var options = Wire.Texts(json["exportInternalValuesOptions"]);
        return error is not null
            ? (null, error)
            : (new(name, kind, fields, options.Contains("NAMES"), options.Contains("VALUES"), associated, members, search), null);
    }

    private static (HashSet<long>?, SearchRequest?, HubSpotError?) ListOf(string id, Kind kind, RecordLists lists) =>
        lists.Find(id) is { DeletedMs: 0 } list && list.Kind == kind
            ? ([.. list.Members.Keys], null, null)
            : (null, null, HubSpotError.Invalid($"There is no list {id} of this type of records."));

    private static (HashSet<long>?, SearchRequest?, HubSpotError?) View(JsonObject? asked, CrmStore store, Kind kind)
    {
        if (asked is null)
            return (null, null, null);
        // The page size of a search is not the export's.
        var body = new JsonObject
        {
            ["filters"] = asked["filters"]?.DeepClone(),
            ["sorts"] = asked["sorts"]?.DeepClone(),
            ["query"] = asked["query"]?.DeepClone(),
        };
        var (search, error) = SearchRequest.Read(body, store, kind);
        return (null, search, error);
    }

    private static string Text(JsonObject json, string name) => Wire.Text(json[name]) ?? "";

    private static (ExportOrder?, HubSpotError?) Refused(string message) => (null, HubSpotError.Invalid(message));
}
