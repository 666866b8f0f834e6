using Entente.Platform.Matching.Fuzzy;

namespace Entente.Platform.Matching;

public sealed partial class CompanyIndex
{
    /// <summary>
    /// Writes the index to a file, whole or not at all: beside it first, flushed, then renamed over it. A reader of the old file keeps it.
    /// </summary>
    public void Save(string path)
    {
        var beside = path + ".new";
        using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            Save(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Format, version, segments, SHA-256. The writer waits meanwhile; readers do not.</summary>
    public void Save(Stream stream)
    {
        lock (writing)
            SegmentFile.Write(stream, segments);
    }

    /// <exception cref="InvalidDataException">Not such a file, of another version, cut off or damaged: build anew.</exception>
    public static CompanyIndex Load(Stream stream) => new(SegmentFile.Read(stream));

    /// <inheritdoc cref="Load(Stream)"/>
    public static CompanyIndex Load(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return Load(file);
    }
}
