namespace Entente.Sandbox.Store;

/// <summary>Writes a whole image as the shortest journal that gives it.</summary>
internal static class Snapshot
{
    private const int FrameBytes = 1 << 20;

    public static void Write(Image image, Journal into)
    {
        var entries = new EntryWriter();
        // The standard fields come with the reset: only those changed since need an entry.
        var bornMs = image.Schema(Kind.Company).Slot(0)!.CreatedMs;
        entries.Reset(bornMs);
        foreach (var field in Image.Kinds.SelectMany(k => image.Schema(k).All).Where(f => f.Custom || f.ModifiedMs != bornMs))
            entries.Field(field);
        foreach (var pipeline in image.AllPipelines)
            entries.Pipeline(pipeline);
        foreach (var owner in image.Owners)
            entries.Owner(owner);
        foreach (var (key, json) in image.Settings)
            entries.Setting(key, json);
        Origin? writer = null;
        foreach (var record in Image.Kinds.SelectMany(k => image.Table(k).From(0)))
        {
            if (record.CreatedBy is { } by && by != writer)
                entries.Origin(writer = by);
            entries.Record(record);
            FlushWhenFull(entries, into, FrameBytes);
        }
        foreach (var link in image.AllLinks)
        {
            entries.Link(link);
            FlushWhenFull(entries, into, FrameBytes);
        }
        foreach (var (gone, survivor) in image.Merges)
            entries.Merged(gone, survivor);
        FlushWhenFull(entries, into, 1);
    }

    private static void FlushWhenFull(EntryWriter entries, Journal into, int limit)
    {
        if (entries.Written.Length < limit)
            return;
        into.Append(entries.Written);
        entries.Clear();
    }
}
