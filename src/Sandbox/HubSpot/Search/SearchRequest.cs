using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Search;

/// <summary>A search as asked, within HubSpot's limits: 5 groups (any) of 6 filters (all), 18 filters, one sort, pages of 200, offset 10,000.</summary>
internal sealed record SearchRequest(
    IReadOnlyList<IReadOnlyList<Filter>> Groups,
    Field Sort,
    bool Descending,
    Func<Record, bool> Query,
    int Limit,
    int Offset
)
{
    public const int MaxBody = 3_000;
    private const int MaxGroups = 5;
    private const int MaxPerGroup = 6;
    private const int MaxFilters = 18;
    private const int MaxLimit = 200;
    private const int MaxOffset = 10_000;

    public static (SearchRequest? Request, HubSpotError? Error) Read(JsonObject body, CrmStore store, Kind kind)
    {
        if (ReadGroups(body, store, kind, out var groups) is { } bad)
            return (null, bad);
        var limit = Number(body["limit"], 10);
        if (limit is null or < 0 or > MaxLimit)
            return (null, HubSpotError.Invalid($"The limit must be between 0 and {MaxLimit}."));
        var offset = Number(body["after"], 0);
        if (offset is null or < 0)
            return (null, HubSpotError.Invalid("The value of after must be a number."));
        if (offset + limit > MaxOffset)
            return (null, HubSpotError.Invalid($"The paging offset must not go beyond {MaxOffset} results."));
        if (Sorting(body["sorts"], store.Schema(kind), out var sort, out var descending) is { } unsortable)
            return (null, unsortable);
        return (new(groups, sort, descending, Text(Wire.Text(body["query"]), store, kind), limit.Value, offset.Value), null);
    }

    public bool Matches(Record record) => (Groups.Count == 0 || Groups.Any(g => g.All(f => f.Holds(record)))) && Query(record);

    private static HubSpotError? ReadGroups(JsonObject body, CrmStore store, Kind kind, out List<IReadOnlyList<Filter>> groups)
    {
        groups = [];
        var given = (body["filterGroups"] as JsonArray)?.OfType<JsonObject>().Select(g => g["filters"] as JsonArray ?? []).ToList() ?? [];
        if (body["filters"] is JsonArray { Count: > 0 } single)
            given.Add(single);
        if (given.Count > MaxGroups)
            return HubSpotError.Invalid($"Too many filterGroups: {given.Count}, at most {MaxGroups} are allowed.");
        if (given.Exists(g => g.Count > MaxPerGroup) || given.Sum(g => g.Count) > MaxFilters)
            return HubSpotError.Invalid($"Too many filters: at most {MaxPerGroup} a group and {MaxFilters} in all are allowed.");
        foreach (var group in given)
        {
            var filters = new List<Filter>();
            foreach (var item in group.OfType<JsonObject>())
            {
                var (filter, error) = Filter.Read(item, store, kind);
                if (error is not null)
                    return error;
                filters.Add(filter!);
            }
            groups.Add(filters);
        }
        return null;
    }

    private static HubSpotError? Sorting(JsonNode? node, Schema schema, out Field sort, out bool descending)
    {
        (sort, descending) = (schema["hs_object_id"], false);
        var sorts = node as JsonArray ?? [];
        if (sorts.Count == 0)
            return null;
        if (sorts.Count > 1)
            return HubSpotError.Invalid("Only one sort is allowed.");
        var name = sorts[0] is JsonObject o ? Wire.Text(o["propertyName"]) ?? "" : Wire.Text(sorts[0]) ?? "";
        descending = name.StartsWith('-') || (sorts[0] is JsonObject given && Wire.Text(given["direction"]) == "DESCENDING");
        if (schema.HubSpot(name.TrimStart('-')) is not { } field)
            return HubSpotError.Invalid($"There was a problem with the request: property {name} does not exist.");
        sort = field;
        return null;
    }

    private static Func<Record, bool> Text(string? query, CrmStore store, Kind kind)
    {
        if (string.IsNullOrWhiteSpace(query))
            return static _ => true;
        var fields = Schemas.CustomObjects.Searched(store, kind);
        var matches = Tokens.Query(query);
        return r => matches(string.Join(' ', fields.Select(r.Get)));
    }

    private static int? Number(JsonNode? node, int absent) =>
        node is null ? absent
        : int.TryParse(Wire.Text(node), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : Wire.Text(node)!.Length == 0 ? absent
        : null;
}
