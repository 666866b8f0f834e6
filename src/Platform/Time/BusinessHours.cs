namespace Entente.Platform.Time;

/// <summary>A stretch of a day in local time. <paramref name="Until"/> at or before <paramref name="From"/> is on the next day; 00:00 is the day's end.</summary>
public readonly record struct Stretch(TimeOnly From, TimeOnly Until);

/// <summary>
/// Business time: stretches of work by day of the week, less breaks, in one zone, with holidays. Unlike a <see cref="BusinessCalendar"/>'s clock it runs in
/// working hours alone. Time is what really elapses: a stretch in which the clocks change is shorter or longer. Pure; instants come back in UTC.
/// </summary>
public sealed class BusinessHours
{
    /// <summary>So many days without work in a row, and the calendar has none to come.</summary>
    private const int LongestPause = 3660;

    private readonly TimeZoneInfo zone;
    private readonly ILookup<DayOfWeek, Stretch> hours;
    private readonly ILookup<DayOfWeek, Stretch> breaks;
    private readonly HashSet<DateOnly> once;
    private readonly HashSet<(int Month, int Day)> yearly;

    /// <param name="zone">An IANA name.</param>
    /// <param name="hours">When work is done; several stretches a day may overlap.</param>
    /// <param name="breaks">When none is, within them.</param>
    /// <param name="holidays">Days without work. Work of the evening before may last into one.</param>
    /// <exception cref="ArgumentException">No working hours at all.</exception>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown here.</exception>
    public BusinessHours(
        string zone,
        IEnumerable<(DayOfWeek Day, Stretch Stretch)> hours,
        IEnumerable<(DayOfWeek Day, Stretch Stretch)>? breaks = null,
        IEnumerable<Holiday>? holidays = null
    )
    {
        this.zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        this.hours = hours.ToLookup(h => h.Day, h => h.Stretch);
        this.breaks = (breaks ?? []).ToLookup(h => h.Day, h => h.Stretch);
        var days = (holidays ?? []).ToList();
        once = [.. days.Where(h => !h.Yearly).Select(h => h.Date)];
        yearly = [.. days.Where(h => h.Yearly).Select(h => (h.Date.Month, h.Date.Day))];
        if (this.hours.Count == 0)
            throw new ArgumentException("The calendar has no working hours.", nameof(hours));
    }

    public TimeZoneInfo Zone => zone;

    /// <summary>
    /// The earliest instant at which so much business time has passed: eight hours from the opening of an eight-hour day end with its closing. Zero is
    /// due at once, or when work next begins.
    /// </summary>
    /// <exception cref="ArgumentException">A negative time, or no working time within ten years.</exception>
    public DateTimeOffset Due(DateTimeOffset start, TimeSpan work)
    {
        if (work < TimeSpan.Zero)
            throw new ArgumentException("A time to work cannot be negative.", nameof(work));
        start = start.ToUniversalTime();
        var (left, pause) = (work, 0);
        foreach (var (from, until) in From(start))
        {
            if (until is not { } end)
            {
                if (++pause > LongestPause)
                    throw new ArgumentException("The calendar has no working time within ten years.", nameof(start));
                continue;
            }

            var begin = from < start ? start : from;
            if (end <= begin)
                continue;
            pause = 0;
            if (left <= end - begin)
                return begin + left;
            left -= end - begin;
        }

        throw new ArgumentException("The calendar ends before the time is over.", nameof(work));
    }

    /// <summary>Business time between two instants; negative when <paramref name="end"/> comes first.</summary>
    public TimeSpan Between(DateTimeOffset start, DateTimeOffset end)
    {
        if (end < start)
            return -Between(end, start);
        var sum = TimeSpan.Zero;
        foreach (var (from, until) in From(start))
        {
            if (from >= end)
                break;
            if (until is not { } close)
                continue;
            var (begin, stop) = (from < start ? start : from, close > end ? end : close);
            sum += stop > begin ? stop - begin : TimeSpan.Zero;
        }

        return sum;
    }

    // Stretches of work in order and disjoint from the evening before the start on; a day without any comes as its beginning alone.
    private IEnumerable<(DateTimeOffset From, DateTimeOffset? Until)> From(DateTimeOffset start)
    {
        var reached = DateTimeOffset.MinValue;
        for (var date = LocalTime.DateAt(start, zone).AddDays(-1); date < DateOnly.MaxValue.AddDays(-2); date = date.AddDays(1))
        {
            var any = false;
            foreach (var (from, until) in On(date))
            {
                var begin = from < reached ? reached : from;
                if (until <= begin)
                    continue;
                yield return (begin, until);
                (reached, any) = (until, true);
            }

            if (!any)
                yield return (LocalTime.StartOf(date, zone), null);
        }
    }

    private List<(DateTimeOffset From, DateTimeOffset Until)> On(DateOnly date)
    {
        if (once.Contains(date) || yearly.Contains((date.Month, date.Day)))
            return [];
        var work = hours[date.DayOfWeek].Select(s => At(date, s)).Order().ToList();

        // A break of a shift that runs over midnight may belong to either day.
        var rests = breaks[date.DayOfWeek].Select(s => At(date, s));
        if (hours[date.DayOfWeek].Any(s => s.Until <= s.From && s.Until != TimeOnly.MinValue))
            rests = rests.Concat(breaks[date.AddDays(1).DayOfWeek].Select(s => At(date.AddDays(1), s)));
        foreach (var rest in rests)
        {
            work =
            [
                .. work.SelectMany(w =>
                    new[]
                    {
                        (w.From, Until: rest.From < w.Until ? rest.From : w.Until),
                        (From: rest.Until > w.From ? rest.Until : w.From, w.Until),
                    }
                ),
            ];
        }

        return [.. work.Where(w => w.Until > w.From).Order()];
    }

    private (DateTimeOffset From, DateTimeOffset Until) At(DateOnly date, Stretch stretch) =>
        (
            LocalTime.FirstInstantOf(date.ToDateTime(stretch.From), zone),
            LocalTime.FirstInstantOf((stretch.Until <= stretch.From ? date.AddDays(1) : date).ToDateTime(stretch.Until), zone)
        );
}
