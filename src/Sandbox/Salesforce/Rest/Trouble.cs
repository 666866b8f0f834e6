using System.Text.Json.Nodes;
using Entente.Sandbox.Admin;
using Entente.Sandbox.HubSpot;
using Entente.Sandbox.Salesforce.Auth;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>Faults on demand in Salesforce's words.</summary>
internal sealed class Trouble(CrmStore store, Meanwhile meanwhile, Sessions sessions, TimeProvider clock)
{
    /// <summary>What happens before the call is looked at; false when the connection is gone and nothing is left to do.</summary>
    /// <exception cref="ApiException">The fault is a refusal.</exception>
    public async Task<bool> Before(HttpContext context, FaultHit hit, FaultCall call)
    {
        switch (hit.Fault)
        {
            case Fault.Timeout:
                await Holding.Silence(context, hit, clock);
                return false;
            case Fault.Cut:
                context.Abort();
                return false;
            case Fault.Slow:
                await Holding.Slow(context, hit, clock);
                return true;
            case Fault.Unauthorized:
                throw new ApiException(401, "INVALID_SESSION_ID", "Session expired or invalid");
            case Fault.ExpiredToken:
                sessions.End(Answers.Token(context) ?? "");
                return true;
            case Fault.RateLimited:
                // A limit that is over in seconds, or the day's.
                throw new ApiException(
                    403,
                    "REQUEST_LIMIT_EXCEEDED",
                    hit.Rule.Policy is "SECONDLY"
                        ? "ConcurrentRequests (Concurrent API Requests) Limit exceeded."
                        : "TotalRequests Limit exceeded."
                );
            case Fault.ServerError or Fault.Migrating:
                throw hit.Rule.Status is { } status and not 503
                    ? new ApiException(status, "UNKNOWN_EXCEPTION", "An unexpected error occurred.")
                    : new ApiException(503, "SERVER_UNAVAILABLE", "The server is temporarily unavailable.");
            case Fault.Locked:
                throw new ApiException(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record or 1 records");
            case Fault.FieldDeleted:
                meanwhile.Change(hit.Rule.Object!, hit.Rule.Field!, deleted: true, required: null);
                return true;
            case Fault.FieldRequired:
                meanwhile.Change(hit.Rule.Object!, hit.Rule.Field!, deleted: null, required: true);
                return true;
            case Fault.RecordMerged when Addressed(hit.Rule.Record, call) is { } id:
                meanwhile.MergeSalesforce(id);
                return true;
            default:
                return true;
        }
    }

    /// <summary>The call itself, with some rows of a collection refused when the fault says so.</summary>
    public static Answer Run(FaultHit? hit, ApiRequest request, Func<ApiRequest, Answer> run) =>
        hit is { Fault: Fault.PartialBatch }
        && request is { Path: ["composite", "sobjects", ..], Body: JsonObject body }
        && body["records"] is JsonArray { Count: > 0 } rows
        && !request.Path.Contains("tree", StringComparer.OrdinalIgnoreCase)
            ? Partly(hit, request, body, rows, run)
            : run(request);

    /// <summary>What happens after the work was done; false when the connection is gone.</summary>
    /// <exception cref="ApiException">The client gets an error for what was done.</exception>
    public async Task<bool> After(HttpContext context, FaultHit hit)
    {
        switch (hit.Fault)
        {
            case Fault.LostAnswer:
                throw new ApiException(hit.Rule.Status ?? 500, "UNKNOWN_EXCEPTION", "An unexpected error occurred.");
            case Fault.TimeoutAfter:
                await Holding.Silence(context, hit, clock);
                return false;
            case Fault.CutAfter:
                context.Abort();
                return false;
            default:
                return true;
        }
    }

    /// <summary>The rows that fail are left out, and their errors put back at their places; with allOrNone nothing is written.</summary>
    private static Answer Partly(FaultHit hit, ApiRequest request, JsonObject body, JsonArray rows, Func<ApiRequest, Answer> run)
    {
        var failing = hit.Failing(rows.Count);
        var results = new JsonArray();
        if (body["allOrNone"]?.ToString() == "true")
        {
            for (var i = 0; i < rows.Count; i++)
                results.Add(Failed(failing.Contains(i) ? Locked() : RolledBack()));
            return new(200, results);
        }
        var good = (JsonObject)body.DeepClone();
        good["records"] = new JsonArray([.. rows.Where((_, i) => !failing.Contains(i)).Select(row => row?.DeepClone())]);
        var written = new JsonArray();
        if (failing.Count < rows.Count)
        {
            var answer = run(request with { Body = good });
            if (answer.Body is not JsonArray done)
                return answer;
            written = done;
        }
        for (var (i, next) = (0, 0); i < rows.Count; i++)
            results.Add(failing.Contains(i) ? Failed(Locked()) : written[next++]!.DeepClone());
        return new(200, results);
    }

    private static JsonObject Failed(ApiException refusal) =>
        new() { ["success"] = false, ["errors"] = new JsonArray(Answer.Error(refusal, "statusCode")) };

    private static ApiException Locked() => new(400, "UNABLE_TO_LOCK_ROW", "unable to obtain exclusive access to this record or 1 records");

    private static ApiException RolledBack() =>
        new(
            400,
            "ALL_OR_NONE_OPERATION_ROLLED_BACK",
            "Record rolled back because not all records were valid and the request was using AllOrNone header"
        );

    /// <summary>The record the rule names, or the one the call is about: by its id, by an external id, or the first row of the body.</summary>
    private long? Addressed(string? named, FaultCall call)
    {
        if (named is not null)
            return long.TryParse(named, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : OfId(named);
        var segments = call.Path.Split('?')[0].Split('/').Select(Uri.UnescapeDataString).ToList();
        if (segments.Select(OfId).FirstOrDefault(id => id is not null) is { } found)
            return found;
        var at = segments.FindIndex(s => s.Equals("sobjects", StringComparison.OrdinalIgnoreCase));
        if (at >= 0 && segments.Count > at + 3 && Meanwhile.KindOf(segments[at + 1]) is { } kind)
            return store.Schema(kind).Salesforce(segments[at + 2]) is { Unique: true } field
                ? store.FindBy(field, segments[at + 3])?.Id
                : null;
        return FirstRow(call.Body);
    }

    private static long? OfId(string text) => SalesforceId.Normalise(text) is { } normal ? Prefixes.Stored(normal) : null;

    private static long? FirstRow(string body) =>
        Wire.Parse(body) is { } json && (json["records"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault() is { } row
            ? OfId((row["id"] ?? row["Id"])?.ToString() ?? "")
            : null;
}
