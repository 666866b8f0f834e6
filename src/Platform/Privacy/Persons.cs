using System.Globalization;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Platform.Privacy;

/// <summary>What a room keeps of a person in one of its tables.</summary>
/// <param name="Theirs">Rows that are the person's own.</param>
/// <param name="Named">Rows of others that name them.</param>
/// <param name="Goes">What an erasure takes out, in words.</param>
/// <param name="Stays">What stays, and why.</param>
/// <param name="Samples">At most three, as they read now.</param>
public sealed record KeptRows(string Room, string Title, int Theirs, int Named, string Goes, string Stays, IReadOnlyList<string> Samples);

/// <summary>What is kept of a person, where, and what must stay.</summary>
/// <param name="AuditValues">Values of the audit that would be emptied.</param>
/// <param name="AuditReasons">Reasons in the audit that name the person: they are bound by the chain and stay.</param>
/// <param name="Hinders">Why an erasure must wait; empty: it need not.</param>
public sealed record PersonPreview(
    PersonSought Who,
    IReadOnlyList<string> Addresses,
    IReadOnlyList<KeptRows> Kept,
    int AuditValues,
    int AuditReasons,
    IReadOnlyList<string> Hinders
)
{
    public bool IsEmpty => Kept.Count == 0 && AuditValues == 0 && Who.People.Count == 0;
}

/// <summary>One row as the person gets it: what is theirs by column, and where others name them.</summary>
public sealed record ExportedRow(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> NamedIn);

/// <summary>The rows of one table.</summary>
public sealed record ExportedTable(string Room, string Title, IReadOnlyList<ExportedRow> Rows);

/// <summary>Finds, gives out and erases what all rooms of this workspace keep of one person (SEC-5).</summary>
public sealed class Persons
{
    private const int Samples = 3;
    private readonly IReadOnlyList<IPersonalData> rooms;
    private readonly PersonRows rows;
    private readonly AuditErasure audit;
    private readonly ErasedMarks marks;

    public Persons(EntenteDb db, IEnumerable<IPersonalData> rooms, ErasedMarks marks) =>
        (this.rooms, rows, audit, this.marks) = ([.. rooms], new(db), new(db), marks);

    /// <summary>The catalogue of all rooms.</summary>
    public IEnumerable<PersonalTable> Catalogue => rooms.SelectMany(r => r.Tables);

    /// <summary>What is kept where, and what must stay.</summary>
    public async Task<PersonPreview> Preview(PersonSought asked, CancellationToken ct)
    {
        var who = await Known(asked, ct);
        var (kept, addresses, theirs) = (new List<KeptRows>(), new HashSet<string>(StringComparer.OrdinalIgnoreCase), Theirs.None);
        foreach (var (room, table) in Tables())
        {
            var found = await rows.Load(table, who, ct);
            if (found.Count == 0)
                continue;
            theirs.Add(table, found);
            addresses.UnionWith(Values(table, found, g => g.Address));
            var own = found.Count(r => r.Groups.Count > 0);
            kept.Add(
                new(
                    room,
                    table.Title,
                    own,
                    found.Count - own,
                    Goes(table, found),
                    table.Stays,
                    [.. found.Take(Samples).Select(r => Sample(table, r, who))]
                )
            );
        }
        var hinders = new List<string>();
        foreach (var room in rooms)
            if (await room.Hinders(who, ct) is { } why)
                hinders.Add(why);
        return new(who, [.. addresses], kept, await audit.Count(who, theirs.Fields, ct), await audit.Reasons(who, ct), hinders);
    }

    /// <summary>Everything of the person in this workspace; rows of others with the place that names them, and no more of those.</summary>
    public async Task<IReadOnlyList<ExportedTable>> Export(PersonSought asked, CancellationToken ct)
    {
        var who = await Known(asked, ct);
        var tables = new List<ExportedTable>();
        foreach (var (room, table) in Tables())
        {
            var found = await rows.Load(table, who, ct);
            if (found.Count > 0)
                tables.Add(new(room, table.Title, [.. found.Select(r => Exported(table, r, who))]));
        }
        return tables;
    }

    /// <summary>
    /// Takes the person out of everything: names and addresses go, ids, numbers, dates, decisions and the audit's chain stay. In the open
    /// transaction of the caller, who saves; refused while something hinders.
    /// </summary>
    /// <returns>How many rows of which table were changed.</returns>
    public async Task<Result<IReadOnlyList<(string Table, int Rows)>>> Erase(PersonSought asked, CancellationToken ct)
    {
        var who = await Known(asked, ct);
        foreach (var room in rooms)
            if (await room.Hinders(who, ct) is { } why)
                return Problem.Conflict("privacy.hindered", why);
        foreach (var room in rooms)
            await room.Erase(who, ct);
        var loaded = new List<(PersonalTable Table, List<PersonRow> Rows)>();
        foreach (var (_, table) in Tables())
            loaded.Add((table, await rows.Load(table, who, ct)));
        var theirs = Theirs.None;
        foreach (var (table, found) in loaded)
            theirs.Add(table, found);
        var emptied = await audit.Run(who, theirs.Fields, ct);
        var counts = new List<(string, int)> { ("audit_value", emptied) };
        foreach (var (table, found) in loaded)
        {
            var changed = 0;
            foreach (var row in found)
                changed += await rows.Erase(table, row, who, ct) ? 1 : 0;
            counts.Add((table.Name, changed));
        }
        await marks.Remember(who.Emails, ct);
        return counts.FindAll(c => c.Item2 > 0);
    }

