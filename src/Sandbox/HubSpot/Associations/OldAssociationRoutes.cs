using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Associations;

/// <summary>Associations, version 3: types by name (`deal_to_company`), batches only.</summary>
internal sealed class OldAssociationRoutes(CrmStore store, Labels labels, SandboxOptions options, TimeProvider clock)
{
    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    public static void Map(RouteGroupBuilder associations)
    {
        associations.MapPost(
            "/{a}/{b}/batch/create",
            (HttpContext http, string a, string b, OldAssociationRoutes r) => r.Act(http, a, b, 2_000, r.Create)
        );
        associations.MapPost(
            "/{a}/{b}/batch/read",
            (HttpContext http, string a, string b, OldAssociationRoutes r) => r.Act(http, a, b, 1_000, r.Read)
        );
        associations.MapPost(
            "/{a}/{b}/batch/archive",
            (HttpContext http, string a, string b, OldAssociationRoutes r) => r.Act(http, a, b, 2_000, r.Archive)
        );
        associations.MapGet("/{a}/{b}/types", (HttpContext http, string a, string b, OldAssociationRoutes r) => r.Types(http, a, b));
    }

    private Task<IResult> Act(
        HttpContext http,
        string a,
        string b,
        int max,
        Func<HttpContext, Kind, Kind, List<JsonObject>, IResult> act
    ) => AssociationBatchRoutes.Run(http, store, a, b, max, act);

    /// <summary>The name of the primary type is the bare one, that of the unlabelled ends so.</summary>
    public static string Name(Kind from, Kind to, bool primary)
    {
        var pair = $"{ObjectTypes.Singular(from)}_to_{ObjectTypes.Singular(to)}";
        return primary || DefaultTypes.Primary(from, to) is null ? pair : $"{pair}_unlabeled";
    }

    private IResult Types(HttpContext http, string a, string b)
    {
        if (AssociationRoutes.Kinds(store, a, b, out var from, out var to) is { } error)
            return error.Result(http);
        var types = new JsonArray();
        if (DefaultTypes.Primary(from, to) is { } primary)
            types.Add(Type(primary, Name(from, to, primary: true)));
        types.Add(Type(DefaultTypes.Unlabelled(from, to), Name(from, to, primary: false)));
        foreach (var (typeId, word) in labels.Between(from, to))
            types.Add(Type(typeId, word));
        return Wire.Json(new JsonObject { ["results"] = types });
    }

    private static JsonObject Type(int id, string name) => new() { ["id"] = $"{id}", ["name"] = name };

    private IResult Create(HttpContext http, Kind from, Kind to, List<JsonObject> inputs)
    {
        var (results, errors) = (new JsonArray(), new JsonArray());
        store.Write(
            Origin,
            tx =>
            {
                foreach (var input in inputs)
                {
                    var (a, b) = (Found(tx, from, input["from"]), Found(tx, to, input["to"]));
                    var type = Wire.Text(input["type"]) ?? "";
                    var primary = type == Name(from, to, primary: true) && DefaultTypes.Primary(from, to) is not null;
                    if (!primary && type != Name(from, to, primary: false))
                        errors.Add(HubSpotError.Invalid($"Association type {type} does not exist.").Item("type", type));
                    else if (a is null || b is null || new TypesAsked(primary, []).Apply(tx, labels, a.Id, b.Id) is null)
                        errors.Add(HubSpotError.NotFound.Item("fromObjectId", Wire.Text(input["from"]?["id"]) ?? ""));
                    else
                        results.Add(Association(a.Id, b.Id, type));
                }
            }
        );
        return Batches.Answer(results, errors, clock.GetUtcNow(), 201);
    }

    private IResult Read(HttpContext http, Kind from, Kind to, List<JsonObject> inputs)
    {
        var (results, errors) = (new JsonArray(), new JsonArray());
        foreach (var id in inputs.Select(i => Wire.Text(i["id"]) ?? ""))
        {
            var linked = Lookup.Find(store, from, null, id) is { Archived: false } record ? store.Linked(record.Id, to).ToList() : [];
            if (linked.Count == 0)
            {
                errors.Add(HubSpotError.NotFound.Item("fromObjectId", id));
                continue;
            }
            results.Add(
                new JsonObject
                {
                    ["from"] = new JsonObject { ["id"] = id },
                    ["to"] = new JsonArray([
                        .. linked.Select(x => new JsonObject
                        {
                            ["id"] = RecordJson.Id(x.Record.Id),
                            ["type"] = Name(from, to, x.Link.Primary),
                        }),
                    ]),
                }
            );
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
                    if (Found(tx, from, input["from"]) is { } a && Found(tx, to, input["to"]) is { } b)
                        AssociationRoutes.Unlink(tx, a.Id, b.Id);
                }
            }
        );
        return Results.NoContent();
    }

    private static Record? Found(Tx tx, Kind kind, JsonNode? end) => Lookup.Find(tx, kind, null, Wire.Text(end?["id"]) ?? "");

    private static JsonObject Association(long from, long to, string type) =>
        new()
        {
            ["from"] = new JsonObject { ["id"] = RecordJson.Id(from) },
            ["to"] = new JsonObject { ["id"] = RecordJson.Id(to) },
            ["type"] = type,
        };
}
