using System.Buffers.Binary;
using System.Numerics;
using Microsoft.Win32.SafeHandles;

namespace Entente.Sandbox.Store;

/// <summary>
/// An append-only file of frames: length (4 bytes), CRC-32C of the payload (4 bytes), payload; little endian, after a header of
/// eight bytes. A frame is one transaction. <see cref="Append"/> returns once the operating system has the bytes, so a killed
/// process loses nothing it answered for; <see cref="Sync"/> adds safety against power loss.
/// </summary>
internal sealed class Journal : IDisposable
{
    public const int MaxFrame = 256 << 20;
    private const ulong Magic = 0x3130_4C4A_5442_5345; // "ESBTJL01"
    private const int HeaderSize = 8;
    private const int FrameHead = 8;

    private readonly SafeFileHandle file;
    private byte[] buffer = new byte[64 << 10];
    private long length;
    private int dirty;

    private Journal(SafeFileHandle file, long length) => (this.file, this.length) = (file, length);

    public long Length => length;

    /// <summary>
    /// Opens or creates the file, hands every frame to <paramref name="apply"/> and cuts off a torn tail, of which
    /// <paramref name="say"/> is told. Damage that is followed by good frames is no torn tail: that throws and changes nothing.
    /// </summary>
    public static Journal Open(string path, Action<ReadOnlySpan<byte>> apply, Action<string> say)
    {
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, FileOptions.SequentialScan);
        try
        {
            var size = RandomAccess.GetLength(handle);
            if (size < HeaderSize)
            {
                Span<byte> head = stackalloc byte[HeaderSize];
                BinaryPrimitives.WriteUInt64LittleEndian(head, Magic);
                RandomAccess.SetLength(handle, 0);
                RandomAccess.Write(handle, head, 0);
                return new(handle, HeaderSize);
            }
            var good = Replay(handle, size, path, apply);
            if (good < size)
            {
                say($"{path}: the last {size - good} bytes are a write that never finished; cut off at {good}.");
                RandomAccess.SetLength(handle, good);
            }
            return new(handle, good);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Writes one frame. When the disk refuses, the file is cut back to where it was and the exception goes on.</summary>
    public void Append(ReadOnlySpan<byte> payload)
    {
        if (payload.Length is 0 or > MaxFrame)
            throw new ArgumentOutOfRangeException(nameof(payload), payload.Length, "A frame holds 1 byte to 256 MB.");
        if (buffer.Length < payload.Length + FrameHead)
            buffer = new byte[BitOperations.RoundUpToPowerOf2((uint)(payload.Length + FrameHead))];
        BinaryPrimitives.WriteInt32LittleEndian(buffer, payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(4), Crc(payload));
        payload.CopyTo(buffer.AsSpan(FrameHead));
        try
        {
            RandomAccess.Write(file, buffer.AsSpan(0, payload.Length + FrameHead), length);
        }
        catch
        {
            RandomAccess.SetLength(file, length);
            throw;
        }
        length += payload.Length + FrameHead;
        Volatile.Write(ref dirty, 1);
    }

    /// <summary>Asks the disk to hold what was written since the last call. Writers need not wait for it.</summary>
    public void Sync()
    {
        if (Interlocked.Exchange(ref dirty, 0) == 1)
            RandomAccess.FlushToDisk(file);
    }

    public void Dispose()
    {
        if (!file.IsClosed)
            Sync();
        file.Dispose();
    }

    /// <summary>Returns the offset after the last good frame.</summary>
    private static long Replay(SafeFileHandle file, long size, string path, Action<ReadOnlySpan<byte>> apply)
    {
        using var reader = new JournalReader(file, size);
        if (BinaryPrimitives.ReadUInt64LittleEndian(reader.Take(HeaderSize)) != Magic)
            throw new InvalidDataException($"{path} is not a sandbox journal.");
        while (reader.Left >= FrameHead)
        {
            var at = reader.Position;
            var head = reader.Take(FrameHead);
            var count = BinaryPrimitives.ReadInt32LittleEndian(head);
            var crc = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (count is <= 0 or > MaxFrame || count > reader.Left)
                return at;
            var payload = reader.Take(count);
            if (Crc(payload) != crc)
                return FrameFollows(reader) ? throw new InvalidDataException($"{path} is damaged at byte {at}; good data follows it.") : at;
            apply(payload);
        }
        return reader.Position;
    }

    private static bool FrameFollows(JournalReader reader)
    {
        if (reader.Left < FrameHead)
            return false;
        var head = reader.Take(FrameHead);
        var count = BinaryPrimitives.ReadInt32LittleEndian(head);
        var crc = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        return count is > 0 and <= MaxFrame && count <= reader.Left && Crc(reader.Take(count)) == crc;
    }

    /// <summary>CRC-32C (Castagnoli), which processors compute.</summary>
    internal static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        while (data.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[8..];
        }
        foreach (var b in data)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
