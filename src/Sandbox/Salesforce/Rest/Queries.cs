using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Salesforce.Soql;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>
/// Queries and their pages. A cursor holds the rows it found until two days passed or the sandbox was restarted; each page is written when asked for. The
/// locator is the last segment of <c>nextRecordsUrl</c> and says where the page begins.
/// </summary>
internal sealed class Queries(Catalog catalog, Hindrances hindrances, TimeProvider clock)
{
    private const string LocatorPrefix = "0r8";

    /// <summary>Old cursors are dropped beyond this number, so that a client that never finishes does not fill the memory.</summary>
    private const int MaxCursors = 200;

    private static readonly TimeSpan CursorLife = TimeSpan.FromDays(2);

    private readonly ConcurrentDictionary<string, Cursor> _cursors = new(StringComparer.Ordinal);
    private long _last;

    private sealed record Cursor(QueryResult Result, long OpenedAt, long Number);

    public Answer Run(ApiRequest request, bool withDeleted)
    {
        if (request.Parameter("q") is not { Length: > 0 } soql)
            throw new ApiException(400, "MALFORMED_QUERY", "A query string has to be specified");
        hindrances.MeetQuery(Parser.Parse(soql).From.Text);
        var result = QueryRunner.Run(catalog, soql, clock.GetUtcNow(), withDeleted);
        if (!result.Pageable || result.Rows.Count <= request.BatchSize)
            return new Answer(200, Page(result, 0, result.Rows.Count, request, null));
        return new Answer(200, Page(result, 0, request.BatchSize, request, Open(result)));
    }

    public Answer More(ApiRequest request, string locator)
    {
        var dash = locator.LastIndexOf('-');
        if (
            dash < 0
            || !_cursors.TryGetValue(locator[..dash], out var cursor)
            || clock.GetElapsedTime(cursor.OpenedAt) > CursorLife
            || !int.TryParse(locator.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || from >= cursor.Result.Rows.Count
        )
            throw new ApiException(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        return new Answer(200, Page(cursor.Result, from, request.BatchSize, request, locator[..dash]));
    }

    public void Forget() => _cursors.Clear();

    private string Open(QueryResult result)
    {
        var number = Interlocked.Increment(ref _last);
        var id = SalesforceId.Of(LocatorPrefix, (clock.GetUtcNow().ToUnixTimeSeconds() << 20) + number);
        _cursors[id] = new Cursor(result, clock.GetTimestamp(), number);
        foreach (var old in _cursors.Where(pair => pair.Value.Number <= number - MaxCursors).ToList())
            _cursors.TryRemove(old.Key, out _);
        return id;
    }

    private static JsonObject Page(QueryResult result, int from, int size, ApiRequest request, string? cursor)
    {
        var until = Math.Min(result.Rows.Count, from + size);
        var page = new JsonObject { ["totalSize"] = result.TotalSize, ["done"] = until == result.Rows.Count };
        if (until < result.Rows.Count)
            page["nextRecordsUrl"] = string.Create(CultureInfo.InvariantCulture, $"{request.Address}/query/{cursor}-{until}");
        page["records"] = new JsonArray([
            .. Enumerable.Range(from, until - from).Select(i => (JsonNode)result.Write(result.Rows[i], request.Address)),
        ]);
        return page;
    }
}
