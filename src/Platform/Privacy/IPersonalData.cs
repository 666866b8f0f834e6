using Entente.Platform.Values;

namespace Entente.Platform.Privacy;

/// <summary>
/// Contributed by every room that keeps anything in words: what it keeps of people, and what becomes of it when one of them is erased.
/// A test compares the declared columns with the database's: a new column cannot escape (SEC-5).
/// </summary>
public interface IPersonalData
{
    /// <summary>What staff call the room: <c>Registrations</c>.</summary>
    string Room { get; }

    /// <summary>All its tables that hold text, JSON or bytes.</summary>
    IReadOnlyList<PersonalTable> Tables { get; }

    /// <summary>Why nobody may be erased yet, in words for staff; null: nothing is in the way.</summary>
    Task<string?> Hinders(PersonSought who, CancellationToken ct) => Task.FromResult<string?>(null);

    /// <summary>
    /// What the declaration of columns cannot say; before the columns are looked at and emptied, in the same transaction, so it must leave
    /// those by which a person is found. Does not save.
    /// </summary>
    Task Erase(PersonSought who, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>Whom we look for.</summary>
/// <param name="Emails">Lower case.</param>
/// <param name="Phones">Digits alone; compared by their last nine, so that it does not matter how the country was written.</param>
/// <param name="People">Their ids, when they are or were members of this workspace.</param>
/// <param name="Names">Whole names, looked for in what others wrote; see <see cref="ErasedText.Tells"/>.</param>
public sealed record PersonSought(
    IReadOnlyList<string> Emails,
    IReadOnlyList<string> Phones,
    IReadOnlyList<PersonId> People,
    IReadOnlyList<string> Names
)
{
    /// <summary>The same person, with what else is known of them.</summary>
    public PersonSought And(IEnumerable<string> names) =>
        this with
        {
            Names = [.. Names.Concat(names).Distinct(StringComparer.OrdinalIgnoreCase)],
        };
}

/// <summary>
/// A table of a room, every column of which that holds text, JSON or bytes stands in exactly one place. Columns are named as in the database,
/// several with a space between.
/// </summary>
/// <param name="Name">As in the database.</param>
/// <param name="Title">What staff call its rows: <c>Registrations</c>.</param>
public sealed record PersonalTable(string Name, string Title)
{
    /// <summary>Which columns belong together to one person, and how that person is found.</summary>
    public IReadOnlyList<PersonalGroup> Groups { get; init; } = [];

    /// <summary>Words or JSON that may name anybody: of a person who is erased, address, phone and whole name are taken out of them.</summary>
    public string Words { get; init; } = "";

    /// <summary>Columns that tell a reader which row it is; they stay.</summary>
    public string Shown { get; init; } = "";

    /// <summary>What stays of a row, and why.</summary>
    public string Stays { get; init; } = "";

    /// <summary>What the audit calls such a record; empty: it is not audited.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Columns that say nothing of a person, with the reason.</summary>
    public IReadOnlyList<(string Why, string Columns)> Nothing { get; init; } = [];

    /// <summary>Columns that the room itself empties (<see cref="IPersonalData.Erase"/>), with the reason.</summary>
    public IReadOnlyList<(string Why, string Columns)> ByRoom { get; init; } = [];

    /// <summary>A table that says nothing of a person.</summary>
    public static PersonalTable Of(string name, string why, string columns) => new(name, name) { Nothing = [(why, columns)] };
}

/// <summary>Columns of a row that belong to one person. The row is theirs when any of the first three says so.</summary>
public sealed record PersonalGroup
{
    /// <summary>Columns with a mail address.</summary>
    public string Address { get; init; } = "";
    public string Phone { get; init; } = "";

    /// <summary>Columns with a person's id; they stay.</summary>
    public string Person { get; init; } = "";

    /// <summary>Columns with their name: replaced by <see cref="ErasedText.Name"/>.</summary>
    public string Name { get; init; } = "";

    /// <summary>Emptied.</summary>
    public string Details { get; init; } = "";

    /// <summary>Whole texts that are theirs alone: replaced by <see cref="ErasedText.Gone"/>.</summary>
    public string Gone { get; init; } = "";

    /// <summary>What they wrote on business that others keep: exported with them, and treated as <see cref="PersonalTable.Words"/>.</summary>
    public string Texts { get; init; } = "";
}
