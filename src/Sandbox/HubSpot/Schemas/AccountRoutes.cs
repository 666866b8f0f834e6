using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>Pipelines, owners and what the account says of itself: read only here.</summary>
internal sealed class AccountRoutes(CrmStore store, SandboxOptions options)
{
    public static void MapPipelines(RouteGroupBuilder pipelines)
    {
        pipelines.MapGet("/{type}", (HttpContext http, string type, AccountRoutes r) => Deals(http, type) ?? r.Pipelines());
        pipelines.MapGet(
            "/{type}/{id}",
            (HttpContext http, string type, string id, AccountRoutes r) => Deals(http, type) ?? r.One(http, id, p => Wire.Json(Json(p)))
        );
        pipelines.MapGet(
            "/{type}/{id}/stages",
            (HttpContext http, string type, string id, AccountRoutes r) =>
                Deals(http, type) ?? r.One(http, id, p => Wire.Json(List(Stages(p))))
        );
    }

    public static void MapOwners(RouteGroupBuilder owners)
    {
        owners.MapGet("/", (HttpContext http, AccountRoutes r) => r.Owners(http));
        owners.MapGet("/{id}", (HttpContext http, string id, AccountRoutes r) => r.Owner(http, id));
    }

    public static void MapAccount(RouteGroupBuilder account) => account.MapGet("/details", (AccountRoutes r) => r.Details());

    private static IResult? Deals(HttpContext http, string type) =>
        ObjectTypes.Parse(type) == Kind.Deal ? null : HubSpotError.Invalid($"{type} have no pipelines in this sandbox.").Result(http);

    private IResult Pipelines() => Wire.Json(List(store.Pipelines.Select(Json)));

    private IResult One(HttpContext http, string id, Func<Pipeline, IResult> show) =>
        store.Pipelines.FirstOrDefault(p => p.Id == id) is { } pipeline ? show(pipeline) : HubSpotError.NotFound.Result(http);

    private static JsonObject List(IEnumerable<JsonObject> items) => new() { ["results"] = new JsonArray([.. items]) };

    private static JsonObject Json(Pipeline pipeline) =>
        new()
        {
            ["label"] = pipeline.Label,
            ["displayOrder"] = pipeline.Order,
            ["id"] = pipeline.Id,
            ["stages"] = new JsonArray([.. Stages(pipeline)]),
            ["createdAt"] = Canonical.Instant(pipeline.CreatedMs),
            ["updatedAt"] = Canonical.Instant(pipeline.ModifiedMs),
            ["archived"] = false,
        };

    private static IEnumerable<JsonObject> Stages(Pipeline pipeline) =>
        pipeline.Stages.Select(
            (s, i) =>
                new JsonObject
                {
                    ["label"] = s.Label,
                    ["displayOrder"] = i,
                    ["metadata"] = new JsonObject
                    {
                        ["isClosed"] = s.Closed ? "true" : "false",
                        ["probability"] = s.Probability.ToString("0.0", CultureInfo.InvariantCulture),
                    },
                    ["id"] = s.Id,
                    ["createdAt"] = Canonical.Instant(pipeline.CreatedMs),
                    ["updatedAt"] = Canonical.Instant(pipeline.ModifiedMs),
                    ["archived"] = false,
                    ["writePermissions"] = "CRM_PERMISSIONS_ENFORCEMENT",
                }
        );

    private IResult Owners(HttpContext http)
    {
        var query = http.Request.Query;
        var limit = int.TryParse(query["limit"], CultureInfo.InvariantCulture, out var asked) ? asked : 100;
        if (limit is < 1 or > 500)
            return HubSpotError.Invalid("Page size must be between 1 and 500.").Result(http);
        _ = long.TryParse(query["after"], CultureInfo.InvariantCulture, out var after);
        var email = query["email"].ToString();
        var found = store
            .Owners.Where(o =>
                o.Archived == Wire.Flag(http, "archived")
                && o.Id > after
                && (email.Length == 0 || string.Equals(o.Email, email, StringComparison.OrdinalIgnoreCase))
            )
            .ToList();
        var answer = List(found.Take(limit).Select(Json));
        if (found.Count > limit)
            answer["paging"] = new JsonObject { ["next"] = new JsonObject { ["after"] = Objects.RecordJson.Id(found[limit - 1].Id) } };
        return Wire.Json(answer);
    }

    private IResult Owner(HttpContext http, string id)
    {
        var byUser = http.Request.Query["idProperty"] == "userId";
        var owner = store.Owners.FirstOrDefault(o => (byUser ? o.UserId : o.Id).ToString(CultureInfo.InvariantCulture) == id);
        return owner is not null && owner.Archived == Wire.Flag(http, "archived")
            ? Wire.Json(Json(owner))
            : HubSpotError.NotFound.Result(http);
    }

    private static JsonObject Json(Owner owner) =>
        new()
        {
            ["id"] = Objects.RecordJson.Id(owner.Id),
            ["email"] = owner.Email,
            ["type"] = "PERSON",
            ["firstName"] = owner.FirstName,
            ["lastName"] = owner.LastName,
            ["userId"] = owner.Archived ? null : owner.UserId,
            ["userIdIncludingInactive"] = owner.UserId,
            ["createdAt"] = Canonical.Instant(owner.CreatedMs),
            ["updatedAt"] = Canonical.Instant(owner.ModifiedMs),
            ["archived"] = owner.Archived,
            ["teams"] = new JsonArray(),
        };

    private IResult Details() =>
        Wire.Json(
            new JsonObject
            {
                ["portalId"] = options.HubSpotPortalId,
                ["accountType"] = "DEVELOPER_TEST",
                ["timeZone"] = "Etc/UTC",
                ["companyCurrency"] = "EUR",
                ["additionalCurrencies"] = new JsonArray("USD", "GBP"),
                ["utcOffset"] = "+00:00",
                ["utcOffsetMilliseconds"] = 0,
                ["uiDomain"] = "app.hubspot.com",
                ["dataHostingLocation"] = "eu1",
            }
        );
}
