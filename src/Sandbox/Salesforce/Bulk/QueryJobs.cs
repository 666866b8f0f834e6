using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Rest;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Salesforce.Soql;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Bulk;

/// <summary>
/// Bulk API 2.0, reading: a query whose rows come as CSV. One page unless <c>maxRecords</c> asks for less; the header <c>Sforce-Locator</c> names the next
/// page and is the word <c>null</c> on the last. After a restart a job's query runs anew.
/// </summary>
internal sealed class QueryJobs(
    JobStore jobs,
    Catalog catalog,
    Organisation organisation,
    Limits limits,
    Hindrances hindrances,
    TimeProvider clock
)
{
    private readonly ConcurrentDictionary<string, QueryResult> _results = new(StringComparer.Ordinal);

    public Answer Open(ApiRequest request)
    {
        var order = request.Fields;
        var operation = order.Text("operation");
        if (operation is not ("query" or "queryAll"))
            throw IngestJobs.Invalid($"Unknown operation: {operation}");
        var soql = order.Text("query") ?? throw IngestJobs.Invalid("query is required");
        var query = Parser.Parse(soql);
        if (
            query.GroupBy.Count > 0
            || query.Offset is not null
            || query.Select.Any(item => item is SelectChildren or SelectAggregate or SelectTypeOf)
        )
            throw new ApiException(
                400,
                "API_ERROR",
                "GROUP BY, aggregates, OFFSET, TYPEOF and nested queries are not supported in Bulk Query"
            );
        var (lineEnding, delimiter) = IngestJobs.Format(order);
        var result = Run(soql, operation == "queryAll");
        if (!limits.TryQueryJob())
            throw new ApiException(400, "LIMIT_EXCEEDED", "The daily limit of query jobs is exceeded.");
        var name = catalog.Shape(query.From.Text)!.Name;
        var job = jobs.Open(
            (id, now) => new Job(id, true, operation, name, request.Version, lineEnding, delimiter, "UploadComplete", now, now, Query: soql)
        );
        _results[job.Id] = result;
        // The rows are known; the next look at the job finds it done.
        jobs.Change(job.Id, now => now with { State = "JobComplete", Processed = result.Rows.Count });
        return new Answer(200, job.Show(organisation.RunAsId, full: false));
    }

    public Answer All() => IngestJobs.List(jobs.All(query: true), organisation.RunAsId);

    public Answer Show(string id) => new(200, jobs.Get(id, query: true).Show(organisation.RunAsId, full: true));

    public Answer Abort(ApiRequest request, string id)
    {
        if (request.Fields.Text("state") != "Aborted")
            throw IngestJobs.Invalid("A query job can only be aborted.");
        var job = jobs.Get(id, query: true);
        return jobs.Change(job.Id, now => now.Ended ? null : now with { State = "Aborted" }) is { } aborted
            ? new Answer(200, aborted.Show(organisation.RunAsId, full: false))
            : throw IngestJobs.State(job, "be aborted");
    }

    public Answer Delete(string id)
    {
        var job = jobs.Get(id, query: true);
        jobs.Remove(job.Id);
        _results.TryRemove(job.Id, out _);
        return Answer.NoContent;
    }

    public Answer Results(ApiRequest request, string id)
    {
        var job = Complete(id);
        var result = Rows(job);
        var from = request.Parameter("locator") is { Length: > 0 } locator ? Position(locator) : 0;
        var size = Size(request) ?? result.Rows.Count;
        var until = Math.Min(result.Rows.Count, from + size);
        var into = new StringBuilder();
        Csv.Write(into, result.Columns.Select(column => column.Name), job.Delimiter, job.LineEnd);
        for (var i = from; i < until; i++)
        {
            var row = result.Write(result.Rows[i], "");
            Csv.Write(into, result.Columns.Select(column => Text(column, row)), job.Delimiter, job.LineEnd);
        }

        return Answer.Csv(into.ToString()) with
        {
            Headers = new Dictionary<string, string>
            {
                ["Sforce-Locator"] = until < result.Rows.Count ? Locator(until) : "null",
                ["Sforce-NumberOfRecords"] = (until - from).ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    /// <summary>The addresses of all pages, for those who fetch them side by side.</summary>
    public Answer Pages(ApiRequest request, string id)
    {
        var job = Complete(id);
        var (total, size) = (Rows(job).Rows.Count, Size(request) ?? int.MaxValue);
        var pages = new JsonArray();
        for (long from = 0; from < Math.Max(1, total); from += size)
        {
            var locator = from == 0 ? "" : $"locator={Locator((int)from)}&";
            pages.Add(
                new JsonObject
                {
                    ["resultUrl"] =
                        $"{request.Address}/jobs/query/{job.Id}/results?{locator}maxRecords={Math.Min(size, Math.Max(1, total))}",
                }
            );
        }

        return new Answer(
            200,
            new JsonObject
            {
                ["resultPages"] = pages,
                ["nextRecordsUrl"] = null,
                ["done"] = true,
            }
        );
    }

    private Job Complete(string id)
    {
        var job = jobs.Get(id, query: true);
        return job.State == "JobComplete" ? job : throw IngestJobs.State(job, "tell results");
    }

    private QueryResult Rows(Job job) => _results.GetOrAdd(job.Id, _ => Run(job.Query!, job.Operation == "queryAll"));

    private QueryResult Run(string soql, bool withDeleted)
    {
        hindrances.MeetQuery(Parser.Parse(soql).From.Text);
        return QueryRunner.Run(catalog, soql, clock.GetUtcNow(), withDeleted);
    }

    private static int? Size(ApiRequest request) =>
        request.Parameter("maxRecords") is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size
        : throw new ApiException(400, "INVALIDJOB", $"maxRecords must be a number above 0, not: {text}");

    private static string Locator(int from) => Convert.ToBase64String(Encoding.ASCII.GetBytes(SetupRow.Text(from))).TrimEnd('=');

    private static int Position(string locator)
    {
        try
        {
            var padded = locator + new string('=', (4 - (locator.Length % 4)) % 4);
            return int.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(padded)), NumberStyles.None, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw new ApiException(400, "INVALID_LOCATOR", $"Invalid locator: {locator}");
        }
    }

    /// <summary>A value as CSV has it: instants end in Z here, empty ones are empty.</summary>
    private static string Text((string Name, FieldKind Kind) column, JsonObject row)
    {
        JsonNode? at = row;
        foreach (var part in column.Name.Split('.'))
            at = (at as JsonObject)?[part];
        var text = at?.ToString() ?? "";
        return column.Kind == FieldKind.DateTime ? text.Replace("+0000", "Z", StringComparison.Ordinal) : text;
    }
}
