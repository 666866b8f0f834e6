using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Objects;

/// <summary>
/// Up to a hundred records in one call. A refused input refuses the whole batch, unless every input carries an
/// `objectWriteTraceId` of its own: then the good ones are written and the answer is 207. Ids that do not exist always give 207.
/// </summary>
internal sealed class BatchRoutes(CrmStore store, RecordJson json, Writes writes, SandboxOptions options, TimeProvider clock)
{
    private const int MaxInputs = 100;

    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    private delegate (JsonObject? Result, HubSpotError? Error) Act(Tx tx, JsonObject input);

    public static void Map(RouteGroupBuilder objects)
    {
        objects.MapPost("/{type}/batch/read", (HttpContext http, string type, BatchRoutes r) => r.Run(http, type, r.Read));
        objects.MapPost("/{type}/batch/create", (HttpContext http, string type, BatchRoutes r) => r.Run(http, type, r.Create));
        objects.MapPost("/{type}/batch/update", (HttpContext http, string type, BatchRoutes r) => r.Run(http, type, r.Update));
        objects.MapPost("/{type}/batch/upsert", (HttpContext http, string type, BatchRoutes r) => r.Run(http, type, r.Upsert));
        objects.MapPost("/{type}/batch/archive", (HttpContext http, string type, BatchRoutes r) => r.Run(http, type, r.Archive));
    }

