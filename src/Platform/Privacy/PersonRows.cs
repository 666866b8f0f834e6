using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Entente.Platform.Privacy;

/// <summary>A row in which a person stands.</summary>
/// <param name="Key">Its primary key without the workspace, as text, in order.</param>
/// <param name="Values">Every loaded column as text; bytes are not loaded.</param>
/// <param name="Groups">Places of the table's groups that are theirs; empty: others only name them.</param>
internal sealed record PersonRow(IReadOnlyList<string> Key, IReadOnlyDictionary<string, string?> Values, IReadOnlyList<int> Groups);

/// <summary>
/// Finds, and empties, the rows in which a person stands, by the declarations of the rooms. Names of tables and columns are the declarations'
/// own constants; a test holds them against the database.
/// </summary>
internal sealed class PersonRows(EntenteDb db)
{
    /// <summary>Every row of a table that is the person's or names them.</summary>
    public async Task<List<PersonRow>> Load(PersonalTable table, PersonSought who, CancellationToken ct)
    {
        var conditions = table.Groups.Select(Condition).ToList();
        var words = Split(table.Words).Concat(table.Groups.SelectMany(g => Split(g.Texts))).Distinct().ToList();
        if (conditions.Count + words.Count == 0 || db.Model.GetRelationalModel().FindTable(table.Name, null) is not { } shape)
            return [];
        var key = Key(shape);
        var columns = Loaded(table, shape).ToList();
        var patterns = Patterns(who);
        var named = words.Select(w => $"t.{w}::text ilike any($5) or regexp_replace(t.{w}::text, '[^0-9]', '', 'g') like any($6)");
        var sql = $"""
            select array[{string.Join(", ", key.Select(k => $"t.{k.Name}::text"))}]::text[],
                   array[{string.Join(", ", columns.Select(c => $"t.{c}::text"))}]::text[],
                   array[{string.Join(", ", conditions.Select(c => $"coalesce(({c}), false)"))}]::boolean[]
              from {table.Name} t
             where t.workspace_id = $1 and ({string.Join(" or ", conditions.Concat(named))})
             order by {string.Join(", ", key.Select(k => "t." + k.Name))}
            """;
        var rows = await db.Read(
            sql,
            r =>
            {
                var values = r.GetFieldValue<string?[]>(1);
                var theirs = r.GetFieldValue<bool[]>(2);
                return new PersonRow(
                    r.GetFieldValue<string[]>(0),
                    columns.Select((c, i) => (c, values[i])).ToDictionary(p => p.c, p => p.Item2, StringComparer.Ordinal),
                    [.. Enumerable.Range(0, theirs.Length).Where(i => theirs[i])]
                );
            },
            ct,
            db.Workspace.Value,
            who.Emails.ToArray(),
            who.Phones.Select(ErasedText.Compared).ToArray(),
            who.People.Select(p => p.Value).ToArray(),
            patterns,
            who.Phones.Select(p => $"%{ErasedText.Compared(p)}%").ToArray()
        );
        // The database looks for letters, the rule for whole words.
        return [.. rows.Where(r => r.Groups.Count > 0 || words.Exists(w => ErasedText.Mentions(r.Values[w], who)))];
    }

    /// <summary>Empties what is the person's in one row, and takes them out of its words. False: there was nothing left to do.</summary>
    public async Task<bool> Erase(PersonalTable table, PersonRow row, PersonSought who, CancellationToken ct)
    {
        var shape = db.Model.GetRelationalModel().FindTable(table.Name, null)!;
        var set = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var word in Split(table.Words).Concat(table.Groups.SelectMany(g => Split(g.Texts))))
            if (row.Values[word] is { } text && ErasedText.Without(text, who) is var left && left != text)
                set[word] = left;
        foreach (var group in row.Groups.Select(i => table.Groups[i]))
        {
            foreach (var name in Split(group.Name))
                set[name] = ErasedText.Name;
            foreach (var gone in Split(group.Gone))
                set[gone] = IsBytes(shape, gone) ? "" : ErasedText.Gone;
            foreach (var detail in Split($"{group.Address} {group.Phone} {group.Details}"))
                set[detail] =
                    Column(shape, detail).IsNullable ? null
                    : Column(shape, detail).StoreType == "jsonb" ? "{}"
                    : "";
        }
        foreach (var (column, value) in set.ToList())
            if (row.Values.TryGetValue(column, out var before) && before == (string?)value)
                set.Remove(column);
        if (set.Count == 0)
            return false;
        var key = Key(shape);
        var sets = set.Keys.Select((c, i) => $"{c} = ${i + 2 + key.Count}::text::{Column(shape, c).StoreType}").ToList();
        if (shape.FindColumn("version") is not null)
            sets.Add("version = version + 1");
        var where = key.Select((k, i) => $"{k.Name} = ${i + 2}::text::{k.StoreType}");
        await db.Write(
            $"update {table.Name} set {string.Join(", ", sets)} where workspace_id = $1 and {string.Join(" and ", where)}",
            ct,
            [db.Workspace.Value, .. row.Key, .. set.Values]
        );
        return true;
    }

    /// <summary>Columns, one each.</summary>
    public static string[] Split(string columns) => columns.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Patterns for the database: everything that a spelling of the person could be.</summary>
    internal static string[] Patterns(PersonSought who) =>
        [
            .. who
                .Emails.Concat(who.Names.Where(ErasedText.Tells))
                .SelectMany(ErasedText.Spellings)
                .Select(s =>
                    "%"
                    + s.Replace(@"\", @"\\", StringComparison.Ordinal)
                        .Replace("%", @"\%", StringComparison.Ordinal)
                        .Replace("_", @"\_", StringComparison.Ordinal)
                        .Replace(' ', '%')
                    + "%"
                ),
        ];

    private static string Condition(PersonalGroup group) =>
        string.Join(
            " or ",
            Split(group.Address)
                .Select(c => $"lower(t.{c}) = any($2)")
                .Concat(
                    Split(group.Phone).Select(c => $"right(regexp_replace(t.{c}, '[^0-9]', '', 'g'), {ErasedText.PhoneDigits}) = any($3)")
                )
                .Concat(Split(group.Person).Select(c => $"t.{c} = any($4)"))
        );

    private static IEnumerable<string> Loaded(PersonalTable table, ITable shape) =>
        Split(table.Shown)
            .Concat(Split(table.Words))
            .Concat(table.Groups.SelectMany(g => Split($"{g.Address} {g.Phone} {g.Name} {g.Details} {g.Gone} {g.Texts}")))
            .Distinct(StringComparer.Ordinal)
            .Where(c => !IsBytes(shape, c));

    private static bool IsBytes(ITable shape, string column) => Column(shape, column).StoreType == "bytea";

    private static IColumn Column(ITable shape, string column) =>
        shape.FindColumn(column) ?? throw new InvalidOperationException($"{shape.Name} has no column {column}.");

    private static List<IColumn> Key(ITable shape) => [.. shape.PrimaryKey!.Columns.Where(c => c.Name != "workspace_id")];
}
