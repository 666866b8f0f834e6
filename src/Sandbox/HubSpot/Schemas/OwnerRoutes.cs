using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Schemas;

/// <summary>Owners, read only: people come and go by the admin API.</summary>
internal sealed class OwnerRoutes(CrmStore store)
{
    /// <param name="owners">Below `…/owners`.</param>
    public static void Map(RouteGroupBuilder owners)
    {
        owners.MapGet("/", (HttpContext http, OwnerRoutes r) => r.Owners(http));
        owners.MapGet("/{id}", (HttpContext http, string id, OwnerRoutes r) => r.Owner(http, id));
    }

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
        var answer = new JsonObject { ["results"] = new JsonArray([.. found.Take(limit).Select(Json)]) };
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
            ["teams"] = new JsonArray([
                .. owner.Teams.Select(t => new JsonObject
                {
                    ["id"] = t.Id,
                    ["name"] = t.Name,
                    ["primary"] = t.Primary,
                }),
            ]),
        };
}