    private async Task<IResult> Run(HttpContext http, string type, Func<HttpContext, Kind, JsonObject, List<JsonObject>, IResult> act)
    {
        if (ObjectTypes.Parse(store, type) is not { } kind)
            return BasicRoutes.UnknownType(type).Result(http);
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var inputs = (body["inputs"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        return inputs.Count switch
        {
            0 => HubSpotError.Invalid("The list of inputs must not be empty.").Result(http),
            > MaxInputs => HubSpotError
                .Invalid($"The maximum number of inputs supported in a batch request is {MaxInputs}; received {inputs.Count}.")
                .Result(http),
            _ => act(http, kind, body, inputs),
        };
    }

    private IResult Read(HttpContext http, Kind kind, JsonObject body, List<JsonObject> inputs)
    {
        if (Lookup.Property(store.Schema(kind), Wire.Text(body["idProperty"]), out var by) is { } error)
            return error.Result(http);
        var view = View.Of(body);
        var archived = Wire.Flag(http, "archived");
        var (results, errors) = (new JsonArray(), new JsonArray());
        foreach (var id in inputs.Select(i => Wire.Text(i["id"]) ?? "").Distinct(StringComparer.Ordinal))
        {
            var found = archived && by is not null ? Lookup.InBin(store, kind, by, id) : Lookup.Find(store, kind, by, id);
            if (found is { } record && record.Archived == archived)
                results.Add(json.Of(record, view));
            else
                errors.Add(NotFound(id));
        }
        return Batches.Answer(results, errors, clock.GetUtcNow(), 200);
    }

    private IResult Create(HttpContext http, Kind kind, JsonObject body, List<JsonObject> inputs) =>
        Write(
            http,
            inputs,
            201,
            (tx, input) =>
            {
                var (record, error) = writes.Create(tx, kind, input);
                return (record is null ? null : json.Of(record, View.Everything), error);
            }
        );

    private IResult Update(HttpContext http, Kind kind, JsonObject body, List<JsonObject> inputs) =>
        Write(
            http,
            inputs,
            200,
            (tx, input) =>
            {
                if (Lookup.Property(tx.Schema(kind), Wire.Text(input["idProperty"]), out var by) is { } unknown)
                    return (null, unknown);
                if (Lookup.Find(tx, kind, by, Wire.Text(input["id"]) ?? "") is not { Archived: false } found)
                    return (null, HubSpotError.NotFound);
                var (record, error) = writes.Update(tx, found, input["properties"] as JsonObject);
                return (record is null ? null : json.Of(record, View.Everything), error);
            }
        );

    private IResult Upsert(HttpContext http, Kind kind, JsonObject body, List<JsonObject> inputs) =>
        Write(
            http,
            inputs,
            200,
            (tx, input) =>
            {
                var (name, id) = (Wire.Text(input["idProperty"]), Wire.Text(input["id"]) ?? "");
                if (Lookup.Property(tx.Schema(kind), name, out var by) is { } unknown)
                    return (null, unknown);
                var found = Lookup.Find(tx, kind, by, id);
                if (found is null && by is null)
                    return (null, HubSpotError.NotFound);
                var properties = input["properties"] as JsonObject ?? [];
                if (found is null && properties[by!.HubSpotName!] is null)
                    properties[by.HubSpotName!] = id;
                var (record, error) = found is { Archived: false }
                    ? writes.Update(tx, found, properties)
                    : writes.Create(tx, kind, new JsonObject { ["properties"] = properties.DeepClone() });
                if (record is null)
                    return (null, error);
                var result = json.Of(record, View.Everything);
                result["new"] = found is null;
                return (result, null);
            }
        );

    private IResult Archive(HttpContext http, Kind kind, JsonObject body, List<JsonObject> inputs)
    {
        store.Write(
            Origin,
            tx =>
            {
                foreach (var input in inputs)
                {
                    if (RecordIds.TryParse(kind, Wire.Text(input["id"]), out var id))
                        tx.Archive(id);
                }
            }
        );
        return Results.NoContent();
    }

    private IResult Write(HttpContext http, List<JsonObject> inputs, int status, Act act)
    {
        var traces = inputs.Select(i => Wire.Text(i["objectWriteTraceId"])).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        // Contacts cannot be upserted by e-mail in part.
        var partial = traces == inputs.Count && !inputs.TrueForAll(i => Wire.Text(i["idProperty"]) == "email");
        var failing = Trouble.Failing(http, inputs.Count);
        var (results, errors) = (new JsonArray(), new JsonArray());
        var refused = store.Write<HubSpotError?>(
            Origin,
            tx =>
            {
                for (var i = 0; i < inputs.Count; i++)
                {
                    var input = inputs[i];
                    var (result, error) = failing(i) ? (null, Trouble.InputFailed) : act(tx, input);
                    var trace = Wire.Text(input["objectWriteTraceId"]);
                    if (result is not null)
                    {
                        if (trace is not null)
                            result["objectWriteTraceId"] = trace;
                        results.Add(result);
                    }
                    else if (partial)
                    {
                        errors.Add(error!.Item("objectWriteTraceId", trace!));
                    }
                    else if (error!.Status == 404)
                    {
                        errors.Add(NotFound(Wire.Text(input["id"]) ?? ""));
                    }
                    else if (failing(i) && Wire.Text(input["id"]) is { } id)
                    {
                        errors.Add(error.Item("ids", id));
                    }
                    else
                    {
                        tx.Abandon();
                        return error;
                    }
                }
                return null;
            }
        );
        return refused?.Result(http) ?? Batches.Answer(results, errors, clock.GetUtcNow(), status);
    }

    private static JsonObject NotFound(string id) =>
        new()
        {
            ["status"] = "error",
            ["category"] = "OBJECT_NOT_FOUND",
            ["message"] = "Could not get some objects, they may be deleted or not exist.",
            ["context"] = new JsonObject { ["ids"] = new JsonArray(id) },
        };
}

/// <summary>The wrapper of every batch answer.</summary>
internal static class Batches
{
    public static JsonObject Envelope(JsonArray results, DateTimeOffset now) =>
        new()
        {
            ["status"] = "COMPLETE",
            ["results"] = results,
            ["requestedAt"] = Canonical.Instant(now),
            ["startedAt"] = Canonical.Instant(now),
            ["completedAt"] = Canonical.Instant(now),
        };

    /// <summary>The answer of a batch: the given status when all went well, 207 with the errors when some did not.</summary>
    public static IResult Answer(JsonArray results, JsonArray errors, DateTimeOffset now, int status)
    {
        var envelope = Envelope(results, now);
        if (errors.Count == 0)
            return Wire.Json(envelope, status);
        envelope["numErrors"] = errors.Count;
        envelope["errors"] = errors;
        return Wire.Json(envelope, 207);
    }
}
