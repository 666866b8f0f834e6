using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>Pipelines and their stages, of deals, tickets, leads and the account's own objects.</summary>
internal sealed class PipelineRoutes(CrmStore store, SandboxOptions options)
{
    private const int MostStages = 100;

    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="pipelines">Below `…/pipelines`.</param>
    public static void Map(RouteGroupBuilder pipelines)
    {
        pipelines.MapGet("/{type}", (HttpContext http, string type, PipelineRoutes r) => r.Of(http, type, r.List));
        pipelines.MapPost(
            "/{type}",
            (HttpContext http, string type, PipelineRoutes r) => r.Writing(http, type, (k, b) => r.Create(http, k, b))
        );
        pipelines.MapGet(
            "/{type}/{id}",
            (HttpContext http, string type, string id, PipelineRoutes r) => r.One(http, type, id, p => Wire.Json(PipelineJson.Of(p)))
        );
        foreach (var method in (string[])["PUT", "PATCH"])
        {
            pipelines.MapMethods(
                "/{type}/{id}",
                [method],
                (HttpContext http, string type, string id, PipelineRoutes r) =>
                    r.Writing(http, type, (k, b) => r.Change(http, k, id, b, method))
            );
            pipelines.MapMethods(
                "/{type}/{id}/stages/{stage}",
                [method],
                (HttpContext http, string type, string id, string stage, PipelineRoutes r) =>
                    r.Writing(http, type, (k, b) => r.ChangeStage(http, k, id, stage, b))
            );
        }
        pipelines.MapDelete(
            "/{type}/{id}",
            (HttpContext http, string type, string id, PipelineRoutes r) => r.One(http, type, id, p => r.Archive(http, p))
        );
        pipelines.MapGet(
            "/{type}/{id}/audit",
            (HttpContext http, string type, string id, PipelineRoutes r) => r.Of(http, type, kind => r.Audit(kind, id))
        );
        pipelines.MapGet(
            "/{type}/{id}/stages",
            (HttpContext http, string type, string id, PipelineRoutes r) =>
                r.One(http, type, id, p => Wire.Json(Results(PipelineJson.Stages(p))))
        );
        pipelines.MapPost(
            "/{type}/{id}/stages",
            (HttpContext http, string type, string id, PipelineRoutes r) => r.Writing(http, type, (k, b) => r.AddStage(http, k, id, b))
        );
        pipelines.MapGet(
            "/{type}/{id}/stages/{stage}",
            (HttpContext http, string type, string id, string stage, PipelineRoutes r) =>
                r.One(http, type, id, p => r.Stage(http, p, stage))
        );
        pipelines.MapDelete(
            "/{type}/{id}/stages/{stage}",
            (HttpContext http, string type, string id, string stage, PipelineRoutes r) =>
                r.One(http, type, id, p => r.RemoveStage(http, p, stage))
        );
        pipelines.MapGet(
            "/{type}/{id}/stages/{stage}/audit",
            (HttpContext http, string type, string id, string stage, PipelineRoutes r) =>
                r.Of(http, type, kind => r.Audit(kind, $"{id}/{stage}"))
        );
    }

    private IResult Of(HttpContext http, string type, Func<Kind, IResult> act) =>
        ObjectTypes.Parse(store, type) is not { } kind ? BasicRoutes.UnknownType(type).Result(http)
        : Kinds.PipelineFields(kind) is null ? HubSpotError.Invalid($"{type} have no pipelines.").Result(http)
        : act(kind);

    private async Task<IResult> Writing(HttpContext http, string type, Func<Kind, JsonObject, IResult> act) =>
        await Wire.Body(http) is { } body ? Of(http, type, kind => act(kind, body)) : Wire.BadBody.Result(http);

    private IResult One(HttpContext http, string type, string id, Func<Pipeline, IResult> act) =>
        Of(http, type, kind => Find(kind, id) is { } pipeline ? act(pipeline) : HubSpotError.NotFound.Result(http));

    private Pipeline? Find(Kind kind, string id) => store.PipelinesOf(kind).FirstOrDefault(p => p.Id == id);

    private static JsonObject Results(IEnumerable<JsonObject> items) => new() { ["results"] = new JsonArray([.. items]) };

    private IResult List(Kind kind) => Wire.Json(Results(store.PipelinesOf(kind).Select(PipelineJson.Of)));

    private IResult Audit(Kind kind, string subject) => Wire.Json(PipelineAudits.Json(store, kind, subject, options.HubSpotPortalId));

