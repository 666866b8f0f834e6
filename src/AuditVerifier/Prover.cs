using System.Globalization;
using System.Text;

namespace Entente.AuditVerifier;

/// <summary>Takes the proof of one entry out of an export.</summary>
public static class Prover
{
    /// <summary>The proof, or why there is none: the entry is not in this export, or its page does not hold.</summary>
    public static (string? Proof, Fault? Fault) Prove(Stream file, long entry)
    {
        using var pages = new Pages(file);
        try
        {
            var first = pages.Heading();
            var heading = Heading.Read(first);
            var start = new PageStart(heading.After + 1, heading.Seal, 2);
            while (pages.Next() is { } piece)
                using (piece)
                {
                    if (piece.Mark is null)
                        break;
                    var mark = Mark.Read(piece.Mark);
                    if (entry >= start.Number && entry <= mark.Number)
                        return PageCheck.Check(heading, start, piece.Page, mark).Fault is { } fault
                            ? (null, fault)
                            : (Write(first, heading, start, piece, entry), null);
                    start = new(mark.Number + 1, mark.Seal, piece.Line + piece.Lines + 1);
                }
            return (
                null,
                new(
                    1,
                    entry,
                    string.Create(CultureInfo.InvariantCulture, $"this export holds entries {heading.After + 1} to {start.Number - 1}")
                )
            );
        }
        catch (MalformedException wrong)
        {
            return (null, new(1, null, wrong.Message));
        }
    }

    private static string Write(byte[] first, Heading heading, PageStart start, Piece piece, long entry)
    {
        var digester = new Digester(Encoding.ASCII.GetBytes(heading.Workspace));
        Span<byte> digest = stackalloc byte[Digester.Hash];
        Span<byte> computed = stackalloc byte[Digester.Hash];
        Span<byte> seal = stackalloc byte[Digester.Hash];
        var before = start.Seal.ToArray();
        var own = ReadOnlySpan<byte>.Empty;
        var after = new List<string>();
        for (var rest = piece.Page; rest.Length > 0; rest = rest[(rest.IndexOf((byte)'\n') + 1)..])
        {
            var line = rest[..rest.IndexOf((byte)'\n')];
            if (line.StartsWith("{\"head\":"u8))
                continue;
            var read = EntryLine.Read(line, digester, digest, computed, seal);
            if (read.Number == entry)
                own = line;
            else if (read.Number > entry)
                after.Add(Digester.Hex(digest));
            else
                seal.CopyTo(before);
        }
        return Proof.Write(first, entry, before, own, after, piece.Mark!);
    }
}
