using Entente.Platform.Time;

namespace Entente.Programs.Rules;

/// <summary>Which days a criterion counts. Pure.</summary>
public static class Windows
{
    private static readonly DateOnly Beginning = new(2000, 1, 1);

    /// <summary>The days that count on the evening of <paramref name="day"/>, both included: on a quarter's last day that quarter is full.</summary>
    public static (DateOnly From, DateOnly Until) Of(CriterionWindow window, DateOnly day)
    {
        switch (window)
        {
            case CriterionWindow.FourQuarters:
                var last = Quarter.Of(day.AddDays(1)).Previous;
                return (last.Previous.Previous.Previous.First, last.Last);
            case CriterionWindow.Year:
                return (new(day.Year, 1, 1), day);
            default:
                return (Beginning, day);
        }
    }

    /// <summary>The days that the review at the end of this quarter will count, as far as they have come.</summary>
    public static (DateOnly From, DateOnly Until) AtReview(CriterionWindow window, DateOnly day) => Of(window, Quarter.Of(day).Last);

    public static string Words(this CriterionWindow window) =>
        window switch
        {
            CriterionWindow.FourQuarters => "in the last four full quarters",
            CriterionWindow.Year => "in the calendar year",
            CriterionWindow.Now => "as it stands now",
            _ => "since the partnership began",
        };
}

/// <summary>When a quarter is looked back on. Pure.</summary>
public static class Reviews
{
    /// <summary>The quarter whose review is due on this day; null: none. A review that was missed is held late, and only the latest one.</summary>
    /// <param name="reviewed">The last quarter that was reviewed; null: none was.</param>
    public static Quarter? Due(Quarter? reviewed, DateOnly today) =>
        Quarter.Of(today).Previous is var over && (reviewed is not { } last || last.Last < over.Last) ? over : null;
}
