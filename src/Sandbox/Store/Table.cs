namespace Entente.Sandbox.Store;

/// <summary>The records of one kind by their dense number: chunks that only grow, so readers need no lock while one writer appends.</summary>
internal sealed class Table
{
    private const int ChunkSize = 4096;
    private volatile Record?[][] chunks = [];
    private long last;

    /// <summary>The highest number in use.</summary>
    public long Last => Volatile.Read(ref last);

    public long Living { get; private set; }

    public Record? this[long number]
    {
        get
        {
            var seen = chunks;
            var at = number - 1;
            return at >= 0 && at / ChunkSize < seen.Length ? Volatile.Read(ref seen[at / ChunkSize][at % ChunkSize]) : null;
        }
    }

    public void Put(Record record)
    {
        var at = RecordIds.NumberOf(record.Id) - 1;
        if (at / ChunkSize >= chunks.Length)
        {
            var more = new Record?[(at / ChunkSize) + 1][];
            chunks.CopyTo(more, 0);
            for (var i = chunks.Length; i < more.Length; i++)
                more[i] = new Record?[ChunkSize];
            chunks = more;
        }
        ref var place = ref chunks[at / ChunkSize][at % ChunkSize];
        Living += (record.Archived ? 0 : 1) - (place is { Archived: false } ? 1 : 0);
        Volatile.Write(ref place, record);
        if (at + 1 > last)
            Volatile.Write(ref last, at + 1);
    }

    /// <summary>Forgets a record; its number is not given again.</summary>
    public void Remove(long number)
    {
        if (this[number] is not { } record)
            return;
        Living -= record.Archived ? 0 : 1;
        var at = number - 1;
        Volatile.Write(ref chunks[at / ChunkSize][at % ChunkSize], null);
    }

    /// <summary>All records, recycle bin included, by rising id from the number after <paramref name="after"/>.</summary>
    public IEnumerable<Record> From(long after)
    {
        for (var number = after + 1; number <= Last; number++)
        {
            if (this[number] is { } record)
                yield return record;
        }
    }
}
