using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Sandbox.Store;

namespace Entente.Tests.Crm.Converge;

/// <summary>A record as both sides must hold it in the end. Knows nothing of how the sync works.</summary>
/// <param name="key">Our id of a record that Entente makes, the rep's own name for one that a rep makes.</param>
internal sealed class ModelRecord(CrmObject kind, string key, bool ours)
{
    private readonly Dictionary<string, DateTimeOffset> decided = [];

    public CrmObject Kind => kind;

    public string Key => key;

    /// <summary>Made by Entente.</summary>
    public bool IsOurs => ours;

    /// <summary>Every id of ours that means this record: more than one after a merge.</summary>
    public HashSet<string> OurKeys { get; } = ours ? [key] : [];

    /// <summary>The CRM's; null until the CRM holds it.</summary>
    public long? StoreId { get; set; }

    public bool Deleted { get; set; }

    /// <summary>Who it is now, when it was merged away.</summary>
    public ModelRecord? MergedInto { get; set; }

    public bool Lives => StoreId is not null && !Deleted && MergedInto is null;

    /// <summary>Entente's step of it was done when the story last came to rest: from then on its links are the reps' alone.</summary>
    public bool Settled { get; set; } = !ours;

    /// <summary>What it is linked with: the same link is in the other's set.</summary>
    public HashSet<ModelRecord> Links { get; } = [];

    public Dictionary<string, string?> Fields { get; } = [];

    /// <summary>When somebody last put something else into a field that Entente has decided.</summary>
    public List<DateTimeOffset> Meddled { get; } = [];

    public bool IsDecided(string field) => decided.ContainsKey(field);

    /// <summary>A rep sets a field: what Entente has decided is set back, everything else stands.</summary>
    public void RepSets(string field, string? value)
    {
        if (!IsDecided(field))
            Fields[field] = value;
    }

    /// <summary>Entente decides a value: it stands where Entente owns the field; elsewhere only what it made the record with.</summary>
    public void EntenteSets(string field, string? value, DateTimeOffset at)
    {
        if (FieldRules.Default(kind, field) != FieldOwner.Entente)
            return;
        decided[field] = at;
        Fields[field] = value;
    }

    public void MadeWith(IReadOnlyDictionary<string, string?> fields, DateTimeOffset at)
    {
        foreach (var (field, value) in fields)
        {
            Fields[field] = value;
            if (ours)
                EntenteSets(field, value, at);
        }
    }

    /// <summary>
    /// Takes over what a merge leaves of another: our ids, the later of two decisions; a third record also what is empty with the first.
    /// </summary>
    public void Absorb(ModelRecord other, bool third)
    {
        OurKeys.UnionWith(other.OurKeys);
        Settled &= other.Settled;
        Meddled.AddRange(other.Meddled);
        foreach (var (field, value) in other.Fields)
        {
            var later = other.decided.TryGetValue(field, out var theirs) && (!decided.TryGetValue(field, out var mine) || theirs > mine);
            if (later)
                decided[field] = theirs;
            if (later || (third && !IsDecided(field) && Fields.GetValueOrDefault(field) is null))
                Fields[field] = value;
        }
    }
}

/// <summary>What the CRM and the mirror must hold, kept from what reps and Entente do; the CRM's feed tells it ids and ends.</summary>
internal sealed class Model(CrmKind kind)
{
    private readonly Dictionary<CrmObject, List<ModelRecord>> all = [];
    private readonly Dictionary<string, ModelRecord> ours = [];
    private readonly Dictionary<long, ModelRecord> byId = [];

    // What the CRM has ever linked, either way round.
    private readonly HashSet<(long, long)> linked = [];

    public IEnumerable<ModelRecord> Records => all.Values.SelectMany(r => r);

    /// <summary>What happened that must not: a record made twice, or by nobody.</summary>
    public List<string> Wrongs { get; } = [];

    /// <summary>Records of the CRM that were touched since the last comparison.</summary>
    public HashSet<long> Touched { get; } = [];

    public ModelRecord Add(CrmObject what, string key, bool isOurs)
    {
        var record = new ModelRecord(what, key, isOurs);
        if (!all.TryGetValue(what, out var same))
            all[what] = same = [];
        same.Add(record);
        if (isOurs)
            ours[key] = record;
        return record;
    }

    public void Is(ModelRecord record, long id)
    {
        record.StoreId = id;
        byId[id] = record;
    }

    public ModelRecord Ours(string key) => ours[key];

