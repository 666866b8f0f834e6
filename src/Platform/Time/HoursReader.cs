using System.Globalization;
using System.Text.Json;

namespace Entente.Platform.Time;

/// <summary>
/// A calendar as JSON: <c>{"zone", "hours", "breaks"?, "holidays"?}</c>. Hours and breaks are <c>"09:00-17:00"</c>, <c>["09:00", "17:00"]</c>,
/// <c>{"from", "to"}</c> (also open/close, start/end, with <c>"days"</c>), a list of such, or an object of them by day: <c>mon</c>, <c>monday</c>,
/// <c>mon-fri</c>, <c>1</c> for Monday to <c>7</c> for Sunday. Hours without days hold from Monday to Friday, breaks without days every day. Holidays are
/// dates, <c>12-25</c> for every year, <c>{"date"}</c> or <c>{"from", "to"}</c>.
/// </summary>
internal static class HoursReader
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();
    private static readonly string[] Begins = ["from", "open", "opens", "start", "begin"];
    private static readonly string[] Ends = ["to", "until", "close", "closes", "end"];
    private static readonly string[] DayNames = ["day", "days", "weekday", "weekdays"];

    /// <exception cref="FormatException">A sentence about what cannot be read.</exception>
    public static BusinessHours Read(JsonElement calendar)
    {
        if (calendar.ValueKind != JsonValueKind.Object)
            throw new FormatException("A calendar must be an object.");
        var zone = Part(calendar, ["zone", "timezone", "tz"])?.GetString() ?? throw new FormatException("The calendar names no zone.");
        var hours = Part(calendar, ["hours", "working_hours", "week"]) ?? throw new FormatException("The calendar has no hours.");
        return new BusinessHours(
            zone,
            Stretches(hours, BusinessCalendar.MondayToFriday),
            Part(calendar, ["breaks", "break"]) is { } breaks ? Stretches(breaks, EveryDay) : null,
            Part(calendar, ["holidays"]) is { } holidays ? List(holidays).SelectMany(Holidays) : null
        );
    }

    private static IEnumerable<(DayOfWeek, Stretch)> Stretches(JsonElement value, IReadOnlyList<DayOfWeek> days)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.False:
                return [];
            case JsonValueKind.String when value.GetString() is { } text:
                return text.Trim().ToLowerInvariant() is "" or "closed" or "off"
                    ? []
                    : text.Split(',', StringSplitOptions.RemoveEmptyEntries).SelectMany(t => On(days, Written(t)));
            case JsonValueKind.Array when IsPair(value):
                return On(days, new Stretch(Time(value[0]), Time(value[1])));
            case JsonValueKind.Array:
                return value.EnumerateArray().SelectMany(v => Stretches(v, days));
            case JsonValueKind.Object when Part(value, Begins) is { } from && Part(value, Ends) is { } to:
                var own = Part(value, DayNames) is { } named ? List(named).SelectMany(d => DaysOf(Text(d))).ToList() : days;
                return On(own, new Stretch(Time(from), Time(to)));
            case JsonValueKind.Object:
                return value.EnumerateObject().SelectMany(p => Stretches(p.Value, DaysOf(p.Name)));
            default:
                throw new FormatException($"Hours cannot be read: {value}.");
        }
    }

    private static IEnumerable<(DayOfWeek, Stretch)> On(IReadOnlyList<DayOfWeek> days, Stretch stretch) => days.Select(d => (d, stretch));

    private static bool IsPair(JsonElement value) =>
        value.GetArrayLength() == 2
        && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String && !v.GetString()!.Contains('-', StringComparison.Ordinal));

    private static Stretch Written(string text)
    {
        var parts = text.Split(['-', '–']);
        return parts.Length == 2
            ? new Stretch(Time(parts[0]), Time(parts[1]))
            : throw new FormatException($"Hours cannot be read: {text}.");
    }

    private static TimeOnly Time(JsonElement value) => Time(Text(value));

    private static TimeOnly Time(string text)
    {
        text = text.Trim();
        if (text is "24:00" or "24:00:00" or "24")
            return TimeOnly.MinValue;
        string[] forms = ["HH:mm", "H:mm", "HH:mm:ss", "HH", "%H"];
        return TimeOnly.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new FormatException($"A time of day cannot be read: {text}.");
    }

    private static IReadOnlyList<DayOfWeek> DaysOf(string text)
    {
        var name = text.Trim().ToLowerInvariant();
        if (name is "weekdays" or "workdays")
            return BusinessCalendar.MondayToFriday;
        if (name is "weekend" or "weekends")
            return [DayOfWeek.Saturday, DayOfWeek.Sunday];
        if (name is "daily" or "all" or "*" or "every")
            return EveryDay;
        var ends = name.Split(['-', '–']);
        var (first, last) = (Day(ends[0]), Day(ends[^1]));
        return [.. Enumerable.Range(0, (((last - first) + 7) % 7) + 1).Select(i => (DayOfWeek)(((int)first + i) % 7))];
    }

    private static DayOfWeek Day(string text)
    {
        var name = text.Trim();
        if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 7)
            return (DayOfWeek)(number % 7);
        var day =
            name.Length < 2
                ? -1
                : Array.FindIndex(Days, d => name.StartsWith(d, StringComparison.Ordinal) || d.StartsWith(name, StringComparison.Ordinal));
        return day >= 0 ? (DayOfWeek)day : throw new FormatException($"A day of the week cannot be read: {text}.");
    }

    private static IEnumerable<Holiday> Holidays(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
            return [Date(Text(value))];
        if (Part(value, ["date", "day"]) is { } date)
            return [Date(Text(date))];
        if (Part(value, Begins) is not { } from || Part(value, Ends) is not { } to)
            throw new FormatException($"A holiday cannot be read: {value}.");
        var (first, last) = (Date(Text(from)).Date, Date(Text(to)).Date);
        return last < first || last.DayNumber - first.DayNumber > 3660
            ? throw new FormatException($"A holiday must end after it begins, within ten years: {value}.")
            : Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(i => new Holiday(first.AddDays(i)));
    }

    private static Holiday Date(string text)
    {
        var yearly = text.Length == 5;
        return DateOnly.TryParseExact(
            yearly ? "2000-" + text : text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? new Holiday(date, yearly)
            : throw new FormatException($"A date cannot be read: {text}.");
    }

    private static IEnumerable<JsonElement> List(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Null => [],
            _ => [value],
        };

    private static JsonElement? Part(JsonElement value, string[] names)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (names.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
