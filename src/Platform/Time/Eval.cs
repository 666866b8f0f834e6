using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entente.Platform.Time;

/// <summary>
/// The door from the command line to the calendar: one JSON case a line in, one JSON line out. A case that cannot be answered gets
/// <c>{"line": n, "error": "…"}</c> and the rest goes on.
/// </summary>
public static partial class Eval
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>
    /// <c>{"zone", "start", "week"?, "holidays"?, "opens"?, "closes"?}</c> and what is asked: <c>"hours"</c> → due, <c>"end"</c> → elapsed hours,
    /// both → remaining hours at the end too, <c>"workingHours"</c> → due in working time, <c>"businessDays"</c> → the same time so many business
    /// days on, <c>"windowDays"</c> → last day and end; <c>"stops"</c> <c>[{"from", "until"?}]</c> stop the clock. Instants are ISO 8601 with offset, holidays
    /// <c>2026-12-25</c> or, every year, <c>12-25</c>; answers carry the zone's own offset. Monday to Friday when no week is given.
    /// </summary>
    public static void Clock(TextReader input, TextWriter output)
    {
        for (var number = 1; input.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            object answer;
            try
            {
                answer = Answer(JsonSerializer.Deserialize<Case>(line, Wire) ?? throw new JsonException("No case."));
            }
            catch (Exception e)
                when (e
                        is JsonException
                            or ArgumentException
                            or FormatException
                            or TimeZoneNotFoundException
                            or InvalidTimeZoneException
                            or InvalidOperationException
                            or OverflowException
                )
            {
                // The cases come from outside: each stands for itself.
                answer = new Failure(number, e.Message);
            }

            output.WriteLine(JsonSerializer.Serialize(answer, answer.GetType(), Wire));
        }
    }

    private static Reply Answer(Case c)
    {
        var calendar = new BusinessCalendar(
            c.Zone,
            c.Week ?? BusinessCalendar.MondayToFriday,
            c.Holidays?.Select(Day),
            new WorkingHours(c.Opens ?? WorkingHours.NineToFive.Opens, c.Closes ?? WorkingHours.NineToFive.Closes)
        );
        var zone = TimeZoneInfo.FindSystemTimeZoneById(c.Zone);
        var stops = c.Stops ?? [];
        var clock = c.Hours is { } hours ? TimeSpan.FromHours(hours) : (TimeSpan?)null;
        return new Reply(
            c.Id,
            Local(clock is { } x ? calendar.Due(c.Start, x, stops) : null),
            c.End is { } end ? calendar.Elapsed(c.Start, end, stops).TotalHours : null,
            c.End is { } now && clock is { } y ? calendar.Remaining(c.Start, y, now, stops).TotalHours : null,
            Local(c.WorkingHours is { } work ? calendar.DueInWorkingTime(c.Start, TimeSpan.FromHours(work)) : null),
            Local(c.BusinessDays is { } days ? calendar.AddBusinessDays(c.Start, days) : null),
            c.WindowDays is { } window ? calendar.LastDayOfWindow(c.Start, window) : null,
            Local(c.WindowDays is { } w ? calendar.EndOfWindow(c.Start, w) : null)
        );

        DateTimeOffset? Local(DateTimeOffset? instant) => instant is { } i ? TimeZoneInfo.ConvertTime(i, zone) : null;
    }

    private static Holiday Day(string text) =>
        text.Length == 5
            ? new Holiday(DateOnly.ParseExact("2000-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture), Yearly: true)
            : new Holiday(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    private sealed record Case(
        string Zone,
        DateTimeOffset Start,
        string? Id = null,
        IReadOnlyList<DayOfWeek>? Week = null,
        IReadOnlyList<string>? Holidays = null,
        TimeOnly? Opens = null,
        TimeOnly? Closes = null,
        double? Hours = null,
        DateTimeOffset? End = null,
        double? WorkingHours = null,
        int? BusinessDays = null,
        int? WindowDays = null,
        IReadOnlyList<ClockStop>? Stops = null
    );

    private sealed record Reply(
        string? Id,
        DateTimeOffset? Due,
        double? ElapsedHours,
        double? RemainingHours,
        DateTimeOffset? DueInWorkingTime,
        DateTimeOffset? AfterBusinessDays,
        DateOnly? LastDay,
        DateTimeOffset? WindowEnd
    );

    private sealed record Failure(int Line, string Error);
}
