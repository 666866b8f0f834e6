using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>The records read last with <c>Sforce-Mru: updateMru=true</c>, newest first. Not kept over a restart.</summary>
internal sealed class RecentlyViewed(Catalog catalog)
{
    private const int Kept = 200;

    private readonly Lock _changing = new();
    private readonly List<string> _ids = [];

    public void Note(string id)
    {
        lock (_changing)
        {
            _ids.Remove(id);
            _ids.Insert(0, id);
            if (_ids.Count > Kept)
                _ids.RemoveAt(Kept);
        }
    }

    /// <summary>Id and name of each, of one object or of all; records that went are left out.</summary>
    public JsonArray List(string address, int limit, ObjectShape? only = null)
    {
        string[] ids;
        lock (_changing)
            ids = [.. _ids];
        var found =
            from id in ids
            let shape = catalog.ShapeOfId(id)
            where shape is not null && (only is null || shape.Name == only.Name)
            let row = catalog.ById(shape, id)
            where row is not null && !Catalog.IsDeleted(row)
            let name = shape.Field("Name") ?? shape.Field("Subject")
            select (JsonNode)Records.Show(shape, row, name is null ? [shape.Field("Id")!] : [shape.Field("Id")!, name], address);
        return new JsonArray([.. found.Take(limit)]);
    }
}
