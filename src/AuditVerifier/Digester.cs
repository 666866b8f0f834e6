using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Entente.AuditVerifier;

/// <summary>
/// Recomputes what an entry's digest and seal should be, straight from the bytes of its line. Every text counts as its UTF-8 length (4 bytes,
/// big-endian) and bytes; a missing one as length 0xFFFFFFFF. One per thread.
/// </summary>
internal sealed class Digester(ReadOnlyMemory<byte> workspace)
{
    public const int Hash = SHA256.HashSizeInBytes;

    private byte[] input = new byte[4096];
    private byte[] value = new byte[4096];
    private int length;
    private int valueLength;

    /// <summary>Begins an entry; its texts follow in the order of the format.</summary>
    public void Begin()
    {
        length = 0;
        Text("entente-audit-1"u8);
        Text(workspace.Span);
    }

    public void Text(ReadOnlySpan<byte> text) => Append(ref input, ref length, text);

    /// <summary>The string or null that the reader stands on.</summary>
    public void Text(ref Utf8JsonReader reader) => Append(ref input, ref length, ref reader);

    /// <summary>The instant that the reader stands on, as ticks of 100 ns since 1970.</summary>
    public void Instant(ref Utf8JsonReader reader)
    {
        if (!reader.TryGetDateTimeOffset(out var at))
            throw new MalformedException("\"at\" should be an instant in UTC");
        Span<byte> ticks = stackalloc byte[24];
        Utf8Formatter.TryFormat((at - DateTimeOffset.UnixEpoch).Ticks, ticks, out var written);
        Text(ticks[..written]);
    }

    public void BeginValue() => valueLength = Hash / 2;

    /// <summary>Before, then after.</summary>
    public void ValueText(ref Utf8JsonReader reader) => Append(ref value, ref valueLength, ref reader);

    /// <summary>Closes a value by its salt: its commitment is computed.</summary>
    public void CloseValue(ReadOnlySpan<byte> salt)
    {
        salt.CopyTo(value);
        Room(ref input, length, Hash);
        SHA256.HashData(value.AsSpan(0, valueLength), input.AsSpan(length));
        length += Hash;
    }

    /// <summary>Closes a value that was erased: its commitment stands in the line.</summary>
    public void CloseErased(ReadOnlySpan<byte> commitment)
    {
        Room(ref input, length, Hash);
        commitment.CopyTo(input.AsSpan(length));
        length += Hash;
    }

    public void Digest(Span<byte> digest) => SHA256.HashData(input.AsSpan(0, length), digest);

    /// <summary>SHA-256(previous seal ‖ number as 8 bytes big-endian ‖ digest).</summary>
    public static void Seal(ReadOnlySpan<byte> previous, long number, ReadOnlySpan<byte> digest, Span<byte> seal)
    {
        Span<byte> told = stackalloc byte[Hash + sizeof(long) + Hash];
        previous.CopyTo(told);
        BinaryPrimitives.WriteInt64BigEndian(told[Hash..], number);
        digest.CopyTo(told[(Hash + sizeof(long))..]);
        SHA256.HashData(told, seal);
    }

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>The hexadecimal string, in lower case, that the reader stands on.</summary>
    public static void ReadHex(ref Utf8JsonReader reader, scoped Span<byte> bytes, string name)
    {
        if (
            reader.TokenType is not JsonTokenType.String
            || reader.ValueIsEscaped
            || reader.ValueSpan.Length != bytes.Length * 2
            || reader.ValueSpan.ContainsAnyInRange((byte)'A', (byte)'F')
            || Convert.FromHexString(reader.ValueSpan, bytes, out _, out var written) is not System.Buffers.OperationStatus.Done
            || written != bytes.Length
        )
            throw new MalformedException(
                string.Create(CultureInfo.InvariantCulture, $"\"{name}\" should be {bytes.Length} bytes in hexadecimal")
            );
    }

    private static void Append(ref byte[] to, ref int at, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            Room(ref to, at, sizeof(uint));
            BinaryPrimitives.WriteUInt32BigEndian(to.AsSpan(at), uint.MaxValue);
            at += sizeof(uint);
        }
        else if (reader.TokenType is not JsonTokenType.String)
            throw new MalformedException("a text, or null, should stand here");
        else if (!reader.ValueIsEscaped)
            Append(ref to, ref at, reader.ValueSpan);
        else
        {
            Room(ref to, at, sizeof(uint) + reader.ValueSpan.Length);
            int copied;
            try
            {
                copied = reader.CopyString(to.AsSpan(at + sizeof(uint)));
            }
            catch (InvalidOperationException)
            {
                throw new MalformedException("a text holds half a character");
            }
            BinaryPrimitives.WriteUInt32BigEndian(to.AsSpan(at), (uint)copied);
            at += sizeof(uint) + copied;
        }
    }

    private static void Append(ref byte[] to, ref int at, ReadOnlySpan<byte> text)
    {
        Room(ref to, at, sizeof(uint) + text.Length);
        BinaryPrimitives.WriteUInt32BigEndian(to.AsSpan(at), (uint)text.Length);
        text.CopyTo(to.AsSpan(at + sizeof(uint)));
        at += sizeof(uint) + text.Length;
    }

    private static void Room(ref byte[] buffer, int at, int more)
    {
        if (buffer.Length - at < more)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, at + more));
    }
}
