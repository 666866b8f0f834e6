using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Search;

/// <summary>How far search is behind; an admin may change it.</summary>
internal sealed class SearchIndex(SandboxOptions options)
{
    public TimeSpan Lag { get; set; } = options.SearchLag;

    public void Reset() => Lag = options.SearchLag;
}

/// <summary>
/// Search, eventually consistent when the sandbox is told to be: what changed within the lag is not found yet (HubSpot would
/// still find its older state; this store keeps none).
/// </summary>
internal sealed class SearchRoutes(CrmStore store, RecordJson json, SearchIndex index, TimeProvider clock)
{
    public static void Map(RouteGroupBuilder objects) =>
        objects.MapPost("/{type}/search", (HttpContext http, string type, SearchRoutes r) => r.Search(http, type));

    private async Task<IResult> Search(HttpContext http, string type)
    {
        if (ObjectTypes.Parse(store, type) is not { } kind)
            return BasicRoutes.UnknownType(type).Result(http);
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        if (text.Length > SearchRequest.MaxBody)
            return HubSpotError.Invalid($"The request is longer than {SearchRequest.MaxBody} characters.").Result(http);
        if (Wire.Parse(text) is not { } body)
            return Wire.BadBody.Result(http);
        var (request, error) = SearchRequest.Read(body, store, kind);
        return error?.Result(http) ?? Answer(http, kind, request!, View.Of(body));
    }

    private IResult Answer(HttpContext http, Kind kind, SearchRequest request, View view)
    {
        var horizon = index.Lag == TimeSpan.Zero ? long.MaxValue : (clock.GetUtcNow() - index.Lag).ToUnixTimeMilliseconds();
        var found = store.All(kind).Where(r => !r.Archived && r.ModifiedMs <= horizon && request.Matches(r)).ToList();
        Sort(found, request);
        var answer = new JsonObject
        {
            ["total"] = found.Count,
            ["results"] = new JsonArray([.. found.Skip(request.Offset).Take(request.Limit).Select(r => json.Of(r, view))]),
        };
        var next = request.Offset + request.Limit;
        if (next < found.Count && request.Limit > 0)
        {
            var after = next.ToString(CultureInfo.InvariantCulture);
            answer["paging"] = new JsonObject
            {
                ["next"] = new JsonObject { ["after"] = after, ["link"] = $"{Origins.Root(http)}{Origins.OuterPath(http)}?after={after}" },
            };
        }
        return Wire.Json(answer);
    }

    /// <summary>By the asked property, records without it last, ties by id; ids (= creation order) when nothing was asked.</summary>
    public void Sort(List<Record> found, SearchRequest request)
    {
        var field = request.Sort;
        if (field.Source != FieldSource.Id || request.Descending)
        {
            var keyed = found.Select(r => (Key: Key(r, field), Record: r));
            var sorted = request.Descending
                ? keyed.OrderBy(k => k.Key is null).ThenByDescending(k => k.Key, Keys.Order).ThenByDescending(k => k.Record.Id)
                : keyed.OrderBy(k => k.Key is null).ThenBy(k => k.Key, Keys.Order).ThenBy(k => k.Record.Id);
            var result = sorted.Select(k => k.Record).ToList();
            found.Clear();
            found.AddRange(result);
        }
    }

    private object? Key(Record record, Field field) =>
        field.Source switch
        {
            FieldSource.Id => record.Id,
            FieldSource.Created => record.CreatedMs,
            FieldSource.Modified => record.ModifiedMs,
            _ when field.Type is FieldType.Number or FieldType.Currency && store.Value(record, field) is { } number => decimal.Parse(
                number,
                CultureInfo.InvariantCulture
            ),
            _ => store.Value(record, field),
        };

    private sealed class Keys : IComparer<object?>
    {
        public static Keys Order { get; } = new();

        public int Compare(object? x, object? y) =>
            (x, y) switch
            {
                (long a, long b) => a.CompareTo(b),
                (decimal a, decimal b) => a.CompareTo(b),
                (string a, string b) => string.Compare(a, b, StringComparison.OrdinalIgnoreCase),
                _ => 0,
            };
    }
}
