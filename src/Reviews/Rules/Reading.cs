using Entente.Partners;

namespace Entente.Reviews.Rules;

/// <summary>What is shown of a part; it does not know why anything is missing.</summary>
public sealed record SheetPart(string Key, string Title, IReadOnlyList<SheetFigure> Figures, IReadOnlyList<SheetTable> Tables);

/// <param name="Good">Whether the change is; null: neither, or there is none.</param>
public sealed record SheetFigure(string Label, ReviewValue? Value, ReviewValue? Was, string? Note, bool? Good);

/// <param name="More">Rows that are counted and not listed.</param>
public sealed record SheetTable(string Title, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<ReviewValue?>> Rows, int More);

/// <summary>Who reads what of the parts that were gathered. Pure.</summary>
public static class Reading
{
    /// <summary>
    /// What is kept for the partner's side: without the vendor's own parts, figures and tables, and without the mark that another partner has a part. What
    /// the safelist says is asked when it is shown.
    /// </summary>
    public static IReadOnlyList<ReviewPart> Outward(IEnumerable<ReviewPart> parts) =>
        [
            .. parts
                .Where(p => !p.Vendor)
                .Select(p =>
                    p with
                    {
                        Figures = [.. p.Figures.Where(f => !f.Vendor)],
                        Tables =
                        [
                            .. p
                                .Tables.Where(t => !t.Vendor)
                                .Select(t => t with { Rows = [.. t.Rows.Select(r => r with { Beyond = false })] }),
                        ],
                    }
                ),
        ];

    /// <summary>For staff.</summary>
    /// <param name="may">Whether the reader has a permission.</param>
    /// <param name="scoped">The reader sees some partners only.</param>
    public static IReadOnlyList<SheetPart> ForStaff(IEnumerable<ReviewPart> parts, Func<string, bool> may, bool scoped) =>
        Shown(parts.Where(p => p.Reads.All(may)), (_, _) => true, scoped);

    /// <summary>For a person of the partner.</summary>
    /// <param name="shows">Whether the safelist shows them the field <c>opportunity.amount</c> of a record in a stage; without one, in every stage.</param>
    public static IReadOnlyList<SheetPart> ForPartner(IEnumerable<ReviewPart> parts, Func<string?, string, bool> shows) =>
        Shown(Outward(parts), shows, scoped: false);

    private static IReadOnlyList<SheetPart> Shown(IEnumerable<ReviewPart> parts, Func<string?, string, bool> shows, bool scoped) =>
        [
            .. parts
                .Select(p => new SheetPart(
                    p.Key,
                    p.Title,
                    [.. p.Figures.Where(f => f.Needs.All(n => shows(null, n))).Select(Figure)],
                    [
                        .. p
                            .Tables.Where(t => t.Needs.All(n => shows(null, n)))
                            .Select(t => Table(t, shows, scoped))
                            .Where(t => t.Rows.Count + t.More > 0),
                    ]
                ))
                .Where(p => p.Figures.Count + p.Tables.Count > 0),
        ];

    private static SheetFigure Figure(ReviewFigure figure) =>
        new(
            figure.Label,
            figure.Value,
            figure.Was,
            figure.Note,
            ReviewWords.Change(figure.Value, figure.Was) is { } change && change != 0 && figure.MoreIsGood is { } more
                ? more == change > 0
                : null
        );

    private static SheetTable Table(ReviewTable table, Func<string?, string, bool> shows, bool scoped)
    {
        var rows = table.Rows.Where(r => r.Needs.All(n => shows(null, n))).ToList();
        var listed = rows.Where(r => !scoped || !r.Beyond).ToList();
        // A column that is hidden in every row is not there: no hole, no label.
        var columns = Enumerable
            .Range(0, table.Heads.Count)
            .Where(i =>
                table.Heads[i] is { Needs: null } or { Otherwise: not null } || listed.Exists(r => shows(r.Stage, table.Heads[i].Needs!))
            )
            .ToList();
        return new(
            table.Title,
            [.. columns.Select(i => table.Heads[i].Label)],
            [.. listed.Select(r => (IReadOnlyList<ReviewValue?>)[.. columns.Select(i => Cell(table.Heads[i], r, i, shows))])],
            table.More + rows.Count - listed.Count
        );
    }

    private static ReviewValue? Cell(ReviewHead head, ReviewRow row, int column, Func<string?, string, bool> shows) =>
        head.Needs is null || shows(row.Stage, head.Needs) ? row.Cells[column]
        : head.Otherwise is { } otherwise ? ReviewValue.Words(otherwise)
        : null;
}
