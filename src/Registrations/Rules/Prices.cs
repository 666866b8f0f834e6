using System.Globalization;
using Entente.Platform.Time;

namespace Entente.Registrations.Rules;

/// <summary>Within which bounds a partner is granted a discount, in basis points: 1250 is 12.5 %.</summary>
/// <param name="From">The least.</param>
/// <param name="To">The most.</param>
public sealed record DiscountBand(int From, int To)
{
    /// <summary>The whole.</summary>
    public const int Whole = 10_000;
}

/// <summary>That prices are held for a partner, from the approval on.</summary>
/// <param name="Days">Calendar days; the window ends with its last day.</param>
/// <param name="List">The price list that counts; null: the discount band alone is held.</param>
public sealed record PriceProtection(int Days, string? List = null);

/// <summary>What a policy grants of a claim's prices.</summary>
internal sealed record PriceTerms(DiscountBand? Band, PriceProtection? Held);

/// <summary>What was granted with an approval (REG-6): the band, and until when it is kept for this partner. It has its own dates.</summary>
/// <param name="Until">The first instant at which it is held no more; null: the band was granted and no prices are held.</param>
internal sealed record PriceGrant(DiscountBand? Band, string? List, DateTimeOffset From, DateTimeOffset? Until)
{
    public bool Holds(DateTimeOffset now) => Until is { } end && now < end;

    /// <summary>What an approval grants now; null: nothing.</summary>
    public static PriceGrant? Of(PriceTerms? terms, BusinessCalendar calendar, DateTimeOffset now) =>
        terms is null or { Band: null, Held: null }
            ? null
            : new(terms.Band, terms.Held?.List, now, terms.Held is { } held ? calendar.EndOfWindow(now, held.Days) : null);

    /// <summary>Approved once more for the same customer: what is held stays as it was promised, and never ends earlier.</summary>
    public static PriceGrant? Renewed(PriceGrant? before, PriceGrant? fresh, DateTimeOffset now) =>
        before is { } held && held.Holds(now)
            ? held with
            {
                Until = fresh?.Until is { } later && later > held.Until ? later : held.Until,
            }
            : fresh;
}

/// <summary>Percentages as people write them, in basis points: <c>12.5</c>, <c>12,5 %</c> and <c>12.50%</c> are 1250.</summary>
internal static class PercentText
{
    /// <summary>Null for anything that is no percentage between 0 and 100 with at most two decimals.</summary>
    public static int? Read(string? typed)
    {
        var words = typed?.Trim().TrimEnd('%').TrimEnd().Replace(',', '.');
        return
            words is { Length: > 0 and <= 6 }
            && decimal.TryParse(words, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and <= 100
            && decimal.Truncate(percent * 100) == percent * 100
            ? (int)(percent * 100)
            : null;
    }

    /// <summary>The figure alone: <c>12.5</c>.</summary>
    public static string Figure(int points) => (points / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    public static string Words(int points) => Figure(points) + " %";

    /// <summary><c>5 % to 15 %</c>, <c>up to 15 %</c>, <c>15 %</c>.</summary>
    public static string Words(this DiscountBand band) =>
        band.From == band.To ? Words(band.To)
        : band.From == 0 ? $"up to {Words(band.To)}"
        : $"{Words(band.From)} to {Words(band.To)}";
}
