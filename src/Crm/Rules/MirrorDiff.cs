using Entente.Crm.Port;

namespace Entente.Crm.Rules;

/// <summary>What the mirror holds of a record.</summary>
internal sealed record KnownRecord(
    byte[] Hash,
    DateTimeOffset ModifiedAt,
    bool Deleted,
    IReadOnlyDictionary<string, string?> Fields,
    IReadOnlyList<CrmLink> Links,
    DateTimeOffset SeenAt = default
);

internal enum MirrorVerdict
{
    /// <summary>Nothing but perhaps the change stamp differs.</summary>
    Same,

    /// <summary>What came is older than what is held: it was overtaken on its way.</summary>
    Overtaken,
    Changed,
}

/// <param name="Record">What the mirror shall hold.</param>
/// <param name="ByEntente">Every field that changed brings back exactly what Entente wrote.</param>
internal sealed record MirrorChange(MirrorVerdict Verdict, CrmRecord Record, byte[] Hash, bool ByEntente);

/// <summary>
/// Decides what an incoming record does to the mirror: three-way, against what is held and what Entente last wrote. The CRM always
/// wins over the mirror; only an older state never replaces a newer one. What is an echo of our own writes the ledger alone tells, by values:
/// right whatever the CRM says of a change's author, also when a rule of the CRM made something else of what we wrote.
/// </summary>
internal static class MirrorDiff
{
    /// <param name="written">What Entente last wrote to this record, by field; null when it never did.</param>
    public static MirrorChange Of(KnownRecord? known, CrmRecord incoming, IReadOnlyDictionary<string, string?>? written)
    {
        // A tombstone may come without fields: what is known of the record stays readable.
        var record =
            incoming.Deleted && incoming.Fields.Count == 0 && known is not null
                ? incoming with
                {
                    Fields = known.Fields,
                    Links = known.Links,
                }
                : incoming;
        var hash = RecordHash.Of(record.Fields, record.Links);
        if (known is null)
            return new MirrorChange(MirrorVerdict.Changed, record, hash, WrittenByUs(record, written));
        // When a record left is not always told exactly; that it has left, by a reading, is.
        if (record.Deleted && !known.Deleted && incoming.Fields.Count == 0 && record.ModifiedAt < known.ModifiedAt)
            record = record with { ModifiedAt = known.ModifiedAt };
        if (record.ModifiedAt < known.ModifiedAt)
            return new MirrorChange(MirrorVerdict.Overtaken, record, hash, false);
        if (known.Deleted == record.Deleted && hash.AsSpan().SequenceEqual(known.Hash))
            return new MirrorChange(MirrorVerdict.Same, record, hash, false);
        return new MirrorChange(MirrorVerdict.Changed, record, hash, IsEcho(known, record, written));
    }

    /// <summary>The fields whose value differs, empty and absent being the same.</summary>
    public static IEnumerable<string> ChangedFields(
        IReadOnlyDictionary<string, string?> before,
        IReadOnlyDictionary<string, string?> after
    ) => before.Keys.Union(after.Keys).Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key));

    private static bool WrittenByUs(CrmRecord record, IReadOnlyDictionary<string, string?>? written) =>
        written is not null
        && !record.Deleted
        && record[EntenteFields.Id] is { } id
        && written.GetValueOrDefault(EntenteFields.Id) == id
        && written.All(w => record[w.Key] == w.Value);

    private static bool IsEcho(KnownRecord known, CrmRecord record, IReadOnlyDictionary<string, string?>? written)
    {
        if (written is null || record.Deleted || known.Deleted)
            return false;
        var changed = ChangedFields(known.Fields, record.Fields).ToList();
        return changed.Count > 0 && changed.TrueForAll(field => written.TryGetValue(field, out var value) && value == record[field]);
    }
}
