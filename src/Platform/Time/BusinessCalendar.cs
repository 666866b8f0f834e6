namespace Entente.Platform.Time;

/// <summary>A day off: one date, or the same day every year (29 February only in leap years).</summary>
public readonly record struct Holiday(DateOnly Date, bool Yearly = false);

/// <summary>
/// Hours of a business day in local time, from <paramref name="Opens"/> up to <paramref name="Closes"/>;
/// a closing time of 00:00 is the end of the day. They steer reminders and office hours, never a clock.
/// </summary>
public readonly record struct WorkingHours(TimeOnly Opens, TimeOnly Closes)
{
    public static WorkingHours NineToFive => new(new TimeOnly(9, 0), new TimeOnly(17, 0));
}

/// <summary>
/// A workspace's zone, business week, holidays and working hours. All functions are pure; instants come back in UTC.
/// <para>
/// A <b>clock</b> (hours) runs through all 24 hours of business days and stands still on days off: 48 h from Friday 15:00 end on Tuesday
/// 15:00. It counts time as it really elapses: a business day on which the clocks change gives 23 or 25 hours to the clock, so that
/// without days off a clock is plain time, the same in every zone. For "the same time of day, n business days on" use
/// <see cref="AddBusinessDays(DateTimeOffset,int)"/>.
/// </para>
/// <para>A <b>window</b> (days) counts calendar days, days off too, and ends with its last day.</para>
/// </summary>
public sealed partial record BusinessCalendar
{
    /// <summary>More days off in a row than this is a calendar without business days.</summary>
    private const int LongestPause = 3660;

    private readonly HashSet<DateOnly> once;
    private readonly HashSet<(int Month, int Day)> yearly;
    private readonly bool[] week = new bool[7];
    private readonly TimeZoneInfo zone;

    /// <param name="zone">An IANA name, <c>Europe/Berlin</c>.</param>
    /// <param name="week">The days of the week on which business is done; at least one.</param>
    /// <param name="holidays">Days off besides.</param>
    /// <param name="hours">Local working hours; the opening must come before the closing.</param>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown here.</exception>
    /// <exception cref="ArgumentException">No business day in the week, or hours that end before they begin.</exception>
    public BusinessCalendar(string zone, IEnumerable<DayOfWeek> week, IEnumerable<Holiday>? holidays = null, WorkingHours? hours = null)
    {
        this.zone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Zone = zone;
        Week = [.. week.Distinct().Order()];
        Holidays = [.. (holidays ?? []).Distinct()];
        Hours = hours ?? WorkingHours.NineToFive;
        if (Week.Count == 0)
            throw new ArgumentException("A week needs a business day.", nameof(week));
        if (Hours.Closes != TimeOnly.MinValue && Hours.Opens >= Hours.Closes)
            throw new ArgumentException("Working hours must begin before they end.", nameof(hours));

        foreach (var day in Week)
            this.week[(int)day] = true;
        once = [.. Holidays.Where(h => !h.Yearly).Select(h => h.Date)];
        yearly = [.. Holidays.Where(h => h.Yearly).Select(h => (h.Date.Month, h.Date.Day))];
    }

    public string Zone { get; }

    public IReadOnlyList<DayOfWeek> Week { get; }

    public IReadOnlyList<Holiday> Holidays { get; }

    public WorkingHours Hours { get; }

    public static IReadOnlyList<DayOfWeek> MondayToFriday { get; } =
    [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>The local date in force at an instant.</summary>
    public DateOnly DateAt(DateTimeOffset instant) => LocalTime.DateAt(instant, zone);

    /// <summary>When a local date begins: usually 00:00, later where the clocks jump over midnight.</summary>
    public DateTimeOffset StartOf(DateOnly date) => LocalTime.StartOf(date, zone);

    /// <summary>Whether business is done on that date. A date that the zone skipped is none.</summary>
    public bool IsBusinessDay(DateOnly date) => IsWorkday(date) && (date == DateOnly.MaxValue || StartOf(date) < StartOf(date.AddDays(1)));

    public bool IsBusinessDay(DateTimeOffset instant) => IsWorkday(DateAt(instant));

    /// <summary>
    /// The n-th business day after <paramref name="date"/>, or before it when <paramref name="days"/> is negative; for 0 the date itself,
    /// or the next business day when it is a day off.
    /// </summary>
    public DateOnly AddBusinessDays(DateOnly date, int days)
    {
        var (step, left) = (days < 0 ? -1 : 1, Math.Abs((long)days));
        var pause = 0;
        if (left == 0 && IsBusinessDay(date))
            return date;

        for (left = Math.Max(left, 1); left > 0; )
        {
            date = date.AddDays(step);
            pause = IsBusinessDay(date) ? 0 : pause + 1;
            if (pause == 0)
                left--;
            NeverEndless(pause);
        }

        return date;
    }

    /// <summary>The same local time of day, so many business days on; the first moment after the gap where that time is skipped.</summary>
    public DateTimeOffset AddBusinessDays(DateTimeOffset instant, int days)
    {
        var date = DateAt(instant);
        var target = AddBusinessDays(date, days);
        return target == date
            ? instant.ToUniversalTime()
            : LocalTime.FirstInstantOf(target.ToDateTime(LocalTime.TimeAt(instant, zone)), zone);
    }

    /// <summary>The last day of a window: <paramref name="days"/> calendar days after the local date of its start.</summary>
    public DateOnly LastDayOfWindow(DateTimeOffset start, int days) => DateAt(start).AddDays(days);

    /// <summary>When a window is over: the end of its last day, given as the first instant that is no longer in it.</summary>
    public DateTimeOffset EndOfWindow(DateTimeOffset start, int days) => StartOf(LastDayOfWindow(start, days).AddDays(1));

    public bool Equals(BusinessCalendar? other) =>
        other is not null
        && Zone == other.Zone
        && Hours == other.Hours
        && Week.SequenceEqual(other.Week)
        && Holidays.ToHashSet().SetEquals(other.Holidays);

    public override int GetHashCode() => HashCode.Combine(Zone, Hours, Week.Count, Holidays.Count);

    private bool IsWorkday(DateOnly date) => week[(int)date.DayOfWeek] && !once.Contains(date) && !yearly.Contains((date.Month, date.Day));

    private static void NeverEndless(int pause)
    {
        if (pause > LongestPause)
            throw new InvalidOperationException("This calendar has no business day within ten years.");
    }
}
