using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Rest;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Bulk;

/// <summary>A bulk job of either kind. States: Open → UploadComplete → InProgress → JobComplete, Failed or Aborted; a query begins at UploadComplete.</summary>
internal sealed record Job(
    string Id,
    bool IsQuery,
    string Operation,
    string Object,
    string Version,
    string LineEnding,
    string ColumnDelimiter,
    string State,
    long CreatedMs,
    long ModifiedMs,
    string? ExternalIdFieldName = null,
    string? Query = null,
    int Processed = 0,
    int Failed = 0,
    string? ErrorMessage = null
)
{
    public bool Ended => State is "JobComplete" or "Failed" or "Aborted";

    public char Delimiter => Csv.Delimiters[ColumnDelimiter];

    public string LineEnd => LineEnding == "CRLF" ? "\r\n" : "\n";

    /// <param name="userId">Who made it.</param>
    /// <param name="full">With the counts that only a look at the job tells.</param>
    public JsonObject Show(string userId, bool full)
    {
        var shown = new JsonObject
        {
            ["id"] = Id,
            ["operation"] = Operation,
            ["object"] = Object,
            ["createdById"] = userId,
            ["createdDate"] = JsonText.DateTime(DateTimeOffset.FromUnixTimeMilliseconds(CreatedMs)),
            ["systemModstamp"] = JsonText.DateTime(DateTimeOffset.FromUnixTimeMilliseconds(ModifiedMs)),
            ["state"] = State,
        };
        if (ExternalIdFieldName is not null)
            shown["externalIdFieldName"] = ExternalIdFieldName;
        shown["concurrencyMode"] = "Parallel";
        shown["contentType"] = "CSV";
        shown["apiVersion"] = decimal.Parse(Version, CultureInfo.InvariantCulture);
        if (!IsQuery && State == "Open")
            shown["contentUrl"] = $"services/data/v{Version}/jobs/ingest/{Id}/batches";
        shown["lineEnding"] = LineEnding;
        shown["columnDelimiter"] = ColumnDelimiter;
        if (!full)
            return shown;
        shown["jobType"] = IsQuery ? "V2Query" : "V2Ingest";
        shown["numberRecordsProcessed"] = Processed;
        if (!IsQuery)
            shown["numberRecordsFailed"] = Failed;
        shown["retries"] = 0;
        shown["totalProcessingTime"] = Ended ? Math.Max(0, ModifiedMs - CreatedMs) : 0;
        if (!IsQuery)
        {
            shown["apiActiveProcessingTime"] = 0;
            shown["apexProcessingTime"] = 0;
        }

        if (ErrorMessage is not null)
            shown["errorMessage"] = ErrorMessage;
        return shown;
    }
}

/// <summary>Jobs, the rows they were given and the results they gave, in the store: a job outlives a restart, and each row is done once.</summary>
internal sealed class JobStore(CrmStore store)
{
    private const string InfoKey = "salesforce.job.";
    private const string DataKey = "salesforce.jobData.";
    private const string ResultKey = "salesforce.jobResult.";
    private const string CounterKey = "salesforce.lastJob";

    private static readonly Origin Self = new(Door.SalesforceApi);

    /// <summary>What became of one row: an error, or an id and whether it is new.</summary>
    public sealed record Result(string Id, bool Created, string? Error);

    public IEnumerable<Job> All(bool query) =>
        store.Settings(InfoKey).Select(pair => JsonSerializer.Deserialize<Job>(pair.Value)!).Where(job => job.IsQuery == query);

    public Job Get(string id, bool query) =>
        SalesforceId.Normalise(id) is { } normal
        && store.Setting(InfoKey + normal) is { } json
        && JsonSerializer.Deserialize<Job>(json) is { } job
        && job.IsQuery == query
            ? job
            : throw new ApiException(404, "NOT_FOUND", "The requested resource does not exist");

    public Job Open(Func<string, long, Job> make) =>
        store.Write(
            Self,
            tx =>
            {
                var number = 1 + (tx.Setting(CounterKey) is { } last ? long.Parse(last, CultureInfo.InvariantCulture) : 0);
                tx.Setting(CounterKey, SetupRow.Text(number));
                var job = make(SalesforceId.Of(Prefixes.Job, number), tx.Now.ToUnixTimeMilliseconds());
                tx.Setting(InfoKey + job.Id, JsonSerializer.Serialize(job));
                return job;
            }
        );

    /// <summary>Changes a job as it is at that moment; nothing when it is gone or the change gives null.</summary>
    public Job? Change(string id, Func<Job, Job?> change, Action<Tx>? also = null) =>
        store.Write(
            Self,
            tx =>
            {
                if (tx.Setting(InfoKey + id) is not { } json || change(JsonSerializer.Deserialize<Job>(json)!) is not { } next)
                    return null;
                next = next with { ModifiedMs = tx.Now.ToUnixTimeMilliseconds() };
                tx.Setting(InfoKey + id, JsonSerializer.Serialize(next));
                also?.Invoke(tx);
                return next;
            }
        );

    /// <summary>Counts rows done, in the transaction that did them.</summary>
    public static void Progress(Tx tx, string id, int rows, int failed)
    {
        var job = JsonSerializer.Deserialize<Job>(tx.Setting(InfoKey + id)!)!;
        tx.Setting(InfoKey + id, JsonSerializer.Serialize(job with { Processed = job.Processed + rows, Failed = job.Failed + failed }));
    }

    public string? Data(string id) => store.Setting(DataKey + id);

    public static void PutData(Tx tx, string id, string text) => tx.Setting(DataKey + id, text);

    /// <summary>The results of the rows from <paramref name="first"/> on, in the transaction that did them.</summary>
    public static void PutResults(Tx tx, string id, int first, IReadOnlyList<Result> results) =>
        tx.Setting(string.Create(CultureInfo.InvariantCulture, $"{ResultKey}{id}.{first:000000000}"), JsonSerializer.Serialize(results));

    public List<Result> Results(string id) =>
        [.. store.Settings($"{ResultKey}{id}.").SelectMany(pair => JsonSerializer.Deserialize<List<Result>>(pair.Value)!)];

    public void Remove(string id) =>
        store.Write(
            Self,
            tx =>
            {
                tx.Setting(InfoKey + id, null);
                tx.Setting(DataKey + id, null);
                foreach (var (key, _) in store.Settings($"{ResultKey}{id}.").ToList())
                    tx.Setting(key, null);
            }
        );
}
