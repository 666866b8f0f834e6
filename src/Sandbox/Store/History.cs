using System.Collections.Concurrent;
using System.Text;

namespace Entente.Sandbox.Store;

/// <param name="Value">Null when it was cleared.</param>
/// <param name="By">Who wrote it; null when nobody knows any more.</param>
internal sealed record PastValue(string? Value, DateTimeOffset At, Origin? By);

/// <summary>
/// What values were before: told by the record entries of the journal, and so only as old as the journal (rewriting it forgets).
/// A value that never changed is not kept here: the record tells it.
/// </summary>
internal sealed class History
{
    private const int MostOfOneField = 20;
    private readonly ConcurrentDictionary<long, Version[]> byRecord = new();

    /// <summary>Newest first, the present value included.</summary>
    public IReadOnlyList<PastValue> Of(Record record, int slot)
    {
        var kept = byRecord.GetValueOrDefault(record.Id, []).Where(v => v.Slot == slot).ToList();
        if (kept.Count > 0)
            return [.. kept.Select(v => new PastValue(v.Value, DateTimeOffset.FromUnixTimeMilliseconds(v.AtMs), v.By)).Reverse()];
        return PackedValues.TryFind(record.Values, slot, out var utf8, out var after)
            ? [new(Encoding.UTF8.GetString(utf8), DateTimeOffset.FromUnixTimeMilliseconds(record.CreatedMs + after), record.CreatedBy)]
            : [];
    }

    public void Note(Record before, Record after)
    {
        if (before.Values.AsSpan().SequenceEqual(after.Values))
            return;
        var kept = byRecord.GetValueOrDefault(after.Id, []).ToList();
        foreach (var slot in PackedValues.Slots(before.Values).Union(PackedValues.Slots(after.Values)).ToList())
        {
            var (old, oldAt) = At(before, slot);
            var (now, nowAt) = At(after, slot);
            if (old == now)
                continue;
            if (old is not null && !kept.Exists(v => v.Slot == slot))
                kept.Add(new(slot, old, oldAt, before.CreatedBy));
            kept.Add(new(slot, now, now is null ? after.ModifiedMs : nowAt, after.ModifiedBy));
            if (kept.Count(v => v.Slot == slot) > MostOfOneField)
                kept.RemoveAt(kept.FindIndex(v => v.Slot == slot));
        }
        byRecord[after.Id] = [.. kept];
    }

    public void Forget(long id) => byRecord.TryRemove(id, out _);

    public void Clear() => byRecord.Clear();

    private static (string? Value, long AtMs) At(Record record, int slot) =>
        PackedValues.TryFind(record.Values, slot, out var utf8, out var after)
            ? (Encoding.UTF8.GetString(utf8), record.CreatedMs + after)
            : (null, 0);

    private sealed record Version(int Slot, string? Value, long AtMs, Origin? By);
}
