using Microsoft.Win32.SafeHandles;

namespace Entente.Sandbox.Store;

/// <summary>Reads a file front to back through one large buffer.</summary>
internal sealed class JournalReader(SafeFileHandle file, long size) : IDisposable
{
    private byte[] buffer = new byte[4 << 20];
    private int start;
    private int end;
    private long fileOffset;

    public long Position { get; private set; }

    public long Left => size - Position;

    /// <summary>The next bytes; valid until the next call. The caller asks for no more than <see cref="Left"/>.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        if (end - start < count)
            Fill(count);
        var span = buffer.AsSpan(start, count);
        start += count;
        Position += count;
        return span;
    }

    public void Dispose() => buffer = [];

    private void Fill(int count)
    {
        var kept = buffer.AsSpan(start, end - start);
        var target = count > buffer.Length ? new byte[count] : buffer;
        kept.CopyTo(target);
        (buffer, start, end) = (target, 0, kept.Length);
        while (end < count)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(end), fileOffset);
            if (read == 0)
                throw new EndOfStreamException("The journal became shorter while it was read.");
            end += read;
            fileOffset += read;
        }
    }
}
