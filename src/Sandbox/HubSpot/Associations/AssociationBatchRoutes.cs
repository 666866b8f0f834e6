using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Associations;

/// <summary>Associations in batches (create 2,000, read 1,000), and the labels of a pair.</summary>
internal sealed class AssociationBatchRoutes(CrmStore store, SandboxOptions options, TimeProvider clock)
{
    private const int MaxWrites = 2_000;
    private const int MaxReads = 1_000;

    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    /// <param name="associations">Below `…/associations`.</param>
    public static void Map(RouteGroupBuilder associations)
    {
        associations.MapPost(
            "/{a}/{b}/batch/create",
            (HttpContext http, string a, string b, AssociationBatchRoutes r) => Run(http, a, b, MaxWrites, r.Create)
        );
        associations.MapPost(
            "/{a}/{b}/batch/associate/default",
            (HttpContext http, string a, string b, AssociationBatchRoutes r) => Run(http, a, b, MaxWrites, r.Default)
        );
        associations.MapPost(
            "/{a}/{b}/batch/read",
            (HttpContext http, string a, string b, AssociationBatchRoutes r) => Run(http, a, b, MaxReads, r.Read)
        );
        associations.MapPost(
            "/{a}/{b}/batch/archive",
            (HttpContext http, string a, string b, AssociationBatchRoutes r) => Run(http, a, b, MaxWrites, r.Archive)
        );
        associations.MapGet("/{a}/{b}/labels", (HttpContext http, string a, string b) => Labels(http, a, b));
    }

    private static async Task<IResult> Run(
        HttpContext http,
        string a,
        string b,
        int max,
        Func<HttpContext, Kind, Kind, List<JsonObject>, IResult> act
    )
    {
        if (AssociationRoutes.Kinds(a, b, out var from, out var to) is { } error)
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
        var refused = store.Write<HubSpotError?>(
            Origin,
            tx =>
            {
                foreach (var input in inputs)
                {
                    if (AssociationTypes.Read(input["types"] as JsonArray, from, to, out var primary) is { } error)
                    {
                        tx.Abandon();
                        return error;
                    }
                    if (Link(tx, from, to, input, primary) is not { } ends)
                    {
                        errors.Add(Missing(input));
                        continue;
                    }
                    results.Add(
                        new JsonObject
                        {
                            ["fromObjectTypeId"] = ObjectTypes.TypeId(from),
                            ["fromObjectId"] = RecordJson.Id(ends.From),
                            ["toObjectTypeId"] = ObjectTypes.TypeId(to),
                            ["toObjectId"] = RecordJson.Id(ends.To),
                            ["labels"] = new JsonArray(),
                        }
                    );
                }
                return null;
            }
        );
        return refused?.Result(http) ?? Batches.Answer(results, errors, clock.GetUtcNow(), 201);
    }

    private IResult Default(HttpContext http, Kind from, Kind to, List<JsonObject> inputs)
    {
        var (results, errors) = (new JsonArray(), new JsonArray());
        store.Write(
            Origin,
            tx =>
            {
                foreach (var input in inputs)
                {
                    if (Link(tx, from, to, input, primary: false) is not { } ends)
                    {
                        errors.Add(Missing(input));
                        continue;
                    }
                    foreach (var direction in AssociationRoutes.BothDirections(ends.From, ends.To))
                        results.Add(direction!.DeepClone());
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
            if (
                !RecordIds.TryParse(from, id, out var number)
                || store.Find(number) is not { Archived: false }
                || !store.Linked(number, to).Any()
            )
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
            var page = AssociationRoutes.Page(store, number, to, after, 500);
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
                    if (!RecordIds.TryParse(from, Wire.Text(input["from"]?["id"]), out var a))
                        continue;
                    foreach (var other in input["to"] as JsonArray ?? [])
                    {
                        if (RecordIds.TryParse(to, Wire.Text(other?["id"]), out var b))
                            tx.Unlink(a, b);
                    }
                }
            }
        );
        return Results.NoContent();
    }

    private static IResult Labels(HttpContext http, string a, string b)
    {
        if (AssociationRoutes.Kinds(a, b, out var from, out var to) is { } error)
            return error.Result(http);
        var results = new JsonArray();
        if (ObjectTypes.Primary(from, to) is { } primary)
            results.Add(
                new JsonObject
                {
                    ["category"] = "HUBSPOT_DEFINED",
                    ["typeId"] = primary,
                    ["label"] = "Primary",
                }
            );
        results.Add(
            new JsonObject
            {
                ["category"] = "HUBSPOT_DEFINED",
                ["typeId"] = ObjectTypes.Unlabelled(from, to),
                ["label"] = null,
            }
        );
        return Wire.Json(new JsonObject { ["results"] = results });
    }

    private static (long From, long To)? Link(Tx tx, Kind from, Kind to, JsonObject input, bool primary) =>
        RecordIds.TryParse(from, Wire.Text(input["from"]?["id"]), out var a)
        && RecordIds.TryParse(to, Wire.Text(input["to"]?["id"]), out var b)
        && tx.Link(a, b, primary) is not null
            ? (a, b)
            : null;

    private static JsonObject Missing(JsonObject input) =>
        HubSpotError.NotFound.Item("fromObjectId", Wire.Text(input["from"]?["id"]) ?? "");
}
