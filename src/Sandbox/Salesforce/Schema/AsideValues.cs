using System.Collections.Concurrent;
using System.Text.Json;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Salesforce.Schema;

/// <summary>What only Salesforce knows of the store's records (record type, lead of a task, the winner of a merge), one setting a record.</summary>
internal sealed class AsideValues(CrmStore store)
{
    private const string Key = "salesforce.aside.";

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _parsed = new(
        ReferenceEqualityComparer<string>.Instance
    );

    public string? Get(long id, string field) =>
        store.Setting(Key + SetupRow.Text(id)) is { } json ? Parse(json).GetValueOrDefault(field) : null;

    /// <summary>Sets values of a record within a transaction; null removes. True when something changed.</summary>
    public bool Set(Tx tx, long id, IEnumerable<(string Field, string? Value)> values)
    {
        var key = Key + SetupRow.Text(id);
        var json = tx.Setting(key);
        var next = json is null ? [] : new Dictionary<string, string>(Parse(json), StringComparer.Ordinal);
        var changed = false;
        foreach (var (field, value) in values)
        {
            if (next.GetValueOrDefault(field) == value)
                continue;
            changed = true;
            if (value is null)
                next.Remove(field);
            else
                next[field] = value;
        }

        if (changed)
            tx.Setting(key, next.Count == 0 ? null : JsonSerializer.Serialize(next));
        return changed;
    }

    private IReadOnlyDictionary<string, string> Parse(string json)
    {
        if (_parsed.Count > 10_000)
            _parsed.Clear();
        return _parsed.GetOrAdd(json, static text => JsonSerializer.Deserialize<Dictionary<string, string>>(text)!);
    }

    /// <summary>The same string object: what a setting holds, not what it reads.</summary>
    private sealed class ReferenceEqualityComparer<T> : IEqualityComparer<T>
        where T : class
    {
        public static readonly ReferenceEqualityComparer<T> Instance = new();

        public bool Equals(T? x, T? y) => ReferenceEquals(x, y);

        public int GetHashCode(T obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
