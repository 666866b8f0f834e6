using Entente.Platform.Time;

namespace Entente.Pipeline.Rules.Forecasts;

/// <summary>The weeks of a quarter.</summary>
internal static class Weeks
{
    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>Which week of the quarter a Monday begins: 0 for the one in which the quarter begins.</summary>
    public static int Of(Quarter quarter, DateOnly monday) => (monday.DayNumber - MondayOf(quarter.First).DayNumber) / 7;
}
