using Entente.Platform.Time;

namespace Entente.Reviews.Rules;

/// <summary>Of which quarter a review is made on a day, and by when it is held. Pure.</summary>
public static class ReviewDates
{
    /// <summary>So many days into a quarter the one before is still looked back on.</summary>
    public const int LookBack = 42;

    /// <summary>A review is held within so many days of the next quarter, its first two weeks.</summary>
    public const int Within = 14;

    /// <summary>So many quarters back a review can be made of.</summary>
    public const int MostBack = 8;

    public static Quarter Under(DateOnly today)
    {
        var now = Quarter.Of(today);
        return today.DayNumber - now.First.DayNumber < LookBack ? now.Previous : now;
    }

    /// <summary>The last day of the two weeks after the quarter, or after <paramref name="today"/> where those are over.</summary>
    public static DateOnly HoldBy(Quarter quarter, DateOnly today)
    {
        var by = quarter.Next.First.AddDays(Within - 1);
        return by >= today ? by : today.AddDays(Within);
    }

    /// <summary>The newest first: the one that runs and those before it.</summary>
    public static IReadOnlyList<Quarter> Possible(DateOnly today)
    {
        var all = new List<Quarter> { Quarter.Of(today) };
        while (all.Count <= MostBack)
            all.Add(all[^1].Previous);
        return all;
    }
}
