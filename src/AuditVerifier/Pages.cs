using System.Buffers;

namespace Entente.AuditVerifier;

/// <summary>A piece of the file: some lines, and the mark that closes them; without a mark where the file ends before one.</summary>
/// <param name="Line">The number of its first line.</param>
/// <param name="Bytes">Of a rented buffer: give it back.</param>
internal sealed record Piece(byte[] Bytes, int Length, byte[]? Mark, long Line, long Lines) : IDisposable
{
    public ReadOnlySpan<byte> Page => Bytes.AsSpan(0, Length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(Bytes);
}

/// <summary>Cuts an export into its pages, one after the other: never more than a page is held.</summary>
internal sealed class Pages(Stream file) : IDisposable
{
    /// <summary>An exporter closes a page after a thousand entries or four megabytes; one entry may be larger.</summary>
    private const int MostBytes = 512 * 1024 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 22);
    private int from;
    private int to;
    private long line = 1;
    private bool ended;

    /// <summary>The first line; empty when the file is.</summary>
    public byte[] Heading()
    {
        int end;
        while ((end = buffer.AsSpan(from, to - from).IndexOf((byte)'\n')) < 0 && !ended)
            Fill();
        var heading = buffer.AsSpan(from, end < 0 ? to - from : end).ToArray();
        from = end < 0 ? to : from + end + 1;
        line++;
        return heading;
    }

    /// <summary>The next page, or null at the end of the file.</summary>
    public Piece? Next()
    {
        var (at, lines) = (from, 0L);
        while (true)
        {
            var feed = buffer.AsSpan(at, to - at).IndexOf((byte)'\n');
            if (feed < 0 && !ended)
            {
                var read = at - from;
                Fill();
                at = from + read;
                continue;
            }
            var end = feed < 0 ? to : at + feed;
            if (at == to)
                return at == from ? null : Cut(at, null, lines, to);
            // A mark that was cut off within its line, be it only the line feed, is none.
            if (feed >= 0 && buffer.AsSpan(at, end - at).StartsWith(Mark.Start))
                return Cut(at, buffer.AsSpan(at, end - at).ToArray(), lines, Math.Min(end + 1, to));
            lines++;
            at = Math.Min(end + 1, to);
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private Piece Cut(int end, byte[]? mark, long lines, int next)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, end - from));
        buffer.AsSpan(from, end - from).CopyTo(bytes);
        var piece = new Piece(bytes, end - from, mark, line, lines);
        (from, line) = (next, line + lines + (mark is null ? 0 : 1));
        return piece;
    }

    private void Fill()
    {
        if (from > 0)
        {
            buffer.AsSpan(from, to - from).CopyTo(buffer);
            (from, to) = (0, to - from);
        }
        if (to == buffer.Length)
        {
            if (buffer.Length >= MostBytes)
                throw new IOException("This is no export: no mark closes its first half gigabyte.");
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, to).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }
        var read = file.Read(buffer, to, buffer.Length - to);
        ended = read == 0;
        to += read;
    }
}
