using Entente.Platform.Time;
using Entente.Platform.Values;

namespace Entente.Partners;

/// <summary>
/// What a higher room tells of a partner's quarter: facts, no markup. Asked when somebody makes a review of it. It tells everything there is of the
/// partner, whoever acts; who reads which of it stands on the parts themselves and is asked whenever they are shown.
/// </summary>
public interface IReviewPart
{
    /// <summary>Null: this room knows nothing of the partner.</summary>
    Task<ReviewPart?> Of(ReviewAsked asked, CancellationToken ct);
}

/// <param name="Zone">The workspace's, in which days begin.</param>
/// <param name="Now">What stands open is told as of this instant.</param>
public sealed record ReviewAsked(PartnerId Partner, Quarter Quarter, TimeZoneInfo Zone, DateTimeOffset Now)
{
    /// <summary>The first instant of the quarter.</summary>
    public DateTimeOffset Begins => LocalTime.StartOf(Quarter.First, Zone);

    /// <summary>The first instant after it.</summary>
    public DateTimeOffset Ends => LocalTime.StartOf(Quarter.Next.First, Zone);

    public DateOnly Today => LocalTime.DateAt(Now, Zone);

    /// <summary>The quarter before it, with which it is compared.</summary>
    public ReviewAsked Before => this with { Quarter = Quarter.Previous };

    public bool Holds(DateTimeOffset? at) => at >= Begins && at < Ends;
}

/// <summary>What one room tells.</summary>
/// <param name="Key">Stable, in lower case: <c>pipeline</c>.</param>
/// <param name="Order">Smaller stands higher.</param>
/// <param name="Reads">Permissions that staff need to read it; all of them.</param>
public sealed record ReviewPart(string Key, int Order, string Title, IReadOnlyList<string> Reads)
{
    /// <summary>The vendor's own: no outsider reads any of it.</summary>
    public bool Vendor { get; init; }
    public IReadOnlyList<ReviewFigure> Figures { get; init; } = [];
    public IReadOnlyList<ReviewTable> Tables { get; init; } = [];

    /// <summary>What both sides set out to reach and no room can measure: people say what came of it.</summary>
    public IReadOnlyList<ReviewAim> Aims { get; init; } = [];
}

/// <summary>One number of the quarter.</summary>
/// <param name="Value">Null: there is none, such as a rate of nothing.</param>
/// <param name="Was">In the quarter before; null: not compared.</param>
public sealed record ReviewFigure(string Label, ReviewValue? Value, ReviewValue? Was = null)
{
    public string? Note { get; init; }

    /// <summary>Which direction is good; null: neither.</summary>
    public bool? MoreIsGood { get; init; }

    /// <summary>The vendor's own.</summary>
    public bool Vendor { get; init; }

    /// <summary>Fields of the safelist, <c>opportunity.amount</c>: an outsider reads it who sees all of them in every stage.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}

/// <param name="More">Rows that are counted and not listed.</param>
public sealed record ReviewTable(string Title, IReadOnlyList<ReviewHead> Heads, IReadOnlyList<ReviewRow> Rows, int More = 0)
{
    public bool Vendor { get; init; }

    /// <inheritdoc cref="ReviewFigure.Needs"/>
    public IReadOnlyList<string> Needs { get; init; } = [];
}

/// <param name="Needs">The field of the safelist that stands in the column; null: an outsider always reads it.</param>
/// <param name="Otherwise">What an outsider reads in its place who does not see the field; null: nothing.</param>
public sealed record ReviewHead(string Label, string? Needs = null, string? Otherwise = null);

/// <param name="Cells">One for each head; null: there is nothing.</param>
/// <param name="Stage">Of the record, by which the safelist may tell apart.</param>
/// <param name="Beyond">Another partner has a part in the record: staff with a data scope do not read the row.</param>
public sealed record ReviewRow(IReadOnlyList<ReviewValue?> Cells, string? Stage = null, bool Beyond = false)
{
    /// <inheritdoc cref="ReviewFigure.Needs"/>
    public IReadOnlyList<string> Needs { get; init; } = [];
}

/// <summary>Something to be reached, in numbers that people agreed on.</summary>
/// <param name="Unit">Of the target: <c>EUR</c>, <c>deals</c>.</param>
public sealed record ReviewAim(string Words, decimal Target, string Unit);

public enum ReviewUnit
{
    Count,

    /// <summary>Of a hundred.</summary>
    Percent,
    Days,

    /// <summary>Whole and fractions of the currency in <see cref="ReviewValue.Text"/>.</summary>
    Money,
    Day,
    Words,
}

/// <summary>A value with its unit, so that it can be written, added to a file and compared.</summary>
/// <param name="Number">Of words and days of the calendar: 0.</param>
/// <param name="Text">The currency, the words, or the day as <c>2026-11-30</c>.</param>
public sealed record ReviewValue(ReviewUnit Unit, decimal Number, string? Text = null)
{
    public static ReviewValue Count(long number) => new(ReviewUnit.Count, number);

    /// <summary>Null where there is nothing of which it could be a share.</summary>
    public static ReviewValue? Share(int part, int of) => of == 0 ? null : new(ReviewUnit.Percent, decimal.Round(100m * part / of, 1));

    public static ReviewValue Money(Money amount) => new(ReviewUnit.Money, amount.Major, amount.Currency);

    public static ReviewValue Day(DateOnly day) =>
        new(ReviewUnit.Day, 0, day.ToString("O", System.Globalization.CultureInfo.InvariantCulture));

    public static ReviewValue Words(string words) => new(ReviewUnit.Words, 0, words);

    /// <summary>Of the two in the middle the mean, in days with a decimal; null of none.</summary>
    public static ReviewValue? Median(IEnumerable<TimeSpan> spans)
    {
        var all = spans.Order().ToList();
        return all.Count == 0
            ? null
            : new(ReviewUnit.Days, decimal.Round((decimal)((all[(all.Count - 1) / 2] + all[all.Count / 2]) / 2).TotalDays, 1));
    }
}

/// <summary>Sums of money in figures: amounts of several currencies are never added, each has its own.</summary>
public static class ReviewSums
{
    /// <param name="label">Followed by the currency where there are several.</param>
    /// <param name="was">Of the quarter before; null: not compared.</param>
    public static IEnumerable<ReviewFigure> Of(string label, IEnumerable<Money?> now, IEnumerable<Money?>? was)
    {
        var (sums, before) = (Sums(now), Sums(was ?? []));
        var currencies = sums.Keys.Union(before.Keys).Order(StringComparer.Ordinal).ToList();
        foreach (var currency in currencies)
            yield return new(
                currencies.Count == 1 ? label : $"{label}, {currency}",
                ReviewValue.Money(sums.GetValueOrDefault(currency, Money.Zero(currency))),
                was is null ? null : ReviewValue.Money(before.GetValueOrDefault(currency, Money.Zero(currency)))
            );
    }

    private static Dictionary<string, Money> Sums(IEnumerable<Money?> amounts) =>
        amounts
            .OfType<Money>()
            .GroupBy(a => a.Currency, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Aggregate(Money.Zero(g.Key), (sum, a) => sum + a), StringComparer.Ordinal);
}
