using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Objects;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Associations;

/// <summary>Associations in the shapes of version 4.</summary>
internal static class AssociationJson
{
    /// <summary>The types of an association as seen from one end: primary, labels, and always the unlabelled one.</summary>
    public static JsonArray Types(Link link, Labels labels, long end)
    {
        var (from, to) = (RecordIds.KindOf(end), RecordIds.KindOf(link.OtherEnd(end)));
        var types = new JsonArray();
        if (link.Primary && DefaultTypes.Primary(from, to) is { } primary)
            types.Add(Type("HUBSPOT_DEFINED", primary, "Primary"));
        foreach (var (typeId, category, word) in labels.Of(link, end))
            types.Add(Type(category, typeId, word));
        types.Add(Type("HUBSPOT_DEFINED", DefaultTypes.Unlabelled(from, to), null));
        return types;
    }

    public static JsonObject Type(string category, int typeId, string? label) =>
        new()
        {
            ["category"] = category,
            ["typeId"] = typeId,
            ["label"] = label,
        };

    /// <summary>`{results, paging?}` by the other ends' rising ids.</summary>
    public static JsonObject Page(CrmStore store, Labels labels, long id, Kind to, long after, int limit)
    {
        var all = store.Linked(id, to).OrderBy(x => x.Record.Id).SkipWhile(x => x.Record.Id < after).ToList();
        var page = new JsonObject
        {
            ["results"] = new JsonArray([
                .. all.Take(limit)
                    .Select(x => new JsonObject
                    {
                        ["toObjectId"] = RecordJson.Id(x.Record.Id),
                        ["associationTypes"] = Types(x.Link, labels, id),
                    }),
            ]),
        };
        if (all.Count > limit)
            page["paging"] = new JsonObject { ["next"] = new JsonObject { ["after"] = RecordJson.Id(all[limit].Record.Id) } };
        return page;
    }

    /// <summary>A labelled association as the calls that write it answer.</summary>
    public static JsonObject Labelled(Link link, Labels labels, long from, long to) =>
        new()
        {
            ["fromObjectTypeId"] = ObjectTypes.TypeId(RecordIds.KindOf(from)),
            ["fromObjectId"] = RecordJson.Id(from),
            ["toObjectTypeId"] = ObjectTypes.TypeId(RecordIds.KindOf(to)),
            ["toObjectId"] = RecordJson.Id(to),
            ["labels"] = new JsonArray([.. labels.Of(link, from).Select(l => l.Word)]),
        };

    /// <summary>Both directions of the plain association, as the default calls answer.</summary>
    public static JsonArray BothDirections(long from, long to) => [Direction(from, to), Direction(to, from)];

    private static JsonObject Direction(long from, long to) =>
        new()
        {
            ["from"] = new JsonObject { ["id"] = RecordJson.Id(from) },
            ["to"] = new JsonObject { ["id"] = RecordJson.Id(to) },
            ["associationSpec"] = new JsonObject
            {
                ["associationCategory"] = "HUBSPOT_DEFINED",
                ["associationTypeId"] = DefaultTypes.Unlabelled(RecordIds.KindOf(from), RecordIds.KindOf(to)),
            },
        };
}
