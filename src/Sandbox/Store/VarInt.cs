using System.Buffers;

namespace Entente.Sandbox.Store;

/// <summary>Integers in seven-bit groups, low group first (LEB128).</summary>
internal static class VarInt
{
    public static void Write(ArrayBufferWriter<byte> into, ulong value)
    {
        var span = into.GetSpan(10);
        var n = 0;
        while (value >= 0x80)
        {
            span[n++] = (byte)(value | 0x80);
            value >>= 7;
        }
        span[n++] = (byte)value;
        into.Advance(n);
    }

    public static ulong Read(ref ReadOnlySpan<byte> from)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = from[0];
            from = from[1..];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
        throw new InvalidDataException("An integer in the journal is longer than ten bytes.");
    }
}