    public ModelRecord? Find(long id) => byId.GetValueOrDefault(id);

    public static void Link(ModelRecord a, ModelRecord b)
    {
        a.Links.Add(b);
        b.Links.Add(a);
    }

    public static void Unlink(ModelRecord a, ModelRecord b)
    {
        a.Links.Remove(b);
        b.Links.Remove(a);
    }

    /// <summary>One that fulfils a condition, the young more often than the old; null when a few tries found none.</summary>
    public ModelRecord? Any(Random random, CrmObject what, Func<ModelRecord, bool> which)
    {
        if (!all.TryGetValue(what, out var some))
            return null;
        for (var tries = 0; tries < 30; tries++)
        {
            var record = random.Next(2) == 0 ? some[random.Next(some.Count)] : some[Math.Max(0, some.Count - 1 - random.Next(12))];
            if (which(record))
                return record;
        }
        return null;
    }

    /// <summary>HubSpot: a third record stands for both. The first's values, and the second's where the first has none.</summary>
    public void BecomesThird(long first, long second, long third)
    {
        if (Find(first) is not { } kept)
            return;
        var record = new ModelRecord(kept.Kind, kept.Key, kept.IsOurs);
        all[kept.Kind].Add(record);
        Is(record, third);
        record.Settled = kept.Settled;
        foreach (var part in (ModelRecord?[])[kept, Find(second)])
        {
            if (part is not null)
                Goes(part, record, third: true, _ => true);
        }
    }

    /// <summary>Salesforce: the master keeps its values; what belonged to the loser belongs to it, a contact's account excepted.</summary>
    public void GoesInto(ModelRecord loser, ModelRecord master) =>
        Goes(loser, master, third: false, to => !(loser.Kind == CrmObject.Contact && to.Kind == CrmObject.Account));

    /// <summary>Salesforce, meanwhile: a twin with all its values stands for it.</summary>
    public void BecomesTwin(ModelRecord record, long twin)
    {
        var master = new ModelRecord(record.Kind, record.Key, record.IsOurs);
        all[record.Kind].Add(master);
        Is(master, twin);
        master.Settled = record.Settled;
        Goes(record, master, third: true, _ => true);
    }

    /// <summary>What the CRM says has happened, by whomever.</summary>
    public void Hear(Change change)
    {
        Touched.Add(change.Id);
        if (change.Link is { } link)
        {
            Touched.Add(link.From);
            Touched.Add(link.To);
            linked.Add((link.From, link.To));
            linked.Add((link.To, link.From));
        }
        Touched.UnionWith(change.Gone);
        switch (change.Type)
        {
            case ChangeType.Merged when kind == CrmKind.HubSpot:
                BecomesThird(change.Gone[0], change.Gone[1], change.Id);
                break;
            case ChangeType.Archived or ChangeType.Restored when Find(change.Id) is { } record:
                record.Deleted = change.Type == ChangeType.Archived;
                if (change.Origin.Door is not Door.Admin)
                    Wrongs.Add($"{record.Kind} {record.Key} was {change.Type} by {change.Origin.Door}");
                break;
            case ChangeType.FieldChanged
                when change is { Field.Name: EntenteFields.Id, Value: { } key } && change.Origin.Door is not Door.Admin:
                Made(change.Id, key);
                break;
        }
    }

    private bool WereLinked(ModelRecord a, ModelRecord b) =>
        a.StoreId is { } one && b.StoreId is { } other && linked.Contains((one, other));

    private void Made(long id, string key)
    {
        if (!ours.TryGetValue(key, out var record))
        {
            // A rep's record that takes an id of ours when Entente first writes to it.
            if (Find(id) is null)
                Wrongs.Add($"Entente made {key} ({id}) that nobody decided");
        }
        else if (record.StoreId is { } there && there != id)
            Wrongs.Add($"Entente made {record.Kind} {key} twice: {there} and {id}");
        else
            Is(record, id);
    }

    private void Goes(ModelRecord part, ModelRecord whole, bool third, Func<ModelRecord, bool> moves)
    {
        part.MergedInto = whole;
        whole.Absorb(part, third);
        foreach (var to in part.Links.Where(moves).ToList())
        {
            Unlink(part, to);
            // What lies in the bin is not moved along; but what Entente could not link for that reason it links when that one is back.
            if (to != whole && (!to.Deleted || !WereLinked(part, to)))
                Link(whole, to);
        }
        foreach (var key in part.OurKeys)
            ours[key] = whole;
    }
}
