using Entente.Ui;

namespace Entente.Portal.Today;

/// <summary>
/// Contributed by any module: one section of *Today*, the page that staff land on. Made anew for each request; takes what it
/// needs (actor, context, clock) in its constructor.
/// </summary>
public interface ITodayItem
{
    /// <summary>
    /// Null when this actor has no business with it. An empty section is still shown when it has an <see cref="TodaySection.Empty"/>;
    /// without one, only its figures are.
    /// </summary>
    Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct);
}

/// <summary>Where a section stands.</summary>
public enum TodayPlace
{
    /// <summary>A table over the whole width: work to decide, by its clock.</summary>
    Queue,

    /// <summary>A card below, a few lines.</summary>
    Card,
}

/// <summary>One section. <paramref name="Rows"/> may come in any order: the page sorts them by clock.</summary>
/// <param name="Id">Stable, for addresses: <c>decisions</c>.</param>
/// <param name="Total">How many there are in all; <paramref name="Rows"/> may hold fewer.</param>
public sealed record TodaySection(string Id, string Title, TodayPlace Place, int Total, IReadOnlyList<TodayRow> Rows)
{
    /// <summary>For the page's first sentence: <c>Six registrations wait for your decision.</c></summary>
    public string? Sentence { get; init; }

    /// <summary>Where the whole list is.</summary>
    public string? AllHref { get; init; }

    /// <summary>The good news when there is nothing: title and one fact.</summary>
    public (string Title, string Sentence)? Empty { get; init; }

    /// <summary>At the foot of a card.</summary>
    public string? Foot { get; init; }

    /// <summary>Key figures for the top of the page; five are shown in all.</summary>
    public IReadOnlyList<TodayFigure> Figures { get; init; } = [];

    /// <summary>What the column of <see cref="TodayRow.Title"/> is called: <c>Registration</c>.</summary>
    public string What { get; init; } = "What";
}

/// <summary>One thing that waits.</summary>
/// <param name="Href">Where it is done.</param>
public sealed record TodayRow(string Title, string Href)
{
    /// <summary>Under the title: <c>DR-1048 · Observe</c>.</summary>
    public string? Sub { get; init; }
    public TodayClock? Clock { get; init; }

    /// <summary><see cref="Tone.Bad"/> marks the row as late or blocked.</summary>
    public Tone Severity { get; init; }
    public TodayPartner? Partner { get; init; }
    public Motion? Motion { get; init; }
    public IReadOnlyList<TodayChip> Chips { get; init; } = [];

    /// <summary>Formatted: <c>€84,000</c>.</summary>
    public string? Value { get; init; }

    /// <summary>The verb of the button.</summary>
    public string Action { get; init; } = "Review";

    /// <summary>A state beside a card's line.</summary>
    public TodayChip? Badge { get; init; }

    /// <summary>Until when, where no clock is drawn for it; the earliest stands first.</summary>
    public DateTimeOffset? By { get; init; }

    /// <summary>For a protection window: drawn as a bar instead of a line.</summary>
    public (DateTimeOffset Start, DateTimeOffset End)? Protection { get; init; }
}

/// <summary>A promise. <see cref="Left"/> and <see cref="Promise"/> are given when the clock keeps business hours.</summary>
public sealed record TodayClock(DateTimeOffset Due, DateTimeOffset Started)
{
    public TimeSpan? Left { get; init; }
    public TimeSpan? Promise { get; init; }

    /// <summary>Set while the other side has the move: such rows come last.</summary>
    public DateTimeOffset? StoppedSince { get; init; }
}

public sealed record TodayPartner(string Name, Guid Id, string? Sub = null);

public sealed record TodayChip(string Words, Tone Tone, string? Icon = null);

/// <summary>A figure and what to know about it.</summary>
public sealed record TodayFigure(
    string Label,
    string Value,
    string? Note = null,
    string? Delta = null,
    Tone DeltaTone = Tone.Neutral,
    bool? Up = null
);
