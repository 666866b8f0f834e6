namespace Entente.Collaboration.Mime;

/// <summary>base64 and quoted-printable, read the way they occur: with lines too long, strange signs and an end that is missing.</summary>
internal static class TransferCoding
{
    private static readonly sbyte[] Values = Table();

    /// <summary>The decoded bytes, at most <paramref name="most"/> of them.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> raw, string coding, int most)
    {
        using var into = new MemoryStream(Math.Min(raw.Length, most));
        Copy(raw, coding, into, most);
        return into.ToArray();
    }

    /// <summary>How many bytes it decodes to, without keeping any.</summary>
    public static long Measure(ReadOnlySpan<byte> raw, string coding) =>
        coding is "base64" ? Counted(raw) * 3L / 4 : Copy(raw, coding, Stream.Null, long.MaxValue);

    /// <summary>Decodes piece by piece into a stream.</summary>
    public static long Copy(ReadOnlySpan<byte> raw, string coding, Stream into, long most)
    {
        switch (coding)
        {
            case "base64":
                return CopyBase64(raw, into, most);
            case "quoted-printable":
                return CopyQuotedPrintable(raw, into, most);
            default:
                var taken = raw[..(int)Math.Min(raw.Length, most)];
                into.Write(taken);
                return taken.Length;
        }
    }

    /// <summary>Of an encoded word.</summary>
    public static byte[] Base64(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
            bytes[i] = text[i] < 128 ? (byte)text[i] : (byte)'!';
        return Decode(bytes, "base64", int.MaxValue);
    }

    private static long Counted(ReadOnlySpan<byte> raw)
    {
        var letters = 0L;
        foreach (var b in raw)
            if (Values[b] >= 0)
                letters++;
        return letters;
    }

    private static long CopyBase64(ReadOnlySpan<byte> raw, Stream into, long most)
    {
        Span<byte> piece = stackalloc byte[3072];
        var (bits, have, filled, written) = (0, 0, 0, 0L);
        foreach (var b in raw)
        {
            var value = Values[b];
            if (b == '=')
            {
                // Some programs put several encoded texts one after the other.
                have = 0;
                continue;
            }
            if (value < 0)
                continue;
            bits = ((bits << 6) | (byte)value) & 0xFFFFFF;
            have++;
            if (have == 1)
                continue;
            // The second, third and fourth letter each complete a byte.
            piece[filled++] = (byte)(
                bits
                >> (
                    have == 2 ? 4
                    : have == 3 ? 2
                    : 0
                )
            );
            if (have == 4)
                have = 0;
            if (filled == piece.Length || written + filled >= most)
            {
                into.Write(piece[..filled]);
                written += filled;
                filled = 0;
                if (written >= most)
                    return written;
            }
        }
        into.Write(piece[..filled]);
        return written + filled;
    }

    private static long CopyQuotedPrintable(ReadOnlySpan<byte> raw, Stream into, long most)
    {
        Span<byte> piece = stackalloc byte[4096];
        var (filled, written) = (0, 0L);
        for (var i = 0; i < raw.Length && written + filled < most; i++)
        {
            if (filled == piece.Length)
            {
                into.Write(piece);
                written += filled;
                filled = 0;
            }
            var b = raw[i];
            if (b == '=')
            {
                if (i + 2 < raw.Length && Hex(raw[i + 1]) is >= 0 and var high && Hex(raw[i + 2]) is >= 0 and var low)
                {
                    piece[filled++] = (byte)((high << 4) | low);
                    i += 2;
                    continue;
                }
                var end = i + 1;
                while (end < raw.Length && raw[end] is (byte)' ' or (byte)'\t')
                    end++;
                if (end >= raw.Length)
                    break;
                if (raw[end] is (byte)'\r' or (byte)'\n')
                {
                    i = raw[end] == '\r' && end + 1 < raw.Length && raw[end + 1] == '\n' ? end + 1 : end;
                    continue;
                }
            }
            piece[filled++] = b;
        }
        into.Write(piece[..filled]);
        return written + filled;
    }

    private static int Hex(byte b) =>
        b switch
        {
            >= (byte)'0' and <= (byte)'9' => b - '0',
            >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
            >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
            _ => -1,
        };

    private static sbyte[] Table()
    {
        var table = new sbyte[256];
        Array.Fill(table, (sbyte)-1);
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (var i = 0; i < letters.Length; i++)
            table[letters[i]] = (sbyte)i;
        // The alphabet of URLs, which some programs use by mistake.
        (table['-'], table['_']) = (62, 63);
        return table;
    }
}
