using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Associations;

/// <summary>Associations in batches, version 4: create 2,000, read 1,000.</summary>
internal sealed class AssociationBatchRoutes(CrmStore store, Labels labels, SandboxOptions options, TimeProvider clock)
{
    private const int MaxWrites = 2_000;
    private const int MaxReads = 1_000;

    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="associations">Below `…/associations`.</param>
    public static void Map(RouteGroupBuilder associations)
    {
        foreach (
            var (path, max, pick) in new (
                string,
                int,
                Func<AssociationBatchRoutes, Func<HttpContext, Kind, Kind, List<JsonObject>, IResult>>
            )[]
            {
                ("create", MaxWrites, r => r.Create),
                ("associate/default", MaxWrites, r => r.Default),
                ("read", MaxReads, r => r.Read),
                ("archive", MaxWrites, r => r.Archive),
                ("labels/archive", MaxWrites, r => r.ArchiveLabels),
            }
        )
        {
            associations.MapPost(
                $"/{{a}}/{{b}}/batch/{path}",
                (HttpContext http, string a, string b, AssociationBatchRoutes r) => r.Act(http, a, b, max, pick(r))
            );
        }
    }

    private Task<IResult> Act(
        HttpContext http,
        string a,
        string b,
        int max,
        Func<HttpContext, Kind, Kind, List<JsonObject>, IResult> act
    ) => Run(http, store, a, b, max, act);

