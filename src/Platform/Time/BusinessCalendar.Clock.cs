namespace Entente.Platform.Time;

/// <summary>A stretch in which a clock stands still; without an end it still does.</summary>
public readonly record struct ClockStop(DateTimeOffset From, DateTimeOffset? Until = null);

public sealed partial record BusinessCalendar
{
    /// <summary>
    /// When a clock started at <paramref name="start"/> runs out. At the border of a day off this is the beginning of the next business day,
    /// the latest instant at which no more than the clock has elapsed: nothing is ever due on a day off.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A clock cannot be negative.</exception>
    public DateTimeOffset Due(DateTimeOffset start, TimeSpan clock) => Forward(start, clock, DayOf, atLatest: true);

    /// <summary>Clock time between two instants; negative when <paramref name="end"/> comes first.</summary>
    public TimeSpan Elapsed(DateTimeOffset start, DateTimeOffset end) => Between(start, end, DayOf);

    /// <summary>What is left of a clock; negative once it is overdue.</summary>
    public TimeSpan Remaining(DateTimeOffset start, TimeSpan clock, DateTimeOffset now) => clock - Elapsed(start, now);

    /// <summary>As <see cref="Due(DateTimeOffset,TimeSpan)"/>, with stretches in which the clock stood still; null while it stands still.</summary>
    public DateTimeOffset? Due(DateTimeOffset start, TimeSpan clock, IEnumerable<ClockStop> stops)
    {
        foreach (var stop in Merged(start, stops))
        {
            var run = Elapsed(start, stop.From);
            if (run > clock)
                break;
            if (stop.Until is not { } until)
                return null;
            (start, clock) = (until, clock - run);
        }

        return Due(start, clock);
    }

    /// <summary>As <see cref="Elapsed(DateTimeOffset,DateTimeOffset)"/>, less the stretches in which the clock stood still.</summary>
    public TimeSpan Elapsed(DateTimeOffset start, DateTimeOffset end, IEnumerable<ClockStop> stops)
    {
        if (end < start)
            return -Elapsed(end, start, stops);

        var elapsed = Elapsed(start, end);
        foreach (var stop in Merged(start, stops).TakeWhile(s => s.From < end))
            elapsed -= Elapsed(stop.From, stop.Until is { } until && until < end ? until : end);
        return elapsed;
    }

    public TimeSpan Remaining(DateTimeOffset start, TimeSpan clock, DateTimeOffset now, IEnumerable<ClockStop> stops) =>
        clock - Elapsed(start, now, stops);

    /// <summary>Whether an instant lies in the working hours of a business day.</summary>
    public bool IsWorkingTime(DateTimeOffset instant)
    {
        var date = DateAt(instant);
        var (from, until) = HoursOf(date);
        return IsWorkday(date) && from <= instant && instant < until;
    }

    /// <summary>
    /// When so much working time has passed: the earliest such instant, so eight hours from the opening end with the closing of the same day.
    /// Nothing at all (zero) is due at once, or when the next working hours begin.
    /// </summary>
    public DateTimeOffset DueInWorkingTime(DateTimeOffset start, TimeSpan work) =>
        Forward(start, work, HoursOf, atLatest: work == TimeSpan.Zero);

    /// <summary>Working time between two instants; negative when <paramref name="end"/> comes first.</summary>
    public TimeSpan WorkingTime(DateTimeOffset start, DateTimeOffset end) => Between(start, end, HoursOf);

    private (DateTimeOffset From, DateTimeOffset Until) DayOf(DateOnly date) => (StartOf(date), StartOf(date.AddDays(1)));

    private (DateTimeOffset From, DateTimeOffset Until) HoursOf(DateOnly date) =>
        (
            LocalTime.FirstInstantOf(date.ToDateTime(Hours.Opens), zone),
            Hours.Closes == TimeOnly.MinValue ? StartOf(date.AddDays(1)) : LocalTime.FirstInstantOf(date.ToDateTime(Hours.Closes), zone)
        );

    private DateTimeOffset Forward(
        DateTimeOffset start,
        TimeSpan left,
        Func<DateOnly, (DateTimeOffset From, DateTimeOffset Until)> stretchOf,
        bool atLatest
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(left, TimeSpan.Zero);
        start = start.ToUniversalTime();
        var pause = 0;
        for (var date = DateAt(start); ; date = date.AddDays(1))
        {
            NeverEndless(++pause);
            if (!IsWorkday(date))
                continue;

            var (from, until) = stretchOf(date);
            if (from < start)
                from = start;
            if (until <= from)
                continue;

            pause = 0;
            var length = until - from;
            if (left < length || (left == length && !atLatest))
                return from + left;
            left -= length;
        }
    }

    private TimeSpan Between(
        DateTimeOffset start,
        DateTimeOffset end,
        Func<DateOnly, (DateTimeOffset From, DateTimeOffset Until)> stretchOf
    )
    {
        if (end < start)
            return -Between(end, start, stretchOf);

        var (sum, last) = (TimeSpan.Zero, DateAt(end));
        for (var date = DateAt(start); date <= last; date = date.AddDays(1))
        {
            if (!IsWorkday(date))
                continue;

            var (from, until) = stretchOf(date);
            if (from < start)
                from = start;
            if (until > end)
                until = end;
            if (until > from)
                sum += until - from;
        }

        return sum;
    }

    // In order, disjoint, none before the start, the open one last.
    private static List<ClockStop> Merged(DateTimeOffset start, IEnumerable<ClockStop> stops)
    {
        var merged = new List<ClockStop>();
        foreach (var stop in stops.Where(s => s.Until is null || s.Until > s.From).OrderBy(s => s.From))
        {
            if (stop.Until <= start)
                continue;

            var from = stop.From < start ? start : stop.From;
            if (merged.Count > 0 && (merged[^1].Until is null || merged[^1].Until >= from))
            {
                var until = merged[^1].Until is null || stop.Until is null ? null : Later(merged[^1].Until, stop.Until);
                merged[^1] = merged[^1] with { Until = until };
            }
            else
            {
                merged.Add(new ClockStop(from, stop.Until));
            }
        }

        return merged;
    }

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a > b ? a : b;
}
