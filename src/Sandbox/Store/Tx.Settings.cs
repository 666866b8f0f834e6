namespace Entente.Sandbox.Store;

/// <summary>What a protocol keeps for itself, what follows a commit, and what only one protocol asks of records.</summary>
internal sealed partial class Tx
{
    private readonly Dictionary<string, string?> settings = new(StringComparer.Ordinal);

    /// <summary>What is to happen once the transaction is safe; never when it was abandoned. Keep it short: others wait.</summary>
    internal List<Action> AfterCommit { get; } = [];

    /// <summary>Keeps a piece of a protocol's own configuration as JSON; null removes it.</summary>
    public void Setting(string key, string? json)
    {
        settings[key] = json;
        Entries.Setting(key, json);
    }

    /// <summary>A setting as this transaction left it.</summary>
    public string? Setting(string key) => settings.TryGetValue(key, out var staged) ? staged : image.Settings.GetValueOrDefault(key);

    /// <summary>Settings this transaction wrote whose key begins so; null for those it removed.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Staged(string prefix) =>
        settings.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Empties the recycle bin of a record: nobody gets it back. False when it is not in the bin.</summary>
    public bool Purge(long id)
    {
        if (Find(id) is not { Archived: true } record)
            return false;
        // Put in the bin at the beginning of time: beyond the age at which a bin forgets.
        Stage(new(id, record.CreatedMs, NowMs, 1, record.Values), []);
        return true;
    }

    /// <summary>The record as these values would leave it (a new one has the number 0), without writing anything.</summary>
    public Outcome Preview(Kind kind, Record? before, IReadOnlyList<Assignment> values)
    {
        if (Accept(before?.Id ?? 0, values, out var accepted) is { } refusal)
            return refusal;
        var packed = PackedValues.With(before?.Values ?? [], [.. accepted.Select(a => (a.Field.Slot, a.Value))], 0);
        return new Record(before?.Id ?? RecordIds.Of(kind, 0), before?.CreatedMs ?? NowMs, NowMs, 0, packed);
    }
}
