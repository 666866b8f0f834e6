using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Safelist;

/// <param name="Number">The version in force.</param>
/// <param name="Rules">What the page edits: the draft's, else those in force.</param>
/// <param name="Draft">The draft's row version; null: none.</param>
/// <param name="Stale">A version was published after the draft was begun.</param>
internal sealed record SafelistState(
    int Number,
    IReadOnlyList<CatalogField> Catalogue,
    IReadOnlyList<FieldRule> Rules,
    int? Draft,
    bool Stale,
    IReadOnlyList<SafelistChange> Changes,
    SafelistSegments Segments,
    ILookup<string, string> Stages
)
{
    /// <summary>Stages that rules for this object may name; none for objects that have none.</summary>
    public IReadOnlyList<string> StagesOf(string objectName) =>
        [
            .. Stages[objectName]
                .Concat(Rules.Where(r => r.Object == objectName).Select(r => r.Who.Stage).OfType<string>())
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
}

/// <summary>A version in the history; the first has no day and nobody who published it.</summary>
internal sealed record SafelistVersionView(
    int Number,
    string Note,
    string? By,
    DateTimeOffset? PublishedAt,
    IReadOnlyList<SafelistChange> Changes
);

/// <summary>Reads what was published and what is being prepared.</summary>
public sealed class SafelistShelf(EntenteDb db, Fields fields, IEnumerable<ISafeRecords> records, AccessApi access)
{
    internal async Task<SafelistState> Load(CancellationToken ct)
    {
        var catalogue = await fields.Catalogue(ct);
        var newest = await db.Set<SafelistVersion>().AsNoTracking().OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
        var draft = await db.Set<SafelistDraft>().AsNoTracking().SingleOrDefaultAsync(ct);
        var (number, inForce) = (newest?.Number ?? SafelistInForce.First, newest?.Read() ?? SafelistRules.Start(catalogue));
        var rules = draft?.Read() ?? inForce;
        var stages = new List<(string Object, string Stage)>();
        foreach (var source in records)
            stages.AddRange((await source.Stages(ct)).Select(s => (source.Object, s)));
        return new(
            number,
            catalogue,
            rules,
            draft?.Version,
            draft is not null && draft.BasedOn != number,
            SafelistRules.Diff(inForce, rules),
            await fields.Segments(ct),
            stages.ToLookup(s => s.Object, s => s.Stage)
        );
    }

    /// <summary>All versions, newest first, each with what it changed.</summary>
    internal async Task<IReadOnlyList<SafelistVersionView>> History(CancellationToken ct)
    {
        var rows = await db.Set<SafelistVersion>().AsNoTracking().OrderBy(v => v.Number).ToListAsync(ct);
        var people = await access.People(rows.Select(r => r.By).OfType<PersonId>(), ct);
        var before = SafelistRules.Start(await fields.Catalogue(ct));
        List<SafelistVersionView> views = [new(SafelistInForce.First, "What every workspace starts with", null, null, [])];
        foreach (var row in rows)
        {
            var rules = row.Read();
            var by = row.By is { } person ? people.GetValueOrDefault(person)?.Name : null;
            views.Add(new(row.Number, row.Note, by, row.PublishedAt, SafelistRules.Diff(before, rules)));
            before = rules;
        }
        views.Reverse();
        return views;
    }
}
