using Microsoft.AspNetCore.Http;

namespace Entente.Access.Safelist;

/// <summary>A column of the matrix: a partner type, or every partner.</summary>
internal sealed record MatrixColumn(string Key, string Label, string? Type);

/// <param name="Word">What the edited list says of just this audience; null: nothing.</param>
/// <param name="Otherwise">What holds without that word.</param>
/// <param name="Changed">It differs from what is in force.</param>
internal sealed record MatrixCell(string Name, string Said, Visibility? Word, Visibility Otherwise, bool Changed);

internal sealed record MatrixRow(CatalogField Field, IReadOnlyList<MatrixCell> Cells);

internal sealed record MatrixGroup(string Title, IReadOnlyList<MatrixRow> Rows);

/// <summary>Which part of the safelist a page edits: one object, for partners narrowed down by everything but their type.</summary>
internal sealed record MatrixSlice(string Object, string? Tier, string? Role, string? Region, string? Stage)
{
    public bool Whole => Tier is null && Role is null && Region is null && Stage is null;

    public Audience Who(string? type) => new(type, Tier, Role, Region, Stage);
}

/// <summary>The safelist as a table, and what is read of a posted one.</summary>
internal static class Matrix
{
    public const string Everybody = "all";

    public static IReadOnlyList<MatrixColumn> Columns(SafelistState state, MatrixSlice slice, bool everyType) =>
        [
            new(Everybody, slice.Whole ? "Every partner" : "All of these", null),
            .. state
                .Segments.Types.Where(t => everyType || t.Partners > 0 || state.Rules.Any(r => r.Who.PartnerType == t.Name))
                .Select(t => new MatrixColumn(t.Name, t.Label, t.Name)),
        ];

    public static IReadOnlyList<MatrixGroup> Groups(SafelistState state, MatrixSlice slice, IReadOnlyList<MatrixColumn> columns)
    {
        var fields = state.Catalogue.Where(f => f.Object == slice.Object).DistinctBy(f => f.Name).ToList();
        return
        [
            .. new[]
            {
                Group(SafelistText.Object(slice.Object), fields.Where(f => !f.Locked && !OfCrm(f))),
                Group("The CRM’s own fields", fields.Where(f => !f.Locked && OfCrm(f))),
                Group("Kept inside", fields.Where(f => f.Locked)),
            }.Where(g => g.Rows.Count > 0),
        ];

        MatrixGroup Group(string title, IEnumerable<CatalogField> of) =>
            new(title, [.. of.Select(f => new MatrixRow(f, f.Locked ? [] : [.. columns.Select(c => Cell(state, slice, c, f))]))]);
    }

    /// <summary>What was posted, cell by cell. A word that is none is told by field.</summary>
    public static (IReadOnlyList<FieldWord> Words, IReadOnlyDictionary<string, string> Wrong) Read(
        IFormCollection form,
        SafelistState state,
        MatrixSlice slice,
        IReadOnlyList<MatrixColumn> columns
    )
    {
        var (words, wrong) = (new List<FieldWord>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var field in state.Catalogue.Where(f => f.Object == slice.Object).DistinctBy(f => f.Name))
        foreach (var column in columns)
        {
            if (form[NameOf(column, field)] is not [{ } said])
                continue;
            var who = slice.Who(column.Type);
            if (said.Length == 0)
                words.Add(new(field.Object, field.Name, who, null));
            else if (Enum.TryParse<Visibility>(said, ignoreCase: true, out var word) && Enum.IsDefined(word) && !char.IsAsciiDigit(said[0]))
                // Of everybody, nothing said is hidden.
                words.Add(new(field.Object, field.Name, who, word is Visibility.Hidden && who.Specificity == 0 ? null : word));
            else
                wrong[$"{field.Object}.{field.Name}"] = "Choose hidden, visible or editable.";
        }
        return (words, wrong);
    }

    public static string NameOf(MatrixColumn column, CatalogField field) => $"{column.Key}:{field.Object}.{field.Name}";

    private static MatrixCell Cell(SafelistState state, MatrixSlice slice, MatrixColumn column, CatalogField field)
    {
        var who = slice.Who(column.Type);
        var own = state.Rules.FirstOrDefault(r => r.Object == field.Object && r.Field == field.Name && r.Who == who);
        var others = state.Rules.Where(r => r != own);
        return new(
            NameOf(column, field),
            $"{field.Label}, {column.Label}",
            own?.Visibility,
            FieldRules.Decide(field, others, who),
            state.Changes.Any(c => c.Object == field.Object && c.Field == field.Name && c.Who == who)
        );
    }

    private static bool OfCrm(CatalogField field) => field.Name.StartsWith("crm.", StringComparison.Ordinal);
}
