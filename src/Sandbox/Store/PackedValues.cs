using System.Buffers;
using System.Text;

namespace Entente.Sandbox.Store;

/// <summary>
/// The values of a record in one array: for each, slot, milliseconds from creation to its last change, length (all as
/// variable-length integers), then the text in UTF-8. Ordered by slot; empty values are absent.
/// </summary>
internal static class PackedValues
{
    public static bool TryFind(ReadOnlySpan<byte> packed, int slot, out ReadOnlySpan<byte> utf8, out long changedAfterMs)
    {
        var rest = packed;
        while (rest.Length > 0)
        {
            var at = (int)VarInt.Read(ref rest);
            changedAfterMs = (long)VarInt.Read(ref rest);
            var length = (int)VarInt.Read(ref rest);
            if (at == slot)
            {
                utf8 = rest[..length];
                return true;
            }
            if (at > slot)
                break;
            rest = rest[length..];
        }
        utf8 = default;
        changedAfterMs = 0;
        return false;
    }

    /// <summary>The slots that hold a value, rising.</summary>
    public static List<int> Slots(ReadOnlySpan<byte> packed)
    {
        var slots = new List<int>();
        var rest = packed;
        while (rest.Length > 0)
        {
            slots.Add((int)VarInt.Read(ref rest));
            VarInt.Read(ref rest);
            var length = (int)VarInt.Read(ref rest);
            rest = rest[length..];
        }
        return slots;
    }

    /// <summary>A copy with the changes applied; a null value removes. Changes must be ordered by slot, one per slot.</summary>
    public static byte[] With(ReadOnlySpan<byte> packed, IReadOnlyList<(int Slot, string? Value)> changes, long changedAfterMs)
    {
        var into = new ArrayBufferWriter<byte>(packed.Length + 64);
        var rest = packed;
        var next = 0;
        while (rest.Length > 0)
        {
            var start = rest;
            var slot = (int)VarInt.Read(ref rest);
            VarInt.Read(ref rest);
            var length = (int)VarInt.Read(ref rest);
            rest = rest[length..];
            while (next < changes.Count && changes[next].Slot < slot)
                Append(into, changes[next++], changedAfterMs);
            if (next < changes.Count && changes[next].Slot == slot)
                Append(into, changes[next++], changedAfterMs);
            else
                into.Write(start[..(start.Length - rest.Length)]);
        }
        while (next < changes.Count)
            Append(into, changes[next++], changedAfterMs);
        return into.WrittenSpan.ToArray();
    }

    private static void Append(ArrayBufferWriter<byte> into, (int Slot, string? Value) change, long changedAfterMs)
    {
        if (string.IsNullOrEmpty(change.Value))
            return;
        VarInt.Write(into, (ulong)change.Slot);
        VarInt.Write(into, (ulong)Math.Max(0, changedAfterMs));
        VarInt.Write(into, (ulong)Encoding.UTF8.GetByteCount(change.Value));
        Encoding.UTF8.GetBytes(change.Value, into);
    }
}