    public static async Task<IResult> Run(
        HttpContext http,
        CrmStore store,
        string a,
        string b,
        int max,
        Func<HttpContext, Kind, Kind, List<JsonObject>, IResult> act
    )
    {
        if (AssociationRoutes.Kinds(store, a, b, out var from, out var to) is { } error)
            return error.Result(http);
        if (await Wire.Body(http) is not { } body)
            return Wire.BadBody.Result(http);
        var inputs = (body["inputs"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        return inputs.Count == 0 || inputs.Count > max
            ? HubSpotError.Invalid($"A batch holds 1 to {max} inputs; received {inputs.Count}.").Result(http)
            : act(http, from, to, inputs);
    }

    private IResult Create(HttpContext http, Kind from, Kind to, List<JsonObject> inputs)
    {
        var (results, errors) = (new JsonArray(), new JsonArray());
        var failing = Trouble.Failing(http, inputs.Count);
        var refused = store.Write<HubSpotError?>(
            Origin,
            tx =>
            {
                for (var i = 0; i < inputs.Count; i++)
                {
                    var (asked, error) = TypesAsked.Read(inputs[i]["types"] as JsonArray, labels, from, to);
                    if (error is not null)
                    {
                        tx.Abandon();
                        return error;
                    }
                    if (failing(i))
                        errors.Add(Failed(inputs[i], Trouble.InputFailed));
                    else if (Ends(tx, from, to, inputs[i]) is var (a, b) && asked!.Apply(tx, labels, a, b) is { } link)
                        results.Add(AssociationJson.Labelled(link, labels, a, b));
                    else
                        errors.Add(Failed(inputs[i], HubSpotError.NotFound));
                }
                return null;
            }
        );
        return refused?.Result(http) ?? Batches.Answer(results, errors, clock.GetUtcNow(), 201);
    }

    private IResult Default(HttpContext http, Kind from, Kind to, List<JsonObject> inputs)
    {
        var (results, errors) = (new JsonArray(), new JsonArray());
        var failing = Trouble.Failing(http, inputs.Count);
        store.Write(
            Origin,
            tx =>
            {
                for (var i = 0; i < inputs.Count; i++)
                {
                    if (failing(i))
                    {
                        errors.Add(Failed(inputs[i], Trouble.InputFailed));
                    }
                    else if (Ends(tx, from, to, inputs[i]) is var (a, b) && TypesAsked.Plain.Apply(tx, labels, a, b) is not null)
                    {
                        foreach (var direction in AssociationJson.BothDirections(a, b))
                            results.Add(direction!.DeepClone());
                    }
                    else
                    {
                        errors.Add(Failed(inputs[i], HubSpotError.NotFound));
                    }
                }
            }
        );
        return Batches.Answer(results, errors, clock.GetUtcNow(), 200);
    }

    private IResult Read(HttpContext http, Kind from, Kind to, List<JsonObject> inputs)
    {
        var (results, errors) = (new JsonArray(), new JsonArray());
        foreach (var input in inputs)
        {
            var id = Wire.Text(input["id"]) ?? "";
            if (Lookup.Find(store, from, null, id) is not { Archived: false } record || !store.Linked(record.Id, to).Any())
            {
                errors.Add(
                    new JsonObject
                    {
                        ["status"] = "error",
                        ["category"] = "OBJECT_NOT_FOUND",
                        ["subCategory"] = "crm.associations.NO_ASSOCIATIONS_FOUND",
                        ["message"] = $"No {ObjectTypes.TypeId(to)} is associated with {ObjectTypes.TypeId(from)} {id}.",
                        ["context"] = new JsonObject { ["fromObjectId"] = new JsonArray(id) },
                    }
                );
                continue;
            }
            _ = long.TryParse(Wire.Text(input["after"]), CultureInfo.InvariantCulture, out var after);
            var page = AssociationJson.Page(store, labels, record.Id, to, after, 500);
            var result = new JsonObject
            {
                ["from"] = new JsonObject { ["id"] = id },
                ["to"] = page["results"]!.DeepClone(),
            };
            if (page["paging"] is { } paging)
                result["paging"] = paging.DeepClone();
            results.Add(result);
        }
        return Batches.Answer(results, errors, clock.GetUtcNow(), 200);
    }

    private IResult Archive(HttpContext http, Kind from, Kind to, List<JsonObject> inputs)
    {
        store.Write(
            Origin,
            tx =>
            {
                foreach (var input in inputs)
                {
                    foreach (var other in input["to"] as JsonArray ?? [])
                    {
                        if (Pair(tx, from, to, input["from"], other) is var (a, b))
                            AssociationRoutes.Unlink(tx, a, b);
                    }
                }
            }
        );
        return Results.NoContent();
    }

    /// <summary>Takes labels away; taking the unlabelled type takes the whole association.</summary>
    private IResult ArchiveLabels(HttpContext http, Kind from, Kind to, List<JsonObject> inputs)
    {
        store.Write(
            Origin,
            tx =>
            {
                foreach (var input in inputs)
                {
                    if (
                        Ends(tx, from, to, input) is not var (a, b)
                        || tx.LinksOf(a).FirstOrDefault(l => l.OtherEnd(a) == b) is not { } link
                    )
                        continue;
                    var gone = (input["types"] as JsonArray ?? [])
                        .Select(t => int.TryParse(Wire.Text(t?["associationTypeId"]), CultureInfo.InvariantCulture, out var id) ? id : 0)
                        .ToList();
                    if (gone.Contains(DefaultTypes.Unlabelled(from, to)))
                        AssociationRoutes.Unlink(tx, a, b);
                    else
                        tx.Link(a, b, labels: [.. link.Labels.Where(l => !gone.Contains(link.From == a ? l : labels.Inverse(l)))]);
                }
            }
        );
        return Results.NoContent();
    }

    private static (long From, long To)? Ends(Tx tx, Kind from, Kind to, JsonObject input) =>
        Pair(tx, from, to, input["from"], input["to"]);

    private static (long From, long To)? Pair(Tx tx, Kind from, Kind to, JsonNode? a, JsonNode? b) =>
        Lookup.Find(tx, from, null, Wire.Text(a?["id"]) ?? "") is { } first
        && Lookup.Find(tx, to, null, Wire.Text(b?["id"]) ?? "") is { } second
            ? (first.Id, second.Id)
            : null;

    private static JsonObject Failed(JsonObject input, HubSpotError error) =>
        error.Item("fromObjectId", Wire.Text(input["from"]?["id"]) ?? "");
}
