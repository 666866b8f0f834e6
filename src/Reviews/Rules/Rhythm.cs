using System.Globalization;
using Entente.Platform.Time;

namespace Entente.Reviews.Rules;

/// <summary>One time at which a meeting is due by a rule.</summary>
/// <param name="Key">Of its stretch: <c>W2026-11-23</c>, <c>F…</c> of two weeks, <c>M2026-11</c>, <c>Q2026-Q4</c>.</param>
/// <param name="First">The first day of its stretch.</param>
/// <param name="Last">The last day of it.</param>
public sealed record Slot(string Key, DateOnly First, DateOnly Last, DateOnly Day, DateTimeOffset StartsAt);

/// <summary>On which days and when meetings fall by a rule. Pure.</summary>
public static class Rhythm
{
    /// <summary>
    /// From day to day, both included, in order: one of each week, two weeks, month or quarter. On a day off it moves to the next business day of the same
    /// stretch, else to the one before; a stretch without a business day has none. A time that the clocks skip begins when they go on.
    /// </summary>
    public static IReadOnlyList<Slot> Slots(MeetingRule rule, DateOnly from, DateOnly until, BusinessCalendar calendar)
    {
        if (rule.Every is Every.Never)
            return [];
        var slots = new List<Slot>();
        for (var stretch = Stretch(rule.Every, from); stretch.First <= until; stretch = Stretch(rule.Every, stretch.Last.AddDays(1)))
            if (On(stretch.First, stretch.Last, rule, calendar) is { } day && day >= from && day <= until)
                slots.Add(new(stretch.Key, stretch.First, stretch.Last, day, At(day, rule.At.ToTimeSpan(), calendar)));
        return slots;
    }

    /// <summary>The stretch in which a day lies. Weeks begin on Mondays; which two weeks belong together never changes.</summary>
    public static (string Key, DateOnly First, DateOnly Last) Stretch(Every every, DateOnly day)
    {
        switch (every)
        {
            case Every.Week:
                var monday = Monday(day);
                return ("W" + Text(monday), monday, monday.AddDays(6));
            case Every.TwoWeeks:
                // The first day of the calendar was a Monday.
                var first = day.AddDays(-(day.DayNumber % 14));
                return ("F" + Text(first), first, first.AddDays(13));
            case Every.Month:
                var begins = new DateOnly(day.Year, day.Month, 1);
                return ("M" + begins.ToString("yyyy-MM", CultureInfo.InvariantCulture), begins, begins.AddMonths(1).AddDays(-1));
            case Every.Quarter:
                var quarter = Quarter.Of(day);
                return ("Q" + quarter, quarter.First, quarter.Last);
            default:
                throw new ArgumentOutOfRangeException(nameof(every), every, "There is no stretch of it.");
        }
    }

    internal static DateTimeOffset At(DateOnly day, TimeSpan onTheWall, BusinessCalendar calendar) =>
        LocalTime.FirstInstantOf(day.ToDateTime(TimeOnly.MinValue) + onTheWall, TimeZoneInfo.FindSystemTimeZoneById(calendar.Zone));

    public static DateOnly Monday(DateOnly day) => day.AddDays(-(day.DayNumber % 7));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? On(DateOnly first, DateOnly last, MeetingRule rule, BusinessCalendar calendar)
    {
        var wished = first.AddDays(((int)rule.Weekday - (int)first.DayOfWeek + 7) % 7);
        // The fourth of two weeks is their last; the last of a week its only one.
        for (var n = 1; (n < rule.Nth || rule.Nth == MeetingRule.Last) && wished.AddDays(7) <= last; n++)
            wished = wished.AddDays(7);
        for (var day = wished; day <= last; day = day.AddDays(1))
            if (calendar.IsBusinessDay(day))
                return day;
        for (var day = wished.AddDays(-1); day >= first; day = day.AddDays(-1))
            if (calendar.IsBusinessDay(day))
                return day;
        return null;
    }
}
