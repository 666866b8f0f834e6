using System.Text;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Rest;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Bulk;

/// <summary>Bulk API 2.0, writing: open a job, put its rows once, close it, watch it, fetch what became of each row.</summary>
internal sealed class IngestJobs(JobStore jobs, IngestRunner runner, Catalog catalog, Organisation organisation)
{
    /// <summary>The most a job takes, in characters of its one upload.</summary>
    private const int MaxUpload = 150_000_000;

    private static readonly string[] Operations = ["insert", "update", "upsert", "delete", "hardDelete"];

    public Answer Open(ApiRequest request)
    {
        var order = request.Fields;
        var operation = order.Text("operation") ?? throw Invalid("operation is required");
        if (!Operations.Contains(operation, StringComparer.Ordinal))
            throw Invalid($"Unknown operation: {operation}");
        var name = order.Text("object") ?? throw Invalid("object is required");
        if (catalog.Shape(name) is not { Writable: true } shape)
            throw new ApiException(400, "INVALIDENTITY", $"Entity '{name}' is not supported by the Bulk API.");
        var key = order.Text("externalIdFieldName");
        if (
            operation == "upsert"
            && (key is null || shape.Field(key) is not { } field || (!field.ExternalId && field.Kind != FieldKind.Id))
        )
            throw Invalid($"Invalid external id field: {key}. An upsert needs one of {shape.Name}.");
        var (lineEnding, delimiter) = Format(order);
        var job = jobs.Open(
            (id, now) =>
                new Job(
                    id,
                    false,
                    operation,
                    shape.Name,
                    request.Version,
                    lineEnding,
                    delimiter,
                    "Open",
                    now,
                    now,
                    operation == "upsert" ? key : null
                )
        );
        return new Answer(200, job.Show(organisation.RunAsId, full: false));
    }

    public Answer All() => List(jobs.All(query: false), organisation.RunAsId);

    public Answer Show(string id) => new(200, jobs.Get(id, query: false).Show(organisation.RunAsId, full: true));

    public Answer Put(ApiRequest request, string id)
    {
        var job = jobs.Get(id, query: false);
        var rows = request.Text ?? throw new ApiException(400, "INVALIDCONTENTTYPE", "The rows of a job come as text/csv.");
        if (rows.Length > MaxUpload)
            throw new ApiException(413, "REQUEST_ENTITY_TOO_LARGE", "The upload is larger than 150 MB.");
        if (job.State != "Open")
            throw State(job, "take rows");
        if (jobs.Data(job.Id) is not null)
            throw new ApiException(
                400,
                "INVALIDJOBSTATE",
                $"Found multiple contents for job: <{job.Id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job."
            );
        jobs.Change(job.Id, open => open, tx => JobStore.PutData(tx, job.Id, rows));
        return new Answer(201, null);
    }

    public Answer Change(ApiRequest request, string id)
    {
        var wanted = request.Fields.Text("state");
        var job = jobs.Get(id, query: false);
        if (wanted is not ("UploadComplete" or "Aborted"))
            throw Invalid($"A job can be closed (UploadComplete) or aborted (Aborted), not: {wanted}");
        var changed = jobs.Change(
            job.Id,
            now =>
                wanted == "UploadComplete"
                    ? (now.State == "Open" ? now with { State = wanted } : null)
                    : (now.Ended ? null : now with { State = wanted })
        );
        if (changed is null)
            throw State(jobs.Get(id, query: false), wanted == "Aborted" ? "be aborted" : "be closed");
        if (wanted == "UploadComplete")
            runner.Start(job.Id);
        return new Answer(200, changed.Show(organisation.RunAsId, full: false));
    }

    public Answer Delete(string id)
    {
        var job = jobs.Get(id, query: false);
        if (job.State is "Open" or "InProgress")
            throw State(job, "be deleted");
        jobs.Remove(job.Id);
        return Answer.NoContent;
    }

    /// <summary>Rows that were saved (with id and whether they are new), were refused (with the reason), or were never looked at.</summary>
    public Answer Results(string id, string which)
    {
        var job = jobs.Get(id, query: false);
        if (!job.Ended)
            throw State(job, "tell results");
        var rows = jobs.Data(job.Id) is { } text ? Csv.Read(text, job.Delimiter) ?? [] : [];
        var results = jobs.Results(job.Id);
        var into = new StringBuilder();
        var header = rows.FirstOrDefault() ?? [];
        void Write(IEnumerable<string?> row) => Csv.Write(into, row, job.Delimiter, job.LineEnd);
        switch (which)
        {
            case "successfulResults":
                Write(["sf__Id", "sf__Created", .. header]);
                foreach (var (result, row) in results.Zip(rows.Skip(1)).Where(pair => pair.First.Error is null))
                    Write([result.Id, result.Created ? "true" : "false", .. row]);
                break;
            case "failedResults":
                Write(["sf__Id", "sf__Error", .. header]);
                foreach (var (result, row) in results.Zip(rows.Skip(1)).Where(pair => pair.First.Error is not null))
                    Write([result.Id, result.Error, .. row]);
                break;
            default:
                Write(header);
                foreach (var row in rows.Skip(1 + results.Count))
                    Write(row);
                break;
        }

        return Answer.Csv(into.ToString());
    }

    internal static Answer List(IEnumerable<Job> jobs, string userId) =>
        new(
            200,
            new JsonObject
            {
                ["done"] = true,
                ["nextRecordsUrl"] = null,
                ["records"] = new JsonArray([.. jobs.Select(job => (JsonNode)job.Show(userId, full: true))]),
            }
        );

    internal static (string LineEnding, string Delimiter) Format(JsonNode order)
    {
        var (lineEnding, delimiter) = (order.Text("lineEnding") ?? "LF", order.Text("columnDelimiter") ?? "COMMA");
        if (order.Text("contentType") is not (null or "CSV"))
            throw Invalid($"Unsupported content type: {order.Text("contentType")}");
        if (lineEnding is not ("LF" or "CRLF"))
            throw Invalid($"Unknown line ending: {lineEnding}");
        return Csv.Delimiters.ContainsKey(delimiter) ? (lineEnding, delimiter) : throw Invalid($"Unknown column delimiter: {delimiter}");
    }

    internal static ApiException Invalid(string message) => new(400, "INVALIDJOB", message);

    internal static ApiException State(Job job, string wish) =>
        new(400, "INVALIDJOBSTATE", $"Invalid Job State: {job.State}: a job in this state cannot {wish}.");
}
