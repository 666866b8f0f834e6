using System.Globalization;

namespace Entente.AuditVerifier;

/// <summary>Checks a whole export, page by page, several at a time; or the proof of one entry.</summary>
public static class Verifier
{
    /// <summary>More would only be the same fault again.</summary>
    private const int MostFaults = 20;

    /// <param name="key">The fingerprint that the signing key must have, as the installation shows it; null: whichever key the file names.</param>
    public static Report Verify(Stream file, string? key)
    {
        using var pages = new Pages(file);
        Heading heading;
        try
        {
            var first = pages.Heading();
            if (Proof.Is(first))
                return Proof.Verify(first, file, key);
            heading = Heading.Read(first);
        }
        catch (MalformedException wrong)
        {
            return Failed(new(1, null, wrong.Message));
        }
        if (WrongKey(heading, key) is { } other)
            return Failed(other);
        return Sum(heading, Check(heading, pages));
    }

    internal static Fault? WrongKey(Heading heading, string? key) =>
        key is null || string.Equals(key.Trim(), heading.Signer, StringComparison.OrdinalIgnoreCase)
            ? null
            : new(1, null, $"this should be signed by the key {key.Trim()}; it is signed by {heading.Signer}");

    internal static Report Failed(Fault fault) => new([fault], 0, 0, 0, 0, "It does not hold.");

    // In the order of the file, a few pages ahead of the one that is waited for.
    private static IEnumerable<PageResult> Check(Heading heading, Pages pages)
    {
        var under = new Queue<Task<PageResult>>();
        var start = new PageStart(heading.After + 1, heading.Seal, 2);
        var last = false;
        while (pages.Next() is { } piece)
        {
            var (mark, fault) = Close(piece, start, last);
            if (mark is null)
            {
                under.Enqueue(Task.FromResult(Alone(heading, start, piece, fault!)));
                break;
            }
            var here = start;
            under.Enqueue(
                Task.Run(() =>
                {
                    using (piece)
                        return PageCheck.Check(heading, here, piece.Page, mark);
                })
            );
            start = new(mark.Number + 1, mark.Seal, piece.Line + piece.Lines + 1);
            last = mark.Last;
            while (under.Count > Environment.ProcessorCount + 1)
                yield return under.Dequeue().GetAwaiter().GetResult();
        }
        while (under.Count > 0)
        {
            var result = under.Dequeue().GetAwaiter().GetResult();
            yield return result;
            if (under.Count == 0 && !last && result.Fault is null)
                yield return new(
                    new(start.Line, start.Number, "the file ends here, and its last mark says that more follows: its end was cut off"),
                    0,
                    0,
                    0,
                    0
                );
        }
        if (start.Line == 2 && !last)
            yield return new(new(2, start.Number, "the file ends after its heading: everything else was cut off"), 0, 0, 0, 0);
    }

    /// <summary>The mark of a piece, or why it has none.</summary>
    private static (Mark? Mark, Fault? Fault) Close(Piece piece, PageStart start, bool last)
    {
        if (last)
            return (null, new(piece.Line, start.Number, "the export ends before this line: it was put in later"));
        if (piece.Mark is null)
            return (null, new(piece.Line + piece.Lines, null, "the file ends without the mark that closes an export: its end was cut off"));
        try
        {
            return (Mark.Read(piece.Mark), null);
        }
        catch (MalformedException wrong)
        {
            return (null, new(piece.Line + piece.Lines, null, wrong.Message));
        }
    }

    // Without a mark the chain still tells whether something before the end was touched.
    private static PageResult Alone(Heading heading, PageStart start, Piece piece, Fault fault)
    {
        using (piece)
        {
            if (fault.Line == piece.Line)
                return new(fault, 0, 0, 0, 0);
            var walk = new Walk(heading, start);
            var first = walk.Over(piece.Page);
            return new(
                first ?? fault with { Entry = walk.Number + 1 },
                walk.Number - start.Number + 1,
                walk.Withheld,
                walk.Erased,
                walk.Heads
            );
        }
    }

    private static Report Sum(Heading heading, IEnumerable<PageResult> pages)
    {
        var faults = new List<Fault>();
        var (entries, withheld, erased, heads) = (0L, 0L, 0L, 0L);
        foreach (var page in pages)
        {
            if (page.Fault is { } fault && faults.Count < MostFaults)
                faults.Add(fault);
            (entries, withheld, erased, heads) = (
                entries + page.Entries,
                withheld + page.Withheld,
                erased + page.Erased,
                heads + page.Heads
            );
        }
        // The heading concerns every page; it is told once.
        faults = [.. faults.Distinct()];
        var summary =
            faults.Count > 0
                ? "It does not hold."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    It holds: entries {heading.After + 1} to {heading.After + entries} of {heading.Name}, exported {heading.ExportedAt}.
                    {heads} signed heads of earlier days fit; {withheld} entries are withheld by a filter; persons were erased from {erased} values.
                    Signed by the key {heading.Signer}: compare it with the one that the installation shows.
                    """
                );
        return new(faults, entries, withheld, erased, heads, summary);
    }
}
