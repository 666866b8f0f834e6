using System.Globalization;

namespace Entente.Ui;

public static partial class Format
{
    private const int Fortnight = 14;
    private static readonly TimeSpan DaysFrom = TimeSpan.FromHours(72);

    /// <summary><c>Sun 15 Mar</c> within a fortnight, <c>29 May</c> in the current year, <c>12 Mar 2027</c> else; <c>Today</c>.</summary>
    public static string Date(DateOnly day, DateOnly today)
    {
        var away = Math.Abs(day.DayNumber - today.DayNumber);
        if (away == 0)
            return "Today";

        return day.ToString(
                away <= Fortnight ? "ddd d MMM"
                    : day.Year == today.Year ? "d MMM"
                    : "d MMM yyyy",
                CultureInfo.InvariantCulture
            ) + (away <= Fortnight && day.Year != today.Year ? $" {day.Year}" : "");
    }

    public static string Date(DateTimeOffset at, Reader reader) => Date(reader.Day(at), reader.Today);

    /// <summary>The same inside a sentence: <c>today</c> is no name there.</summary>
    public static string DateWithin(DateOnly day, DateOnly today) => day == today ? "today" : Date(day, today);

    public static string DateWithin(DateTimeOffset at, Reader reader) => DateWithin(reader.Day(at), reader.Today);

    /// <summary>When something was or is due, after its verb: <c>on 29 May</c>, <c>today</c>.</summary>
    public static string On(DateOnly day, DateOnly today) => day == today ? "today" : $"on {Date(day, today)}";

    public static string On(DateTimeOffset at, Reader reader) => On(reader.Day(at), reader.Today);

    /// <summary>With its year whatever the day: <c>29 May 2026</c>; for documents, mail and promises.</summary>
    public static string DateInFull(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>Thursday, 12 March 2026</c>.</summary>
    public static string DateInWords(DateOnly day) => day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>14:05</c> on the reader's wall.</summary>
    public static string Time(DateTimeOffset at, Reader reader) => reader.Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>Today, 08:50</c>, <c>Tue 10 Mar, 08:55</c>, <c>12 Jan 2025, 10:18</c>.</summary>
    public static string Moment(DateTimeOffset at, Reader reader) => $"{Date(at, reader)}, {Time(at, reader)}";

    /// <summary>A near deadline after the word due: <c>today 16:00</c>, within six days <c>Fri 16:00</c>, then <c>29 May 16:00</c>.</summary>
    public static string Due(DateTimeOffset at, Reader reader)
    {
        var (day, today) = (reader.Day(at), reader.Today);
        var away = day.DayNumber - today.DayNumber;
        var name = away switch
        {
            0 => "today",
            > 0 and < 7 => day.ToString("ddd", CultureInfo.InvariantCulture),
            _ => Date(day, today),
        };
        return $"{name} {Time(at, reader)}";
    }

    /// <summary><c>47 h 35 m left</c>, below one hour <c>35 m left</c>, from 72 h <c>3 days left</c>. Rounded down: never promises more.</summary>
    public static string Left(TimeSpan left) => left < TimeSpan.FromMinutes(1) ? "under 1 m left" : Span(left) + " left";

    /// <summary><c>2 h 08 m over</c>.</summary>
    public static string Over(TimeSpan over) => over < TimeSpan.FromMinutes(1) ? "just over" : Span(over) + " over";

    /// <summary>A measured duration in its largest unit: <c>82 d</c> from 72 h, <c>19 h</c>, <c>35 m</c>, <c>12 s</c>.</summary>
    public static string Measured(TimeSpan span) =>
        span switch
        {
            _ when span >= DaysFrom => $"{Math.Round(span.TotalDays, MidpointRounding.AwayFromZero):0} d",
            _ when span >= TimeSpan.FromHours(1) => $"{Math.Round(span.TotalHours, MidpointRounding.AwayFromZero):0} h",
            _ when span >= TimeSpan.FromMinutes(1) => $"{Math.Floor(span.TotalMinutes):0} m",
            _ => $"{Math.Max(0, Math.Floor(span.TotalSeconds)):0} s",
        };

    /// <summary>To the minute: <c>5 h 10 m</c>, <c>35 m</c>, from 72 h <c>3 days</c>.</summary>
    public static string Span(TimeSpan span) =>
        span switch
        {
            _ when span >= DaysFrom => $"{Math.Floor(span.TotalDays):0} days",
            _ when span >= TimeSpan.FromHours(1) => $"{Math.Floor(span.TotalHours):0} h {span.Minutes:00} m",
            _ => $"{Math.Max(0, span.Minutes)} m",
        };

    /// <summary><c>40 s ago</c>, <c>12 m ago</c>, <c>5 h ago</c>, from a day on the date. A clock ahead of ours counts as now.</summary>
    public static string Age(DateTimeOffset at, Reader reader)
    {
        var age = reader.Now - at;
        return age switch
        {
            _ when age >= TimeSpan.FromDays(1) => Date(at, reader),
            _ when age >= TimeSpan.FromHours(1) => $"{Math.Floor(age.TotalHours):0} h ago",
            _ when age >= TimeSpan.FromMinutes(1) => $"{Math.Floor(age.TotalMinutes):0} m ago",
            _ => $"{Math.Max(0, Math.Floor(age.TotalSeconds)):0} s ago",
        };
    }

    /// <summary>The value of <c>&lt;time datetime&gt;</c>: the instant in UTC.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Machine(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
