using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Lists;

/// <summary>Who is in a list.</summary>
internal sealed class MembershipRoutes(CrmStore store, RecordLists lists)
{
    /// <param name="routes">Below `…/lists`.</param>
    public static void Map(RouteGroupBuilder routes)
    {
        routes.MapGet("/{id}/memberships", (HttpContext http, string id, MembershipRoutes r) => r.Page(http, id));
        routes.MapGet("/{id}/memberships/join-order", (HttpContext http, string id, MembershipRoutes r) => r.Page(http, id));
        routes.MapDelete("/{id}/memberships", (HttpContext http, string id, MembershipRoutes r) => r.Empty(http, id));
        routes.MapPut("/{id}/memberships/add", (HttpContext http, string id, MembershipRoutes r) => r.Listed(http, id, add: true));
        routes.MapPut("/{id}/memberships/remove", (HttpContext http, string id, MembershipRoutes r) => r.Listed(http, id, add: false));
        routes.MapPut("/{id}/memberships/add-and-remove", (HttpContext http, string id, MembershipRoutes r) => r.Both(http, id));
        routes.MapGet(
            "/records/{type}/{record}/memberships",
            (HttpContext http, string type, string record, MembershipRoutes r) => r.ListsOf(http, type, record)
        );
    }

    private IResult Page(HttpContext http, string id)
    {
        if (lists.Find(id) is not { DeletedMs: 0 } list)
            return HubSpotError.NotFound.Result(http);
        var limit = int.TryParse(http.Request.Query["limit"], CultureInfo.InvariantCulture, out var asked)
            ? Math.Clamp(asked, 1, 250)
            : 100;
        _ = long.TryParse(http.Request.Query["after"], CultureInfo.InvariantCulture, out var after);
        var rest = list.Members.Where(m => m.Key > after).OrderBy(m => m.Key).ToList();
        var answer = new JsonObject
        {
            ["total"] = list.Members.Count,
            ["results"] = new JsonArray([
                .. rest.Take(limit)
                    .Select(m => new JsonObject
                    {
                        ["recordId"] = RecordJson.Id(m.Key),
                        ["membershipTimestamp"] = Canonical.Instant(m.Value),
                    }),
            ]),
        };
        if (rest.Count > limit)
            answer["paging"] = new JsonObject { ["next"] = new JsonObject { ["after"] = RecordJson.Id(rest[limit - 1].Key) } };
        return Wire.Json(answer);
    }

    private IResult Empty(HttpContext http, string id) =>
        lists.Change(id, (l, _) => l with { Members = new Dictionary<long, long>() }) is null
            ? HubSpotError.NotFound.Result(http)
            : Results.NoContent();

    private async Task<IResult> Listed(HttpContext http, string id, bool add)
    {
        if (await Wire.Array(http) is not { } body)
            return HubSpotError.Invalid("The body must be a list of record ids.").Result(http);
        return Change(http, id, add ? Wire.Texts(body) : [], add ? [] : Wire.Texts(body));
    }

    private async Task<IResult> Both(HttpContext http, string id) =>
        await Wire.Body(http) is { } body
            ? Change(http, id, Wire.Texts(body["recordIdsToAdd"]), Wire.Texts(body["recordIdsToRemove"]))
            : Wire.BadBody.Result(http);

    private IResult Change(HttpContext http, string id, List<string> toAdd, List<string> toRemove)
    {
        if (lists.Find(id) is not { DeletedMs: 0 } list)
            return HubSpotError.NotFound.Result(http);
        var (added, removed, missing) = (new List<string>(), new List<string>(), new List<string>());
        lists.Change(
            id,
            (before, now) =>
            {
                var members = new Dictionary<long, long>(before.Members);
                foreach (var text in toAdd)
                {
                    if (Lookup.Find(store, list.Kind, null, text) is not { Archived: false } record)
                        missing.Add(text);
                    else if (members.TryAdd(record.Id, now))
                        added.Add(text);
                }
                foreach (var text in toRemove)
                {
                    if (RecordIds.TryParse(list.Kind, text, out var number) && members.Remove(number))
                        removed.Add(text);
                    else
                        missing.Add(text);
                }
                return before with { Members = members };
            }
        );
        return Wire.Json(
            new JsonObject
            {
                // The spelling is HubSpot's.
                ["recordsIdsAdded"] = new JsonArray([.. added]),
                ["recordIdsRemoved"] = new JsonArray([.. removed]),
                ["recordIdsMissing"] = new JsonArray([.. missing]),
            }
        );
    }

    private IResult ListsOf(HttpContext http, string type, string record)
    {
        if (ObjectTypes.Parse(store, type) is not { } kind || !RecordIds.TryParse(kind, record, out var id))
            return HubSpotError.NotFound.Result(http);
        var of = lists.All().Where(l => l.DeletedMs == 0 && l.Members.ContainsKey(id)).ToList();
        return Wire.Json(
            new JsonObject
            {
                ["total"] = of.Count,
                ["results"] = new JsonArray([
                    .. of.Select(l => new JsonObject
                    {
                        ["listId"] = l.Id,
                        ["listVersion"] = l.Version,
                        ["firstAddedTimestamp"] = Canonical.Instant(l.Members[id]),
                        ["lastAddedTimestamp"] = Canonical.Instant(l.Members[id]),
                        ["isPublicList"] = true,
                    }),
                ]),
            }
        );
    }
}
