using Entente.Platform.Time;

namespace Entente.Plans.Rules;

/// <summary>When items are due, and who is told of it when.</summary>
public static class PlanDates
{
    /// <summary>An item is announced so many calendar days before it is due.</summary>
    public const int SoonDays = 3;

    /// <summary>Farther from the start no item of a template is due.</summary>
    public const int MostDays = 400;

    /// <summary>The business day on which something is due that many business days after the start; 0: the first business day from the start on.</summary>
    public static DateOnly Due(DateOnly start, int days, BusinessCalendar calendar)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var day = start;
        while (!calendar.IsBusinessDay(day))
            day = day.AddDays(1);
        return days == 0 ? day : calendar.AddBusinessDays(day, days);
    }

    /// <summary>What is to be told today of an open item; <see cref="ItemNews.Nothing"/> when it was told already. Each of both is told once for a due date.</summary>
    public static ItemNews Tell(DateOnly due, ItemNews told, DateOnly today) =>
        today > due ? (told is ItemNews.Overdue ? ItemNews.Nothing : ItemNews.Overdue)
        : today >= due.AddDays(-SoonDays) && told is ItemNews.Nothing ? ItemNews.Soon
        : ItemNews.Nothing;
}
