using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary><c>updated</c> and <c>deleted</c>: ids changed or put into the recycle bin between two minutes; seconds do not count.</summary>
internal sealed class Replication(CrmStore store, Catalog catalog, Records records, TimeProvider clock)
{
    private static readonly TimeSpan UpdatedReach = TimeSpan.FromDays(30);
    private static readonly TimeSpan DeletedReach = TimeSpan.FromDays(15);

    public Answer Updated(ApiRequest request, string type)
    {
        var shape = Replicated(type);
        var (start, end) = Window(request, UpdatedReach);
        var stamp = shape.Field("SystemModstamp")!;
        var ids = catalog
            .All(shape, withDeleted: false)
            .Where(row => stamp.Read(row) is DateTimeOffset at && at >= start && at < end)
            .Select(row => (JsonNode)shape.IdOf(row)!);
        return new Answer(200, new JsonObject { ["ids"] = new JsonArray([.. ids]), ["latestDateCovered"] = Covered(end) });
    }

    public Answer Deleted(ApiRequest request, string type)
    {
        var shape = Replicated(type);
        var (start, end) = Window(request, DeletedReach);
        var deleted = Bin(shape)
            .Select(row => (row.Id, At: StoredValue.Seconds(row.DeletedMs)))
            .Where(row => row.At >= start && row.At < end)
            .OrderBy(row => row.At)
            .Select(row => (JsonNode)new JsonObject { ["id"] = row.Id, ["deletedDate"] = JsonText.DateTime(row.At) });
        return new Answer(
            200,
            new JsonObject
            {
                ["deletedRecords"] = new JsonArray([.. deleted]),
                ["earliestDateAvailable"] = JsonText.DateTime(Minute(clock.GetUtcNow() - DeletedReach)),
                ["latestDateCovered"] = Covered(end),
            }
        );
    }

    private IEnumerable<(string Id, long DeletedMs)> Bin(ObjectShape shape) =>
        Catalog.KindOf(shape) is { } kind
            ? store.All(kind).Where(record => record.Archived).Select(record => (Prefixes.IdOf(record.Id), record.ArchivedMs))
            : catalog.Setup.All(shape.RowType!).Where(row => row.DeletedMs != 0).Select(row => (row.Id, row.DeletedMs));

    private ObjectShape Replicated(string type)
    {
        var shape = records.Shape(type);
        return shape.Replicateable
            ? shape
            : throw new ApiException(400, "INVALID_TYPE", $"The object type {shape.Name} is not replicable.");
    }

    private (DateTimeOffset Start, DateTimeOffset End) Window(ApiRequest request, TimeSpan reach)
    {
        var start = Minute(Parse(request, "start"));
        var end = Minute(Parse(request, "end"));
        if (end <= start)
            throw new ApiException(400, "INVALID_REPLICATION_DATE", "startDate must be at least one minute before endDate");
        if (start < Minute(clock.GetUtcNow() - reach))
            throw new ApiException(400, "INVALID_REPLICATION_DATE", $"startDate cannot be more than {reach.TotalDays:0} days ago");
        return (start, end);
    }

    /// <summary>A plus sign that arrived unencoded has become a space.</summary>
    private static DateTimeOffset Parse(ApiRequest request, string name) =>
        request.Parameter(name) is { } text && Canonical.ReadInstant(text.Replace(' ', '+')) is { } moment
            ? moment
            : throw new ApiException(400, "INVALID_REPLICATION_DATE", $"Invalid {name} date: {request.Parameter(name)}");

    private string Covered(DateTimeOffset end)
    {
        var now = Minute(clock.GetUtcNow());
        return JsonText.DateTime(end < now ? end : now);
    }

    private static DateTimeOffset Minute(DateTimeOffset moment) => DateTimeOffset.FromUnixTimeSeconds(moment.ToUnixTimeSeconds() / 60 * 60);
}
