using System.Collections.Concurrent;

namespace Entente.Sandbox.Store;

/// <summary>
/// The state in memory: exactly what replaying the journal gives, because live transactions reach it through the same
/// entries. One writer at a time; any number of readers without a lock.
/// </summary>
internal sealed class Image : IEntries
{
    // Arrays by kind: readers see either the old or the new one, without a lock.
    private readonly Table[] tables = new Table[(int)Kind.FirstCustom + Store.Kinds.MostCustom];
    private readonly Schema[] schemas = new Schema[(int)Kind.FirstCustom + Store.Kinds.MostCustom];
    private readonly ConcurrentDictionary<long, long> survivors = new();
    private readonly ConcurrentDictionary<long, long[]> mergedInto = new();
    private readonly ConcurrentDictionary<Origin, Origin> origins = new();
    private IReadOnlyList<Pipeline> pipelines = [];
    private Origin? writer;
    private readonly ConcurrentDictionary<long, Link[]> linksByRecord = new();
    private readonly ConcurrentDictionary<long, Link> linksById = new();
    private ConcurrentDictionary<(Kind, int), ConcurrentDictionary<string, long>> uniques = new();

    public Image(long nowMs) => Reset(nowMs);

    public static IReadOnlyList<Kind> Kinds => Store.Kinds.All;

    /// <summary>The living pipelines of deals.</summary>
    public IReadOnlyList<Pipeline> Pipelines { get; private set; } = [];

    /// <summary>Pipelines of every kind, archived ones too.</summary>
    public IReadOnlyList<Pipeline> AllPipelines => pipelines;

    public History History { get; } = new();

    public IReadOnlyList<Owner> Owners { get; private set; } = [];

    public ConcurrentDictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Rises with every change of a setting.</summary>
    public long SettingsVersion { get; private set; }

    /// <summary>Record entries applied since the start; against the number of records it tells whether compacting pays.</summary>
    public long RecordEntries { get; private set; }

    public long LastLink { get; private set; }

    public long LinkCount => linksById.Count;

    public IEnumerable<Link> AllLinks => linksById.Values.OrderBy(l => l.Id);

    public Table Table(Kind kind) => tables[(int)kind];

    public Schema Schema(Kind kind) => schemas[(int)kind];

    public Link[] LinksOf(long id) => linksByRecord.GetValueOrDefault(id, []);

    public Link? LinkById(long id) => linksById.GetValueOrDefault(id);

    public long? FindBy(Field field, string value) =>
        uniques.TryGetValue((field.Kind, field.Slot), out var index) && index.TryGetValue(value, out var id) ? id : null;

    /// <summary>The record that stands for a merged one; null when the id was never merged away.</summary>
    public long? SurvivorOf(long id)
    {
        if (!survivors.TryGetValue(id, out var next))
            return null;
        while (survivors.TryGetValue(next, out var further))
            next = further;
        return next;
    }

    /// <summary>Ids that were merged into this record, oldest first.</summary>
    public long[] MergedInto(long id) => mergedInto.GetValueOrDefault(id, []);

    public IEnumerable<long> Survivors => mergedInto.Keys;

