using System.Text;

namespace Entente.Sandbox.Store;

/// <summary>
/// One company, contact, deal or note as it was at one instant: immutable, so readers need no lock. Its values are one packed
/// array (see <see cref="PackedValues"/>), which is what lets a million records fit in memory.
/// </summary>
internal sealed class Record(long id, long createdMs, long modifiedMs, long archivedMs, byte[] values)
{
    public long Id { get; } = id;
    public long CreatedMs { get; } = createdMs;
    public long ModifiedMs { get; } = modifiedMs;

    /// <summary>When it was put in the recycle bin (epoch ms), or 0.</summary>
    public long ArchivedMs { get; } = archivedMs;
    internal byte[] Values { get; } = values;

    /// <summary>Who made it and who wrote it last; null when a journal of an older version does not tell.</summary>
    public Origin? CreatedBy { get; private set; }
    public Origin? ModifiedBy { get; private set; }

    public Kind Kind => RecordIds.KindOf(Id);
    public bool Archived => ArchivedMs != 0;
    public DateTimeOffset Created => DateTimeOffset.FromUnixTimeMilliseconds(CreatedMs);
    public DateTimeOffset Modified => DateTimeOffset.FromUnixTimeMilliseconds(ModifiedMs);

    /// <summary>Canonical text of a stored value, or of what the record itself tells (id, created, modified); null when empty.</summary>
    public string? Get(Field field) =>
        field.Source switch
        {
            FieldSource.Stored => PackedValues.TryFind(Values, field.Slot, out var utf8, out _) ? Encoding.UTF8.GetString(utf8) : null,
            FieldSource.Id => Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            FieldSource.Created => Canonical.Instant(CreatedMs),
            FieldSource.Modified => Canonical.Instant(ModifiedMs),
            _ => null,
        };

    /// <summary>Set once, before anyone else sees the record.</summary>
    internal void WrittenBy(Origin? created, Origin? modified) => (CreatedBy, ModifiedBy) = (created, modified);

    /// <summary>When this value was last written; null when it never was.</summary>
    public DateTimeOffset? ChangedAt(Field field) =>
        field.Stored && PackedValues.TryFind(Values, field.Slot, out _, out var after)
            ? DateTimeOffset.FromUnixTimeMilliseconds(CreatedMs + after)
            : null;
}
