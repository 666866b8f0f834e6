using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Entente.AuditVerifier;

/// <summary>
/// That one entry stands in the chain, without the others: the heading, the seal before the entry, its line, the digests of those after it up to
/// the next mark, and that mark, whose signed seal they must come to.
/// </summary>
internal static class Proof
{
    public const string Format = "entente-audit-proof-1";

    public static bool Is(ReadOnlySpan<byte> line) => line.StartsWith("{\"format\":\"entente-audit-proof-1\""u8);

    public static string Write(
        byte[] heading,
        long entry,
        ReadOnlySpan<byte> before,
        ReadOnlySpan<byte> line,
        IEnumerable<string> after,
        byte[] mark
    )
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\"format\":\"{Format}\",\"entry\":{entry},\"before\":\"{Digester.Hex(before)}\"}}\n");
        text.Append(Encoding.UTF8.GetString(heading)).Append('\n');
        text.Append(Encoding.UTF8.GetString(line)).Append('\n');
        text.Append("{\"digests\":[").AppendJoin(',', after.Select(d => $"\"{d}\"")).Append("]}\n");
        text.Append(Encoding.UTF8.GetString(mark)).Append('\n');
        return text.ToString();
    }

    /// <param name="first">The first line; <paramref name="file"/> is read again from its beginning.</param>
    public static Report Verify(byte[] first, Stream file, string? key)
    {
        file.Position = 0;
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        var lines = Lines(copy.ToArray());
        if (lines.Count != 5)
            return Verifier.Failed(
                new(
                    Math.Min(lines.Count + 1, 6),
                    null,
                    $"a proof has five lines, each with its line feed; this one has {lines.Count.ToString(CultureInfo.InvariantCulture)}"
                )
            );
        var at = 1;
        try
        {
            var (entry, before) = Beginning(first);
            at = 2;
            var heading = Heading.Read(lines[1]);
            if (Verifier.WrongKey(heading, key) is { } other)
                return Verifier.Failed(other with { Line = 2 });
            at = 5;
            var mark = Mark.Read(lines[4]);
            if (!heading.Signed(heading.Signer, mark.Told, mark.Signature))
                return Verifier.Failed(new(5, null, $"the mark is not signed by the key {heading.Signer}"));
            if (mark.Heading != Digester.Hex(heading.Hash))
                return Verifier.Failed(
                    new(
                        2,
                        null,
                        $"the heading is not the one that was signed: its hash should be {mark.Heading} and is {Digester.Hex(heading.Hash)}"
                    )
                );
            at = 3;
            var walk = new Walk(heading, new(entry, before, 3));
            if (walk.Over(lines[2]) is { } fault)
                return Verifier.Failed(fault);
            at = 4;
            return Fold(heading, entry, before, lines, mark);
        }
        catch (MalformedException wrong)
        {
            return Verifier.Failed(new(at, null, wrong.Message));
        }
    }

    private static Report Fold(Heading heading, long entry, byte[] before, List<byte[]> lines, Mark mark)
    {
        Span<byte> seal = stackalloc byte[Digester.Hash];
        Span<byte> digest = stackalloc byte[Digester.Hash];
        Span<byte> computed = stackalloc byte[Digester.Hash];
        EntryLine.Read(lines[2], new(Encoding.ASCII.GetBytes(heading.Workspace)), digest, computed, seal);
        var number = entry;
        foreach (var next in Digests(lines[3]))
            Digester.Seal(seal.ToArray(), ++number, next, seal);
        if (number != mark.Number)
            return Verifier.Failed(
                new(
                    4,
                    null,
                    string.Create(CultureInfo.InvariantCulture, $"the digests should reach to entry {mark.Number}, and reach to {number}")
                )
            );
        if (!seal.SequenceEqual(mark.Seal))
            return Verifier.Failed(
                new(
                    4,
                    entry,
                    $"the entry and the digests after it should come to the signed seal {Digester.Hex(mark.Seal)}, and come to {Digester.Hex(seal)}"
                )
            );
        if (!Same(lines, entry, before))
            return Verifier.Failed(new(1, entry, "the proof is not written as the format says"));
        var words = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            It holds: entry {entry} stands in the audit of {heading.Name}, exported {heading.ExportedAt}.
            Signed by the key {heading.Signer}: compare it with the one that the installation shows.
            """
        );
        return new([], 1, 0, 0, 0, words);
    }

    // No space and no other spelling: one proof is one text.
    private static bool Same(List<byte[]> lines, long entry, byte[] before) =>
        Encoding.UTF8.GetString(lines[0])
            == string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"format\":\"{Format}\",\"entry\":{entry},\"before\":\"{Digester.Hex(before)}\"}}"
            )
        && Encoding.UTF8.GetString(lines[3])
            == "{\"digests\":[" + string.Join(',', Digests(lines[3]).Select(d => $"\"{Digester.Hex(d)}\"")) + "]}";

    private static (long Entry, byte[] Before) Beginning(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var before = Convert.FromHexString(document.RootElement.GetProperty("before").GetString()!);
            return before.Length == Digester.Hash
                ? (document.RootElement.GetProperty("entry").GetInt64(), before)
                : throw new MalformedException("the seal before the entry should be 32 bytes");
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new MalformedException("the first line should say which entry is proven; it cannot be read");
        }
    }

    private static List<byte[]> Digests(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var digests = document
                .RootElement.GetProperty("digests")
                .EnumerateArray()
                .Select(d => Convert.FromHexString(d.GetString()!))
                .ToList();
            return digests.TrueForAll(d => d.Length == Digester.Hash)
                ? digests
                : throw new MalformedException("a digest should be 32 bytes");
        }
        catch (Exception e)
            when (e is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new MalformedException("the digests of the entries after it should stand here; they cannot be read");
        }
    }

    private static List<byte[]> Lines(byte[] text)
    {
        var lines = new List<byte[]>();
        for (var from = 0; from < text.Length; )
        {
            var feed = Array.IndexOf(text, (byte)'\n', from);
            if (feed < 0)
                // A line without its end is no line.
                return [.. lines, .. Enumerable.Repeat<byte[]>([], 5)];
            lines.Add(text[from..feed]);
            from = feed + 1;
        }
        return lines;
    }
}
