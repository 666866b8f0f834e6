using Entente.Platform.Time;

namespace Entente.Demo.Plan;

/// <summary>The vendor's calendar, and how the plan finds moments in it.</summary>
internal sealed class StoryTime(DateTimeOffset now)
{
    public static BusinessCalendar Calendar { get; } =
        new(StoryPlan.Zone, BusinessCalendar.MondayToFriday, hours: new(new(9, 0), new(17, 30)));

    public DateTimeOffset Now { get; } = now;

    public DateOnly Today { get; } = Calendar.DateAt(now);

    /// <summary>The story's first day: the first working day fifteen months ago.</summary>
    public DateOnly FirstDay => Calendar.AddBusinessDays(Today.AddMonths(-15), 0);

    /// <summary>
    /// The moment since which so much time of business days has passed: with it, a promise made then has the same time left on every
    /// day that the story is told.
    /// </summary>
    public DateTimeOffset ClockAgo(TimeSpan clock)
    {
        var (early, late) = (Now - clock - TimeSpan.FromDays(5 + clock.TotalDays * 2), Now);
        while (late - early > TimeSpan.FromSeconds(1))
        {
            var middle = early + (late - early) / 2;
            if (Calendar.Elapsed(middle, Now) >= clock)
                early = middle;
            else
                late = middle;
        }
        return early;
    }

    public static TimeSpan Clock(int hours, int minutes = 0) => new(hours, minutes, 0);

    /// <summary>A moment in the working hours of a day, or of the working day before.</summary>
    public static DateTimeOffset Working(DateOnly day, Dice dice)
    {
        var date = Calendar.IsBusinessDay(day) ? day : Calendar.AddBusinessDays(day, -1);
        return Calendar.DueInWorkingTime(Calendar.StartOf(date), TimeSpan.FromSeconds(dice.Roll(300, 8 * 3600)));
    }

    public DateTimeOffset Working(int daysAgo, Dice dice) => Working(Today.AddDays(-daysAgo), dice);

    public int DaysSince(DateTimeOffset at) => Today.DayNumber - Calendar.DateAt(at).DayNumber;

    /// <summary>So many days ago, in the working hours of that very day, also at a weekend: what a window counts from.</summary>
    public DateTimeOffset DaysAgo(int days, int hour, int minute) => Calendar.StartOf(Today.AddDays(-days)) + Clock(hour, minute);

    /// <summary>Later by so much time of business days, and then when somebody is at work.</summary>
    public static DateTimeOffset WorkingAfter(DateTimeOffset at, TimeSpan clock, Dice dice)
    {
        var due = Calendar.Due(at, clock);
        return Calendar.IsWorkingTime(due) ? due : Calendar.DueInWorkingTime(due, TimeSpan.FromMinutes(dice.Roll(4, 100)));
    }
}
