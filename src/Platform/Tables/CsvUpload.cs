namespace Entente.Platform.Tables;

/// <summary>A table that somebody uploads: what every intake of files does before it looks at a row.</summary>
public static class CsvUpload
{
    /// <summary>The whole of it; null when it is larger than <paramref name="most"/> bytes, of which no more are read.</summary>
    public static async Task<byte[]?> Bytes(Stream content, int most, CancellationToken ct)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await content.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (kept.Length + read > most)
                return null;
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }

    /// <summary>It begins as a spreadsheet (an archive or a compound file) or a PDF does, which are no CSV whatever they are called.</summary>
    public static bool IsDocument(ReadOnlySpan<byte> bytes) =>
        bytes is [0x50, 0x4B, 3, 4, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..] or [0x25, 0x50, 0x44, 0x46, ..];

    /// <summary>
    /// Reads it to its end, blank lines left out. The cells of the header, as they came; none when there is none or it cannot be read, and then nothing
    /// behind it is read either.
    /// </summary>
    /// <param name="row">Takes each row behind the header.</param>
    public static async Task<IReadOnlyList<string>> Read(byte[] bytes, CsvDialect dialect, Action<CsvRow> row, CancellationToken ct)
    {
        using var text = dialect.Open(new MemoryStream(bytes));
        var reader = new CsvReader(text, dialect.Separator);
        IReadOnlyList<string> header = [];
        while (await reader.Next(ct) is { } next)
        {
            if (next.IsBlank)
                continue;
            if (header.Count > 0)
                row(next);
            else if (next.Fault is not null)
                return [];
            else
                header = next.Cells;
        }
        return header;
    }
}