    private IResult Stage(HttpContext http, Pipeline pipeline, string id) =>
        pipeline.Stages.FirstOrDefault(s => s.Id == id) is { } stage
            ? Wire.Json(PipelineJson.Stage(pipeline, stage))
            : HubSpotError.NotFound.Result(http);

    private IResult Create(HttpContext http, Kind kind, JsonObject body)
    {
        var label = Wire.Text(body["label"]) ?? "";
        if (label.Length == 0)
            return HubSpotError.Invalid("A pipeline needs a label.").Result(http);
        if (store.PipelinesOf(kind).Any(p => string.Equals(p.Label, label, StringComparison.OrdinalIgnoreCase)))
            return HubSpotError.Conflict($"A pipeline labelled '{label}' already exists.").Result(http);
        return Save(
            http,
            kind,
            "CREATE",
            201,
            tx =>
            {
                var now = tx.Now.ToUnixTimeMilliseconds();
                var (stages, error) = Stages(kind, body, [], now);
                var id = Wire.Text(body["pipelineId"]) ?? NextId();
                return (
                    stages is null ? null : new(id, label, Order(body, store.PipelinesOf(kind).Count), stages, now, now) { Kind = kind },
                    error
                );
            }
        );
    }

    private IResult Change(HttpContext http, Kind kind, string id, JsonObject body, string method)
    {
        if (Find(kind, id) is not { } pipeline)
            return HubSpotError.NotFound.Result(http);
        return Save(
            http,
            kind,
            "UPDATE",
            200,
            tx =>
            {
                var next = pipeline with { Label = Wire.Text(body["label"]) ?? pipeline.Label, Order = Order(body, pipeline.Order) };
                if (method == "PATCH")
                    return (next with { Archived = Wire.Text(body["archived"]) == "true" }, null);
                var (stages, error) = Stages(kind, body, pipeline.Stages, tx.Now.ToUnixTimeMilliseconds());
                if (stages is null)
                    return (null, error);
                var lost = pipeline.Stages.FirstOrDefault(s => stages.TrueForAll(n => n.Id != s.Id) && InUse(kind, s.Id));
                return lost is null ? (next with { Stages = stages }, null) : (null, Used(lost.Id));
            }
        );
    }

    private IResult Archive(HttpContext http, Pipeline pipeline)
    {
        if (pipeline.Stages.FirstOrDefault(s => InUse(pipeline.Kind, s.Id)) is { } used && Validates(http))
            return Used(used.Id).Result(http);
        if (store.PipelinesOf(pipeline.Kind).Count == 1 && !Kinds.IsCustom(pipeline.Kind))
            return HubSpotError.Invalid("The last pipeline of an object type cannot be deleted.").Result(http);
        Save(http, pipeline.Kind, "DELETE", 200, _ => (pipeline with { Archived = true }, null));
        return Microsoft.AspNetCore.Http.Results.NoContent();
    }

    private IResult AddStage(HttpContext http, Kind kind, string id, JsonObject body)
    {
        if (Find(kind, id) is not { } pipeline)
            return HubSpotError.NotFound.Result(http);
        if (pipeline.Stages.Count >= MostStages)
            return HubSpotError.Invalid($"A pipeline has at most {MostStages} stages.").Result(http);
        if (pipeline.Stages.Any(s => s.Label == Wire.Text(body["label"])))
            return HubSpotError.Conflict($"A stage labelled '{Wire.Text(body["label"])}' already exists in the pipeline.").Result(http);
        return SaveStage(http, pipeline, body, Wire.Text(body["stageId"]) ?? NextId(), null, 201);
    }

    private IResult ChangeStage(HttpContext http, Kind kind, string id, string stageId, JsonObject body) =>
        Find(kind, id) is { } pipeline && pipeline.Stages.FirstOrDefault(s => s.Id == stageId) is { } stage
            ? SaveStage(http, pipeline, body, stageId, stage, 200)
            : HubSpotError.NotFound.Result(http);

