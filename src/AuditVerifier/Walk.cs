using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Entente.AuditVerifier;

/// <summary>Goes over the lines of a page and recomputes each digest and seal from the one before.</summary>
internal sealed class Walk(Heading heading, PageStart start)
{
    private readonly Digester digester = new(Encoding.ASCII.GetBytes(heading.Workspace));
    private readonly byte[] seal = [.. start.Seal];

    /// <summary>The last entry that was met.</summary>
    public long Number { get; private set; } = start.Number - 1;

    public long Lines { get; private set; }
    public long Withheld { get; private set; }
    public long Erased { get; private set; }
    public long Heads { get; private set; }

    /// <summary>The first line that does not fit, or null.</summary>
    public Fault? Over(ReadOnlySpan<byte> page)
    {
        Fault? first = null;
        while (page.Length > 0)
        {
            var end = page.IndexOf((byte)'\n') is var feed and >= 0 ? feed : page.Length;
            // After a fault the lines are only counted.
            first ??= Next(page[..end]);
            Lines++;
            page = page[Math.Min(end + 1, page.Length)..];
        }
        return first;
    }

    /// <summary>Whether the mark closes what was met.</summary>
    public Fault? At(Mark mark)
    {
        if (mark.Number != Number)
            return new(
                start.Line + Lines,
                Number + 1,
                Words($"the mark here closes entry {mark.Number}; the last entry before it is {Number}")
            );
        return mark.Seal.AsSpan().SequenceEqual(seal)
            ? null
            : new(start.Line + Lines, Number, $"its mark says the seal {Digester.Hex(mark.Seal)}; the chain gives {Digester.Hex(seal)}");
    }

    private Fault? Next(ReadOnlySpan<byte> line)
    {
        try
        {
            return line.StartsWith("{\"head\":"u8) ? Head(line) : Entry(line);
        }
        catch (MalformedException wrong)
        {
            return Wrong(Number + 1, wrong.Message);
        }
    }

    private Fault? Entry(ReadOnlySpan<byte> line)
    {
        Span<byte> digest = stackalloc byte[Digester.Hash];
        Span<byte> computed = stackalloc byte[Digester.Hash];
        Span<byte> told = stackalloc byte[Digester.Hash];
        var entry = EntryLine.Read(line, digester, digest, computed, told);
        var expected = Number + 1;
        if (entry.Number != expected)
            return Wrong(expected, Words($"entry {expected} should stand here, and entry {entry.Number} does"));
        if (entry.Telling is Telling.Missing)
            return Wrong(expected, "the database had lost this entry when it was exported");
        if (!computed.SequenceEqual(digest))
            return Wrong(expected, $"what it says gives the digest {Digester.Hex(computed)}; it was written with {Digester.Hex(digest)}");
        Span<byte> given = stackalloc byte[Digester.Hash];
        Digester.Seal(seal, expected, computed, given);
        if (!given.SequenceEqual(told))
            return Wrong(expected, $"the seal before it and its digest give {Digester.Hex(given)}; its seal is {Digester.Hex(told)}");
        told.CopyTo(seal);
        Number = expected;
        Erased += entry.Erased;
        Withheld += entry.Telling is Telling.Withheld ? 1 : 0;
        return null;
    }

    /// <summary>A head that the installation signed on its day: what it vouched for then must be what stands here now.</summary>
    private Fault? Head(ReadOnlySpan<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.ToArray());
            var head = document.RootElement;
            var (number, told) = (head.GetProperty("head").GetInt64(), head.GetProperty("seal").GetString()!);
            var (at, key) = (head.GetProperty("at").GetString()!, head.GetProperty("key").GetString()!);
            var statement = Words($"entente-audit-head-1\n{heading.Workspace}\n{number}\n{told}\n{at}\n");
            if (!heading.Signed(key, statement, head.GetProperty("signature").GetBytesFromBase64()))
                return Wrong(number, $"the head of {at} is not signed by the key {key}");
            if (number != Number)
                return Wrong(Number, Words($"the head of entry {number} should follow that entry; it follows entry {Number}"));
            if (told != Digester.Hex(seal))
                return Wrong(
                    number,
                    $"on {at} the seal {told} was signed; the chain now gives {Digester.Hex(seal)}: it was written anew since, from this entry or one before it"
                );
            Heads++;
            return null;
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new MalformedException("a signed head should stand here; it cannot be read");
        }
    }

    private Fault Wrong(long entry, string what) => new(start.Line + Lines, entry, what);

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