    public IEnumerable<KeyValuePair<long, long>> Merges => survivors.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key);

    /// <summary>Who wrote the records that follow in this frame.</summary>
    public void Origin(Origin origin) => writer = origins.GetOrAdd(origin, origin);

    public void Merged(long gone, long survivor)
    {
        survivors[gone] = survivor;
        mergedInto[survivor] = [.. MergedInto(survivor), .. MergedInto(gone), gone];
    }

    public void Erase(long id)
    {
        var table = tables[(int)RecordIds.KindOf(id)];
        if (table[RecordIds.NumberOf(id)] is not { } record)
            return;
        foreach (var ((kind, slot), index) in uniques)
        {
            if (kind == record.Kind && !record.Archived && ValueAt(record, slot) is { } value)
                index.TryRemove(value, out _);
        }
        table.Remove(RecordIds.NumberOf(id));
        History.Forget(id);
    }

    public void Record(Record record)
    {
        RecordEntries++;
        var table = tables[(int)record.Kind];
        var before = table[RecordIds.NumberOf(record.Id)];
        record.WrittenBy(before is null ? writer : before.CreatedBy, writer);
        if (before is not null)
            History.Note(before, record);
        foreach (var ((kind, slot), index) in uniques)
        {
            if (kind != record.Kind)
                continue;
            var old = before is { Archived: false } ? ValueAt(before, slot) : null;
            var now = record.Archived ? null : ValueAt(record, slot);
            if (old is not null && !string.Equals(old, now, StringComparison.OrdinalIgnoreCase))
                index.TryRemove(old, out _);
            if (now is not null)
                index[now] = record.Id;
        }
        table.Put(record);
    }

    public void Link(Link link)
    {
        linksById[link.Id] = link;
        LastLink = Math.Max(LastLink, RecordIds.NumberOf(link.Id));
        Attach(link.From, link);
        Attach(link.To, link);
    }

    public void Unlink(long linkId, long from)
    {
        if (!linksById.TryRemove(linkId, out var link))
            return;
        Detach(link.From, linkId);
        Detach(link.To, linkId);
    }

    public void Field(Field field)
    {
        schemas[(int)field.Kind] = new(schemas[(int)field.Kind].All.Where(f => f.Slot != field.Slot).Append(field));
        if (field.Unique)
            uniques.TryAdd((field.Kind, field.Slot), new(StringComparer.OrdinalIgnoreCase));
    }

    public void Pipeline(Pipeline pipeline) =>
        SetPipelines([
            .. pipelines
                .Where(p => (p.Kind, p.Id) != (pipeline.Kind, pipeline.Id))
                .Append(pipeline)
                .OrderBy(p => p.Kind)
                .ThenBy(p => p.Order),
        ]);

    private void SetPipelines(IReadOnlyList<Pipeline> all)
    {
        pipelines = all;
        Pipelines = [.. all.Where(p => p is { Kind: Kind.Deal, Archived: false })];
    }

    public void Owner(Owner owner) => Owners = [.. Owners.Where(o => o.Id != owner.Id).Append(owner).OrderBy(o => o.Id)];

    public void Setting(string key, string? json)
    {
        if (json is null)
            Settings.TryRemove(key, out _);
        else
            Settings[key] = json;
        SettingsVersion++;
    }

    /// <summary>Back to a new account: standard fields, the default pipeline, four sales people, no records.</summary>
    public void Reset(long nowMs)
    {
        linksByRecord.Clear();
        linksById.Clear();
        survivors.Clear();
        mergedInto.Clear();
        History.Clear();
        Settings.Clear();
        SettingsVersion++;
        var fresh = new ConcurrentDictionary<(Kind, int), ConcurrentDictionary<string, long>>();
        foreach (var kind in Kinds)
        {
            tables[(int)kind] = new();
            schemas[(int)kind] = new(StandardFields.Of(kind, nowMs));
            foreach (var field in schemas[(int)kind].All.Where(f => f.Unique))
                fresh[(kind, field.Slot)] = new(StringComparer.OrdinalIgnoreCase);
        }
        uniques = fresh;
        LastLink = 0;
        SetPipelines([Store.Pipeline.Default(nowMs), .. OtherPipelines.Of(nowMs)]);
        Owners = [.. NewAccount.Owners(nowMs)];
    }

    private static string? ValueAt(Record record, int slot) =>
        PackedValues.TryFind(record.Values, slot, out var utf8, out _) ? System.Text.Encoding.UTF8.GetString(utf8) : null;

    private void Attach(long id, Link link)
    {
        var seen = LinksOf(id);
        var at = Array.FindIndex(seen, l => l.Id == link.Id);
        Link[] next = at < 0 ? [.. seen, link] : [.. seen[..at], link, .. seen[(at + 1)..]];
        linksByRecord[id] = next;
    }

    private void Detach(long id, long linkId)
    {
        var next = Array.FindAll(LinksOf(id), l => l.Id != linkId);
        if (next.Length == 0)
            linksByRecord.TryRemove(id, out _);
        else
            linksByRecord[id] = next;
    }
}

/// <summary>The people of a new account (all fictitious).</summary>
internal static class NewAccount
{
    public static IEnumerable<Owner> Owners(long nowMs) =>
        new (string First, string Last)[] { ("Maren", "Holt"), ("Tobias", "Lindqvist"), ("Priya", "Raman"), ("Sam", "Okafor") }.Select(
            (p, i) =>
                new Owner(
                    RecordIds.Of(Kind.Owner, i + 1),
                    $"{p.First}.{p.Last}@corvane.example".ToLowerInvariant(),
                    p.First,
                    p.Last,
                    9001 + i,
                    false,
                    nowMs,
                    nowMs
                )
        );
}
