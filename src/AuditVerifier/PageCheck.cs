using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Entente.AuditVerifier;

/// <summary>Where a page begins: the seal before its first entry, that entry's number, the number of its first line.</summary>
internal sealed record PageStart(long Number, byte[] Seal, long Line);

/// <summary>What came of a page. <paramref name="Fault"/> is the first line that does not fit.</summary>
internal sealed record PageResult(Fault? Fault, long Entries, long Withheld, long Erased, long Heads);

/// <summary>Checks one page of an export by itself: the entries between two marks, and the mark that closes them.</summary>
internal static class PageCheck
{
    /// <param name="page">The lines of the page, each with its line feed, without the mark's.</param>
    public static PageResult Check(Heading heading, PageStart start, ReadOnlySpan<byte> page, Mark mark)
    {
        var walk = new Walk(heading, start);
        var fault = walk.Over(page) ?? walk.At(mark);
        var told = Told(heading, start, page, mark, walk.Lines);
        // What comes first in the file is what was touched; of two words on one line the chain's says more. Where lines were taken out or put in,
        // those after them no longer stand where the mark knows them, and the chain knows better.
        if (told is not null && (fault is null || (told.Line < fault.Line && walk.Lines * Mark.LineHash == mark.Lines.Length)))
            fault = told;
        return new(fault, walk.Number - start.Number + 1, walk.Withheld, walk.Erased, walk.Heads);
    }

    /// <summary>The mark's own signature, and the bytes that it vouches for.</summary>
    private static Fault? Told(Heading heading, PageStart start, ReadOnlySpan<byte> page, Mark mark, long lines)
    {
        var (first, at) = (start.Number, start.Line + lines);
        if (!heading.Signed(heading.Signer, mark.Told, mark.Signature))
            return new(
                at,
                mark.Number,
                Words(
                    $"the mark that closes entries {first} to {mark.Number} is not signed by the key {heading.Signer}: it was changed, or written anew without the key"
                )
            );
        if (mark.Heading != Digester.Hex(heading.Hash))
            return new(
                1,
                null,
                $"the heading is not the one that was signed: its hash should be {mark.Heading} and is {Digester.Hex(heading.Hash)}"
            );
        return SHA256.HashData(page).AsSpan().SequenceEqual(mark.Page) ? null : Line(start, page, mark);
    }

    /// <summary>Which line of a page is not the one that was exported.</summary>
    private static Fault Line(PageStart start, ReadOnlySpan<byte> page, Mark mark)
    {
        var hashes = new List<byte[]>();
        var numbers = new List<long?>();
        for (var rest = page; rest.Length > 0; )
        {
            var end = rest.IndexOf((byte)'\n') is var feed and >= 0 ? feed : rest.Length;
            hashes.Add(SHA256.HashData(rest[..end])[..Mark.LineHash]);
            numbers.Add(Number(rest[..end]));
            rest = rest[Math.Min(end + 1, rest.Length)..];
        }
        var known = mark.Lines.Chunk(Mark.LineHash).ToList();
        bool Same(int at, int of) => hashes[at].AsSpan().SequenceEqual(known[of]);
        var more = hashes.Count - known.Count;
        if (more > 0 && known.Count > 0 && Enumerable.Range(0, known.Count).All(i => Same(i + more, i)))
            return new(start.Line + more, null, "a mark should stand here, which closes the page before: it was taken out");
        for (var at = 0; at < hashes.Count; at++)
            if (at >= known.Count)
                return new(start.Line + at, numbers[at], "there should be no line here: it was put in after the export");
            else if (!Same(at, at))
                return new(
                    start.Line + at,
                    numbers[at],
                    $"the line is not the one that was exported: its hash should begin with {Digester.Hex(known[at])} and begins with {Digester.Hex(hashes[at])}. Something that the chain does not bind was changed (a value made to look erased), or the chain was written anew from here"
                );
        return new(
            start.Line + hashes.Count,
            null,
            Words($"there should be {known.Count} lines before this mark, and there are {hashes.Count}")
        );
    }

    private static long? Number(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return reader.Read() && reader.Read() && reader.ValueTextEquals("n"u8) && reader.Read() && reader.TryGetInt64(out var n)
                ? n
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
