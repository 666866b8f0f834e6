using Entente.Platform.Tenancy;

namespace Entente.Platform.Data;

/// <summary>
/// What a page has looked up already. It is made of many parts, and each asks for the same few partners and people: a third of the questions
/// of <em>Today</em>. Only a request that reads begins one; acts and jobs ask anew each time, since what they load must be as of now. A save
/// ends what is remembered, and so does another actor.
/// </summary>
public sealed class PageMemo
{
    private readonly ActorSlot slot;
    private readonly EntenteDb db;
    private readonly Dictionary<(Type Of, object Key), object?> known = [];
    private bool remembers;
    private (Actor? For, int Saves) asOf;

    internal PageMemo(ActorSlot slot, EntenteDb db) => (this.slot, this.db) = (slot, db);

    /// <summary>From here on this scope remembers: its request only reads.</summary>
    public void Begin() => remembers = true;

    /// <summary>Those of the <paramref name="keys"/> that there are: loads what was not asked for before, and remembers what is not there too.</summary>
    public async Task<IReadOnlyDictionary<TKey, TValue>> Of<TKey, TValue>(
        IReadOnlyCollection<TKey> keys,
        Func<TKey[], Task<IReadOnlyDictionary<TKey, TValue>>> load
    )
        where TKey : notnull
        where TValue : class
    {
        var wanted = keys.Distinct().ToArray();
        if (wanted.Length == 0)
            return new Dictionary<TKey, TValue>();
        if (!remembers)
            return await load(wanted);
        Freshen();
        var missing = wanted.Where(k => !known.ContainsKey((typeof(TValue), k))).ToArray();
        if (missing.Length > 0)
        {
            var loaded = await load(missing);
            foreach (var key in missing)
                known[(typeof(TValue), key)] = loaded.GetValueOrDefault(key);
        }
        return wanted
            .Select(k => (Key: k, Value: known[(typeof(TValue), k)] as TValue))
            .Where(f => f.Value is not null)
            .ToDictionary(f => f.Key, f => f.Value!);
    }

    /// <summary>One thing that is the same for the whole page.</summary>
    public async Task<T> One<T>(string name, Func<Task<T>> load)
        where T : class
    {
        if (!remembers)
            return await load();
        Freshen();
        if (known.TryGetValue((typeof(T), name), out var found))
            return (T)found!;
        var loaded = await load();
        known[(typeof(T), name)] = loaded;
        return loaded;
    }

    private void Freshen()
    {
        if (asOf == (slot.Current, db.Saves))
            return;
        known.Clear();
        asOf = (slot.Current, db.Saves);
    }
}
