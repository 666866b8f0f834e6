using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Bulk;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>The data API's table of contents: every resource below <c>/services/data/vXX.X</c>.</summary>
internal sealed class DataApi(
    Records records,
    Upserts upserts,
    Describe describe,
    Collections collections,
    Queries queries,
    Replication replication,
    Tooling tooling,
    Limits limits,
    Trees trees,
    Search search,
    Discovery discovery,
    BulkApi bulk
)
{
    private const int MaxSubrequests = 25;

    public Answer Run(ApiRequest request) =>
        (request.Method, request.Path.ToArray()) switch
        {
            ("GET", []) => describe.Resources(request),
            ("GET", ["limits"]) => limits.All(),
            (_, ["jobs", ..]) => bulk.Run(request),
            ("GET", ["recent"]) => discovery.Recent(request),
            ("GET", ["tabs"]) => discovery.Tabs(request),
            ("GET", ["theme"]) => discovery.Theme(request),
            ("GET", ["quickActions"]) or ("GET", ["sobjects", _, "quickActions"]) => new Answer(200, new JsonArray()),
            ("GET", ["search"]) => search.Sosl(request),
            ("GET" or "POST", ["parameterizedSearch"]) => search.Parameterized(request),
            ("GET", ["ui-api", "object-info", var type, "picklist-values", var recordType]) => discovery.Picklists(
                request,
                type,
                recordType
            ),
            ("GET", ["query"]) => queries.Run(request, withDeleted: false),
            ("GET", ["queryAll"]) => queries.Run(request, withDeleted: true),
            ("GET", ["query" or "queryAll", var locator]) => queries.More(request, locator),
            ("GET", ["sobjects"]) => describe.All(request),
            ("GET", ["sobjects", var type]) => describe.Basics(request, type),
            ("POST", ["sobjects", var type]) => records.Create(request, type),
            ("GET", ["sobjects", var type, "describe"]) => describe.One(request, type),
            ("GET", ["sobjects", var type, "describe", "layouts", ..]) => discovery.Layouts(request, type),
            ("GET", ["sobjects", var type, "describe", "compactLayouts"]) => discovery.CompactLayouts(type),
            ("GET", ["sobjects", var type, "describe", "approvalLayouts"]) => discovery.ApprovalLayouts(type),
            ("GET", ["sobjects", var type, "listviews"]) => discovery.ListViews(request, type),
            ("GET", ["sobjects", var type, "listviews", var view]) => discovery.ListView(request, type, view, null),
            ("GET", ["sobjects", var type, "listviews", var view, var what]) => discovery.ListView(request, type, view, what),
            ("GET", ["sobjects", var type, "updated"]) => replication.Updated(request, type),
            ("GET", ["sobjects", var type, "deleted"]) => replication.Deleted(request, type),
            ("GET", ["sobjects", var type, var id]) => records.Read(request, type, id),
            ("PATCH", ["sobjects", var type, var id]) => records.Update(request, type, id),
            ("DELETE", ["sobjects", var type, var id]) => records.Delete(request, type, id),
            ("GET", ["sobjects", "ContentVersion", var id, "VersionData"]) => records.Blob("ContentVersion", id, "VersionData"),
            ("GET", ["sobjects", var type, var field, var value]) => upserts.Read(request, type, field, value),
            ("PATCH", ["sobjects", var type, var field, var value]) => upserts.Upsert(request, type, field, value),
            ("DELETE", ["sobjects", var type, var field, var value]) => upserts.Delete(request, type, field, value),
            ("POST", ["composite"]) => new Composite(this, records.Store).Run(request),
            ("POST", ["composite", "batch"]) => Batch(request),
            ("POST", ["composite", "tree", var type]) => trees.Create(request, type),
            ("POST", ["composite", "graph"]) => new Graphs(this, records.Store).Run(request),
            ("POST", ["composite", "sobjects"]) => collections.Create(request),
            ("PATCH", ["composite", "sobjects"]) => collections.Update(request),
            ("DELETE", ["composite", "sobjects"]) => collections.Delete(request),
            ("PATCH", ["composite", "sobjects", var type, var field]) => collections.Upsert(request, type, field),
            ("GET" or "POST", ["composite", "sobjects", var type]) => collections.Read(request, type),
            (_, ["tooling", ..]) => tooling.Run(request),
            (_, ["sobjects"] or ["sobjects", _, ..] or ["query" or "queryAll" or "composite" or "limits"]) when request.Path.Count <= 4 =>
                throw new ApiException(405, "METHOD_NOT_ALLOWED", $"HTTP Method '{request.Method}' not allowed."),
            _ => throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist"),
        };

    /// <summary>A refusal becomes the call's answer.</summary>
    private static Answer Try(Func<Answer> call)
    {
        try
        {
            return call();
        }
        catch (ApiException refusal)
        {
            return Answer.Of(refusal);
        }
    }

    /// <summary>Up to 25 calls, each on its own.</summary>
    private Answer Batch(ApiRequest request)
    {
        if (request.Fields["batchRequests"] is not JsonArray { Count: > 0 } calls)
            throw new ApiException(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: [batchRequests]", "batchRequests");
        if (calls.Count > MaxSubrequests)
            throw new ApiException(
                400,
                "LIMIT_EXCEEDED",
                $"The batch request has {calls.Count} subrequests; the maximum is {MaxSubrequests}."
            );
        var results = new JsonArray();
        var failed = false;
        foreach (var call in calls)
        {
            var answer =
                failed && request.Body.Flag("haltOnError") ? Halted() : Try(() => Run(Subrequest.Of(request, call, "url", "richInput")));
            failed |= answer.Status >= 400;
            results.Add(new JsonObject { ["statusCode"] = answer.Status, ["result"] = answer.Body });
        }

        return new Answer(200, new JsonObject { ["hasErrors"] = failed, ["results"] = results });
    }

    private static Answer Halted() =>
        Answer.Of(
            new ApiException(
                412,
                "BATCH_PROCESSING_HALTED",
                "Batch processing was halted because an earlier request failed and haltOnError is true."
            )
        );
}
