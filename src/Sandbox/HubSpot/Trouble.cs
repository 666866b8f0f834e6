using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Admin;
using Entente.Sandbox.HubSpot.OAuth;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot;

/// <summary>Faults on demand in HubSpot's words.</summary>
internal sealed class Trouble(CrmStore store, Faults faults, Meanwhile meanwhile, Grants grants, TimeProvider clock)
{
    private const string PartialKey = "hubspot.partial";

    /// <summary>Which inputs of this call's batch fail on demand; none for most calls.</summary>
    public static Func<int, bool> Failing(HttpContext context, int inputs) =>
        context.Items[PartialKey] is FaultHit hit ? hit.Failing(inputs).Contains : static _ => false;

    /// <summary>The error of an input that fails on demand.</summary>
    public static HubSpotError InputFailed { get; } = new(500, "INTERNAL_ERROR", "internal error");

    /// <summary>Runs the call, with the fault it meets before or after it.</summary>
    /// <param name="token">The bearer token sent; an expired-token fault ends it.</param>
    /// <param name="outsideApi">A call without a bearer token (OAuth itself): only rules that name its path count.</param>
    public async ValueTask<object?> Around(HttpContext context, string? token, Func<ValueTask<object?>> next, bool outsideApi = false)
    {
        var call = await Holding.Call(context, faults);
        if (faults.Meet(call, outsideApi) is not { } hit)
            return await next();
        if (await Before(context, hit, call, token) is { } instead)
            return instead;
        var answer = await next();
        switch (hit.Fault)
        {
            case Fault.LostAnswer:
                return Broken(context, hit.Rule.Status ?? 500);
            case Fault.TimeoutAfter:
                await Holding.Silence(context, hit, clock);
                return Results.Empty;
            case Fault.CutAfter:
                context.Abort();
                return Results.Empty;
            default:
                return answer;
        }
    }

    /// <summary>The answer in place of the call's own; null when the call goes on.</summary>
    private async Task<IResult?> Before(HttpContext context, FaultHit hit, FaultCall call, string? token)
    {
        switch (hit.Fault)
        {
            case Fault.Unauthorized:
                return Expired.Result(context);
            case Fault.ExpiredToken:
                // A static token cannot expire for good: this one call sees it so.
                return token is not null && grants.Expire(token) ? null : Expired.Result(context);
            case Fault.RateLimited:
                return TooMany(context, hit.Rule.Policy ?? "TEN_SECONDLY_ROLLING", hit.Rule.RetryAfterSeconds);
            case Fault.ServerError:
                return Broken(context, hit.Rule.Status ?? 500);
            case Fault.Locked:
                return new HubSpotError(423, "LOCKED", "The resource is locked; try again after two seconds.").Result(context);
            case Fault.Migrating:
                context.Response.Headers.RetryAfter = (hit.Rule.RetryAfterSeconds ?? 60).ToString(CultureInfo.InvariantCulture);
                return new HubSpotError(477, "MIGRATION_IN_PROGRESS", "This account is being moved to another data centre.").Result(
                    context
                );
            case Fault.Timeout:
                await Holding.Silence(context, hit, clock);
                return Results.Empty;
            case Fault.Cut:
                context.Abort();
                return Results.Empty;
            case Fault.Slow:
                await Holding.Slow(context, hit, clock);
                return null;
            case Fault.PartialBatch:
                context.Items[PartialKey] = hit;
                return null;
            case Fault.FieldDeleted:
                meanwhile.Change(hit.Rule.Object!, hit.Rule.Field!, deleted: true, required: null);
                return null;
            case Fault.FieldRequired:
                meanwhile.Change(hit.Rule.Object!, hit.Rule.Field!, deleted: null, required: true);
                return null;
            case Fault.RecordMerged when Addressed(hit.Rule.Record, call) is { } id:
                meanwhile.MergeHubSpot(id);
                return null;
            default:
                return null;
        }
    }

    /// <summary>The record the rule names, or the one the call is about: by path, or the first input of a batch.</summary>
    private long? Addressed(string? named, FaultCall call)
    {
        if (named is not null)
            return long.TryParse(named, CultureInfo.InvariantCulture, out var number) ? number : null;
        var parts = call.Path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        var at = parts.FindIndex(p => ObjectTypes.Parse(store, p) is not null);
        if (at < 0 || at + 1 >= parts.Count || ObjectTypes.Parse(store, parts[at]) is not { } kind)
            return null;
        if (parts[at + 1] != "batch")
        {
            var idProperty = Microsoft
                .AspNetCore.WebUtilities.QueryHelpers.ParseQuery(call.Path.Split('?').ElementAtOrDefault(1))["idProperty"]
                .ToString();
            return Found(kind, idProperty, parts[at + 1]);
        }
        return Wire.Parse(call.Body) is { } body && (body["inputs"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault() is { } input
            ? Found(kind, Wire.Text(input["idProperty"]) ?? Wire.Text(body["idProperty"]), Wire.Text(input["id"]) ?? "")
            : null;
    }

    private long? Found(Kind kind, string? idProperty, string id) =>
        Lookup.Property(store.Schema(kind), idProperty, out var by) is null
        && Lookup.Find(store, kind, by, id) is { Archived: false } record
            ? record.Id
            : null;

    public static HubSpotError Expired { get; } =
        new(401, "EXPIRED_AUTHENTICATION", "The OAuth token used to make this call expired 3 second(s) ago.");

    public static IResult TooMany(HttpContext context, string policy, int? retryAfter = null)
    {
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Wire.Json(
            new JsonObject
            {
                ["status"] = "error",
                ["message"] = $"You have reached your {policy.ToLowerInvariant()} limit.",
                ["errorType"] = "RATE_LIMIT",
                ["category"] = "RATE_LIMITS",
                ["correlationId"] = Wire.Correlation(context),
                ["policyName"] = policy,
                ["requestId"] = Wire.Correlation(context),
            },
            429
        );
    }

    private static IResult Broken(HttpContext context, int status) =>
        Wire.Json(
            new JsonObject
            {
                ["status"] = "error",
                ["message"] = "internal error",
                ["correlationId"] = Wire.Correlation(context),
            },
            status
        );
}