    // The names by which the person's own rows call them are looked for in what others wrote.
    private async Task<PersonSought> Known(PersonSought who, CancellationToken ct)
    {
        var names = new List<string>();
        foreach (var (_, table) in Tables().Where(t => t.Table.Groups.Any(g => g.Name.Length > 0)))
            names.AddRange(Values(table, await rows.Load(table, who, ct), g => g.Name));
        return who.And(names.Where(ErasedText.Tells));
    }

    private IEnumerable<(string Room, PersonalTable Table)> Tables() => rooms.SelectMany(r => r.Tables.Select(t => (r.Room, t)));

    private static IEnumerable<string> Values(PersonalTable table, IEnumerable<PersonRow> found, Func<PersonalGroup, string> columns) =>
        found
            .SelectMany(r => r.Groups.SelectMany(g => PersonRows.Split(columns(table.Groups[g]))).Select(c => r.Values[c]))
            .OfType<string>()
            .Where(v => v.Length > 0);

    private static string Goes(PersonalTable table, List<PersonRow> found)
    {
        var theirs = found.SelectMany(r => r.Groups).Distinct().Select(g => table.Groups[g]).ToList();
        var goes = theirs
            .SelectMany(g => PersonRows.Split($"{g.Name} {g.Address} {g.Phone} {g.Details} {g.Gone}"))
            .Distinct()
            .Select(Label)
            .ToList();
        if (found.Exists(r => r.Groups.Count == 0) || theirs.Exists(g => g.Texts.Length > 0))
            goes.Add("what names the person within the words");
        return string.Join(", ", goes);
    }

    private static string Sample(PersonalTable table, PersonRow row, PersonSought who)
    {
        var shown = PersonRows.Split(table.Shown).Select(c => ToMinute(row.Values[c])).Where(v => !string.IsNullOrEmpty(v));
        var theirs = row.Groups.SelectMany(g =>
            PersonRows.Split($"{table.Groups[g].Name} {table.Groups[g].Address} {table.Groups[g].Phone}")
        );
        var told = theirs.Any()
            ? theirs.Select(c => row.Values[c])
            : row.Values.Values.Select(v => ErasedText.Excerpt(v, who, 40)).OfType<string>().Take(1);
        return string.Join(" · ", shown.Concat(told.Where(v => !string.IsNullOrEmpty(v))));
    }

    // The database writes an instant with its microseconds and its zone.
    private static string? ToMinute(string? value) =>
        value is { Length: > 19 } && value[4] == '-' && value[10] == ' ' && value[13] == ':' ? value[..16] : value;

    private static ExportedRow Exported(PersonalTable table, PersonRow row, PersonSought who)
    {
        var theirs = row
            .Groups.Select(g => table.Groups[g])
            .SelectMany(g => PersonRows.Split($"{g.Name} {g.Address} {g.Phone} {g.Details} {g.Gone} {g.Texts}"))
            .Distinct()
            .ToList();
        var values = PersonRows.Split(table.Shown).Concat(theirs).Distinct().Where(c => row.Values.GetValueOrDefault(c) is { Length: > 0 });
        var named = row.Values.Where(v => !theirs.Contains(v.Key)).Select(v => (v.Key, Excerpt: ErasedText.Excerpt(v.Value, who)));
        return new(
            values.ToDictionary(Label, c => row.Values[c]!, StringComparer.Ordinal),
            named.Where(n => n.Excerpt is not null).ToDictionary(n => Label(n.Key), n => n.Excerpt!, StringComparer.Ordinal)
        );
    }

    private static string Label(string column) => column.Replace('_', ' ');

    // The audit names fields as the entities do.
    private sealed class Theirs
    {
        public static Theirs None => new();

        public List<(string Subject, Guid Id, IReadOnlyList<string> Fields)> Fields { get; } = [];

        public void Add(PersonalTable table, List<PersonRow> found)
        {
            if (table.Subject.Length == 0)
                return;
            foreach (var row in found.Where(r => r.Groups.Count > 0))
                if (Guid.TryParse(row.Key[^1], out var id))
                    Fields.Add((table.Subject, id, [.. row.Groups.SelectMany(g => Own(table.Groups[g])).Distinct().Select(Pascal)]));
        }

        private static string[] Own(PersonalGroup g) => PersonRows.Split($"{g.Name} {g.Address} {g.Phone} {g.Details} {g.Gone}");

        private static string Pascal(string column) =>
            string.Concat(column.Split('_').Select(p => p[..1].ToUpper(CultureInfo.InvariantCulture) + p[1..]));
    }
}
