using System.Text.Json.Nodes;
using System.Threading.Channels;
using Entente.Sandbox.Salesforce.Rest;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Bulk;

/// <summary>
/// Works jobs off, one after the other, in chunks of 200 rows. A chunk's rows, results and progress are one transaction, so that a sandbox killed in the
/// middle goes on with the next row when it is back.
/// </summary>
internal sealed class IngestRunner(
    JobStore jobs,
    Catalog catalog,
    RecordWriter writer,
    Upserts upserts,
    Limits limits,
    ILogger<IngestRunner> log
) : BackgroundService
{
    private const int ChunkRows = 200;

    private readonly Channel<string> _waiting = Channel.CreateUnbounded<string>();

    public void Start(string id) => _waiting.Writer.TryWrite(id);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var job in jobs.All(query: false).Where(job => job.State is "UploadComplete" or "InProgress").ToList())
            Start(job.Id);
        await foreach (var id in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Task.Run(() => Work(id, stoppingToken), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogError(e, "A bulk job could not be worked off.");
                jobs.Change(id, job => job with { State = "Failed", ErrorMessage = "InternalServerError : " + e.Message });
            }
        }
    }

    private void Work(string id, CancellationToken stopping)
    {
        if (jobs.Change(id, now => now.State is "UploadComplete" or "InProgress" ? now with { State = "InProgress" } : null) is not { } job)
            return;
        var text = jobs.Data(id) ?? "";
        if (Complaint(job, text, out var rows) is { } complaint)
        {
            jobs.Change(id, now => now with { State = "Failed", ErrorMessage = complaint });
            return;
        }

        limits.CountBulkBatches((rows.Count + 9_998) / 10_000);
        var header = rows.FirstOrDefault() ?? [];
        for (var next = job.Processed + 1; next < rows.Count; next += ChunkRows)
        {
            if (stopping.IsCancellationRequested)
                return;
            if (!Chunk(job, header, rows.GetRange(next, Math.Min(ChunkRows, rows.Count - next)), next - 1))
                return;
        }

        jobs.Change(id, now => now.State == "InProgress" ? now with { State = "JobComplete" } : null);
    }

    /// <summary>False when the job was aborted meanwhile.</summary>
    private bool Chunk(Job job, string[] header, List<string[]> rows, int first)
    {
        var shape = catalog.Shape(job.Object)!;
        return jobs.Change(
            job.Id,
            now => now.State == "InProgress" ? now : null,
            tx =>
            {
                var results = rows.Select(row => Row(tx, job, shape, header, row)).ToList();
                JobStore.PutResults(tx, job.Id, first, results);
                JobStore.Progress(tx, job.Id, rows.Count, results.Count(result => result.Error is not null));
            }
        )
            is not null;
    }

    private JobStore.Result Row(Tx tx, Job job, ObjectShape shape, string[] header, string[] cells)
    {
        var id = Cell(header, cells, "Id");
        try
        {
            switch (job.Operation)
            {
                case "insert":
                    return new(writer.Create(tx, shape, Body(header, cells, "Id")), true, null);
                case "update":
                    id = Records.OwnId(shape, id ?? throw NoId("update"));
                    writer.Update(tx, shape, id, Body(header, cells, "Id"));
                    return new(id, false, null);
                case "upsert":
                    return Upsert(tx, job, shape, header, cells, id);
                default:
                    id = Records.OwnId(shape, id ?? throw NoId("delete"));
                    writer.Delete(tx, shape, id);
                    if (job.Operation == "hardDelete")
                        writer.Purge(tx, shape, id);
                    return new(id, false, null);
            }
        }
        catch (ApiException refusal)
        {
            return new(id ?? "", false, $"{refusal.Code}:{refusal.Message}:{string.Join(',', refusal.Fields)}--");
        }
    }

    private JobStore.Result Upsert(Tx tx, Job job, ObjectShape shape, string[] header, string[] cells, string? id)
    {
        var (_, field) = upserts.Key(shape.Name, job.ExternalIdFieldName!);
        if (field.Kind == FieldKind.Id)
        {
            if (id is null)
                return new(writer.Create(tx, shape, Body(header, cells, "Id")), true, null);
            writer.Update(tx, shape, Records.OwnId(shape, id), Body(header, cells, "Id"));
            return new(Records.OwnId(shape, id), false, null);
        }

        var value =
            FieldInput.Read(field, Cell(header, cells, field.Name) is { } text ? JsonValue.Create(text) : null)
            ?? throw new ApiException(400, "MISSING_ARGUMENT", $"{field.Name} not specified", field.Name);
        var saved = upserts.Save(tx, shape, field, value, Body(header, cells, "Id", field.Name));
        return new(saved.Id, saved.Created, null);
    }

    private static ApiException NoId(string operation) => new(400, "MISSING_ARGUMENT", $"Id not specified in an {operation} call", "Id");

    private static string? Cell(string[] header, string[] cells, string name)
    {
        var at = Array.FindIndex(header, column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
        return at >= 0 && at < cells.Length && cells[at].Length > 0 ? cells[at] : null;
    }

    /// <summary>A row as the REST API would be given it: empty cells are left alone, <c>#N/A</c> empties, <c>Account.Key__c</c> names a parent.</summary>
    private static JsonObject Body(string[] header, string[] cells, params string[] without)
    {
        var body = new JsonObject();
        for (var i = 0; i < header.Length && i < cells.Length; i++)
        {
            if (cells[i].Length == 0 || without.Contains(header[i], StringComparer.OrdinalIgnoreCase))
                continue;
            var value = cells[i] == "#N/A" ? null : JsonValue.Create(cells[i]);
            if (header[i].Split('.') is [var parent, var key])
                body[parent] = new JsonObject { [key] = value };
            else
                body[header[i]] = value;
        }

        return body;
    }

    /// <summary>What is wrong with the upload as a whole, which fails the job before its first row.</summary>
    private string? Complaint(Job job, string text, out List<string[]> rows)
    {
        rows = [];
        var firstLine = text.Split('\n', 2)[0];
        if (text.Contains('\n', StringComparison.Ordinal) && firstLine.EndsWith('\r') != (job.LineEnding == "CRLF"))
            return $"ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is {job.LineEnding}";
        if (Csv.Read(text, job.Delimiter) is not { } read)
            return "InvalidBatch : Failed to parse CSV: a quoted field is not closed";
        rows = read;
        var shape = catalog.Shape(job.Object)!;
        var unknown = (rows.FirstOrDefault() ?? []).FirstOrDefault(column =>
            shape.Field(column) is null && shape.Parent(column.Split('.')[0]) is null
        );
        return unknown is null ? null : $"InvalidBatch : Field name not found : {unknown}";
    }
}