    private IResult SaveStage(HttpContext http, Pipeline pipeline, JsonObject body, string id, Stage? before, int status)
    {
        var (saved, error) = store.Write<(Stage?, HubSpotError?)>(
            Origin,
            tx =>
            {
                var (stage, refused) = PipelineJson.Read(pipeline.Kind, body, id, before, tx.Now.ToUnixTimeMilliseconds());
                if (stage is null)
                    return (null, refused);
                var rest = pipeline.Stages.Where(s => s.Id != id).ToList();
                var place = before is null ? rest.Count : pipeline.Stages.ToList().IndexOf(before);
                rest.Insert(Math.Clamp(Order(body, place), 0, rest.Count), stage);
                var next = pipeline with { Stages = rest };
                tx.Put(next);
                PipelineAudits.Note(
                    store,
                    tx,
                    pipeline.Kind,
                    $"{pipeline.Id}/{id}",
                    before is null ? "CREATE" : "UPDATE",
                    PipelineJson.Stage(next, stage)
                );
                return (stage, null);
            }
        );
        return error?.Result(http) ?? Wire.Json(PipelineJson.Stage(Find(pipeline.Kind, pipeline.Id)!, saved!), status);
    }

    private IResult RemoveStage(HttpContext http, Pipeline pipeline, string id)
    {
        if (pipeline.Stages.FirstOrDefault(s => s.Id == id) is not { } stage)
            return Microsoft.AspNetCore.Http.Results.NoContent();
        if (InUse(pipeline.Kind, id))
            return Used(id).Result(http);
        store.Write(
            Origin,
            tx =>
            {
                tx.Put(pipeline with { Stages = [.. pipeline.Stages.Where(s => s.Id != id)] });
                PipelineAudits.Note(store, tx, pipeline.Kind, $"{pipeline.Id}/{id}", "DELETE", PipelineJson.Stage(pipeline, stage));
            }
        );
        return Microsoft.AspNetCore.Http.Results.NoContent();
    }

    private IResult Save(HttpContext http, Kind kind, string action, int status, Func<Tx, (Pipeline?, HubSpotError?)> make)
    {
        var (saved, error) = store.Write<(Pipeline?, HubSpotError?)>(
            Origin,
            tx =>
            {
                var made = make(tx);
                if (made.Item1 is { } pipeline)
                {
                    tx.Put(pipeline);
                    PipelineAudits.Note(store, tx, kind, pipeline.Id, action, PipelineJson.Of(pipeline));
                }
                return made;
            }
        );
        return error?.Result(http) ?? Wire.Json(PipelineJson.Of(Find(kind, saved!.Id) ?? saved), status);
    }

    private (List<Stage>? Stages, HubSpotError? Error) Stages(Kind kind, JsonObject body, IReadOnlyList<Stage> before, long nowMs)
    {
        var stages = new List<(int Order, Stage Stage)>();
        foreach (var item in (body["stages"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var known = before.FirstOrDefault(s => s.Id == Wire.Text(item["stageId"]) || s.Label == Wire.Text(item["label"]));
            var id = known?.Id ?? Wire.Text(item["stageId"]) ?? NextId(stages.Count);
            var (stage, error) = PipelineJson.Read(kind, item, id, known, nowMs);
            if (stage is null)
                return (null, error);
            stages.Add((Order(item, stages.Count), stage));
        }
        return stages.Count is 0 or > MostStages
            ? (null, HubSpotError.Invalid($"A pipeline needs 1 to {MostStages} stages."))
            : ([.. stages.OrderBy(s => s.Order).Select(s => s.Stage)], null);
    }

    /// <summary>Ids of what is made later are long numbers, unlike the words of the first pipeline.</summary>
    private string NextId(int ahead = 0)
    {
        var numbers = Kinds.All.SelectMany(store.PipelinesOf).SelectMany(p => p.Stages.Select(s => s.Id).Append(p.Id));
        var last = numbers.Select(id => long.TryParse(id, CultureInfo.InvariantCulture, out var n) ? n : 0).Append(1_000_000_000).Max();
        return (last + 1 + ahead).ToString(CultureInfo.InvariantCulture);
    }

    private bool InUse(Kind kind, string stageId)
    {
        var field = store.Schema(kind)[Kinds.PipelineFields(kind)!.Value.Stage];
        return store.All(kind).Any(r => !r.Archived && r.Get(field) == stageId);
    }

    private static bool Validates(HttpContext http) =>
        Wire.Flag(http, "validateReferencesBeforeDelete") || Wire.Flag(http, "validateDealStageUsagesBeforeDelete");

    private static HubSpotError Used(string stageId) =>
        new(409, "CONFLICT", $"Stage {stageId} is being used by records and cannot be deleted.")
        {
            SubCategory = "PipelineError.STAGE_ID_IN_USE",
        };

    private static int Order(JsonObject body, int absent) =>
        int.TryParse(Wire.Text(body["displayOrder"]), CultureInfo.InvariantCulture, out var order) ? order : absent;
}
