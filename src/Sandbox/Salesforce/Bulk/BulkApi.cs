using Entente.Sandbox.Salesforce.Rest;

namespace Entente.Sandbox.Salesforce.Bulk;

/// <summary>Bulk API 2.0's table of contents: everything below <c>/jobs</c>.</summary>
internal sealed class BulkApi(IngestJobs ingest, QueryJobs query)
{
    public Answer Run(ApiRequest request) =>
        request.Transaction is not null
            ? throw new ApiException(400, "INVALID_INPUT", "Bulk jobs cannot be part of a composite request.")
            : (request.Method, request.Path.Skip(1).ToArray()) switch
            {
                ("POST", ["ingest"]) => ingest.Open(request),
                ("GET", ["ingest"]) => ingest.All(),
                ("GET", ["ingest", var id]) => ingest.Show(id),
                ("PATCH", ["ingest", var id]) => ingest.Change(request, id),
                ("DELETE", ["ingest", var id]) => ingest.Delete(id),
                ("PUT", ["ingest", var id, "batches"]) => ingest.Put(request, id),
                ("GET", ["ingest", var id, "successfulResults"]) => ingest.Results(id, "successfulResults"),
                ("GET", ["ingest", var id, "failedResults"]) => ingest.Results(id, "failedResults"),
                ("GET", ["ingest", var id, "unprocessedrecords" or "unprocessedRecords"]) => ingest.Results(id, "unprocessedrecords"),
                ("POST", ["query"]) => query.Open(request),
                ("GET", ["query"]) => query.All(),
                ("GET", ["query", var id]) => query.Show(id),
                ("PATCH", ["query", var id]) => query.Abort(request, id),
                ("DELETE", ["query", var id]) => query.Delete(id),
                ("GET", ["query", var id, "results"]) => query.Results(request, id),
                ("GET", ["query", var id, "resultPages"]) => query.Pages(request, id),
                _ => throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist"),
            };
}
