using System.Text.Json;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Lists;

/// <param name="Processing">`MANUAL` or `SNAPSHOT`: lists that are filled by hand.</param>
/// <param name="Members">Record ids with the time they came in, epoch milliseconds.</param>
internal sealed record RecordList(
    string Id,
    string Name,
    Kind Kind,
    string Processing,
    long CreatedMs,
    long ModifiedMs,
    long DeletedMs,
    int Version,
    IReadOnlyDictionary<long, long> Members
);

/// <summary>Lists of records; kept with the store, each by itself.</summary>
internal sealed class RecordLists(CrmStore store, SandboxOptions options)
{
    private const string Prefix = "hubspot.list.";

    private Origin Origin => new(Door.HubSpotApi, $"{options.HubSpotAppId}");

    public IReadOnlyList<RecordList> All() =>
        [
            .. store
                .Settings(Prefix)
                .Select(pair => JsonSerializer.Deserialize<RecordList>(pair.Value)!)
                .OrderBy(l => long.Parse(l.Id, System.Globalization.CultureInfo.InvariantCulture)),
        ];

    public RecordList? Find(string id) => store.Setting(Prefix + id) is { } json ? JsonSerializer.Deserialize<RecordList>(json) : null;

    /// <summary>Null when a living list of the type has the name.</summary>
    public RecordList? Create(string name, Kind kind, string processing) =>
        store.Write(
            Origin,
            tx =>
            {
                var all = All();
                if (all.Any(l => l.DeletedMs == 0 && l.Kind == kind && string.Equals(l.Name, name, StringComparison.OrdinalIgnoreCase)))
                    return null;
                var now = tx.Now.ToUnixTimeMilliseconds();
                var list = new RecordList($"{all.Count + 1}", name, kind, processing, now, now, 0, 1, new Dictionary<long, long>());
                Keep(tx, list);
                return list;
            }
        );

    public RecordList? Change(string id, Func<RecordList, long, RecordList> change) =>
        store.Write(
            Origin,
            tx =>
            {
                if (Find(id) is not { } list)
                    return null;
                var now = tx.Now.ToUnixTimeMilliseconds();
                var next = change(list, now) with { ModifiedMs = now };
                Keep(tx, next);
                return next;
            }
        );

    private static void Keep(Tx tx, RecordList list) => tx.Setting(Prefix + list.Id, JsonSerializer.Serialize(list));
}
