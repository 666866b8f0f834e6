namespace Entente.Platform.Time;

/// <summary>
/// Local dates and times of one zone as instants. Rests only on the offset at an instant, which is always defined; the
/// framework's own "invalid" and "ambiguous" tests do not know of a date that a zone skipped whole (Samoa, 30 December 2011).
/// </summary>
public static class LocalTime
{
    private static readonly TimeSpan Reach = TimeSpan.FromHours(36);

    /// <summary>
    /// The first instant (UTC) at which the zone's clocks show <paramref name="local"/> or later: the moment after the gap for a
    /// time that a zone skips, the earlier one for a time that it repeats. Never decreases as <paramref name="local"/> grows.
    /// </summary>
    public static DateTimeOffset FirstInstantOf(DateTime local, TimeZoneInfo zone)
    {
        var asUtc = new DateTimeOffset(local.Ticks, TimeSpan.Zero);
        var (low, high) = (Shift(asUtc, -Reach), Shift(asUtc, Reach));
        var (before, after) = (zone.GetUtcOffset(low), zone.GetUtcOffset(high));
        if (before == after)
            return Shift(asUtc, -before);

        var change = FirstInstantWith(after, low, high, zone);
        var underOld = Shift(asUtc, -before);
        if (underOld < change)
            return underOld;

        var underNew = Shift(asUtc, -after);
        return underNew > change ? underNew : change;
    }

    /// <summary>
    /// The date in force at an instant: the latest one that has begun. Where clocks go back over midnight the new date stays in force,
    /// so that every date is one unbroken stretch of time.
    /// </summary>
    public static DateOnly DateAt(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var date = DateOnly.FromDateTime(Shift(instant.ToUniversalTime(), zone.GetUtcOffset(instant)).DateTime);
        return date < DateOnly.MaxValue && StartOf(date.AddDays(1), zone) <= instant ? date.AddDays(1) : date;
    }

    public static DateTimeOffset StartOf(DateOnly date, TimeZoneInfo zone) => FirstInstantOf(date.ToDateTime(TimeOnly.MinValue), zone);

    /// <summary>The first instant after a day; of the last day there is, the last instant.</summary>
    public static DateTimeOffset EndOf(DateOnly date, TimeZoneInfo zone) =>
        date == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(date.AddDays(1), zone);

    public static TimeOnly TimeAt(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeOnly.FromTimeSpan(Shift(instant.ToUniversalTime(), zone.GetUtcOffset(instant)).TimeOfDay);

    // A zone changes its offset on a whole second, and at most once within three days.
    private static DateTimeOffset FirstInstantWith(TimeSpan offset, DateTimeOffset low, DateTimeOffset high, TimeZoneInfo zone)
    {
        var (no, yes) = (low.ToUnixTimeSeconds(), high.ToUnixTimeSeconds());
        while (yes - no > 1)
        {
            var middle = no + ((yes - no) / 2);
            if (zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(middle)) == offset)
                yes = middle;
            else
                no = middle;
        }

        return DateTimeOffset.FromUnixTimeSeconds(yes);
    }

    private static DateTimeOffset Shift(DateTimeOffset utc, TimeSpan by) =>
        new(Math.Clamp(utc.Ticks + by.Ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}
