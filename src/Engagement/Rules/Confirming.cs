namespace Entente.Engagement.Rules;

/// <summary>Until when somebody has to confirm what must be confirmed, when they are reminded, and from when their claims wait for it.</summary>
public static class Confirming
{
    /// <summary>Whoever comes to an announcement after it began has so many days, however early its own day was.</summary>
    public const int DaysOfNewcomers = 7;

    /// <summary>Reminders, in days before the last one.</summary>
    public static IReadOnlyList<int> Steps { get; } = [7, 1];

    /// <summary>The last day of this person.</summary>
    /// <param name="began">The day on which the announcement went out.</param>
    /// <param name="added">The day on which the person became one of its readers.</param>
    public static DateOnly Due(DateOnly by, DateOnly began, DateOnly added) =>
        added > began && added.AddDays(DaysOfNewcomers) is var later && later > by ? later : by;

    /// <summary>Whether claims wait: the last day is over.</summary>
    public static bool Shut(DateOnly due, DateOnly today) => today > due;

    /// <summary>The step of which somebody is reminded today; null: of none. Never on the day they were told, and each step once.</summary>
    /// <param name="last">The step of the last reminder; null: there was none.</param>
    public static int? Remind(DateOnly due, DateOnly told, DateOnly today, int? last)
    {
        if (today <= told || today > due)
            return null;
        var left = due.DayNumber - today.DayNumber;
        return left <= 1 ? (last is 1 ? null : 1)
            : left <= 7 && last is null ? 7
            : null;
    }
}
