using System.Globalization;
using System.Text.Json;

namespace Entente.Platform.Time;

public static partial class Eval
{
    /// <summary>
    /// A list of <c>{"calendar": {zone, hours, breaks, holidays}, "start", "minutes"}</c> → <c>{"due": …}</c> in the calendar's zone, and of
    /// <c>{"calendar", "from", "to"}</c> → <c>{"minutes": …}</c> of business time between; a JSON line a case, in order. A case that cannot be answered gets
    /// <c>{"error": …}</c> and the rest goes on. Instants are ISO 8601; without an offset they are local times of the zone. See <see cref="HoursReader"/>.
    /// </summary>
    /// <exception cref="InvalidDataException">Not a list in JSON.</exception>
    public static void Clocks(Stream file, TextWriter output)
    {
        using var document = Parsed(file);
        var cases = document.RootElement;
        if (cases.ValueKind == JsonValueKind.Object && cases.TryGetProperty("cases", out var inner))
            cases = inner;
        if (cases.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException("The file must hold a list of cases.");
        foreach (var one in cases.EnumerateArray())
            output.WriteLine(Answered(one));
    }

    private static JsonDocument Parsed(Stream file)
    {
        try
        {
            return JsonDocument.Parse(
                file,
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }
            );
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The file is not JSON: {e.Message}", e);
        }
    }

    private static string Answered(JsonElement one)
    {
        try
        {
            return Answer(one);
        }
        catch (Exception e)
            when (e
                    is FormatException
                        or ArgumentException
                        or InvalidOperationException
                        or TimeZoneNotFoundException
                        or InvalidTimeZoneException
                        or OverflowException
            )
        {
            // The cases come from outside: each stands for itself.
            return JsonSerializer.Serialize(new { error = e.Message.Split(" (Parameter", 2)[0] }, Wire);
        }
    }

    private static string Answer(JsonElement one)
    {
        if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("calendar", out var described))
            throw new FormatException("A case needs a calendar.");
        var calendar = HoursReader.Read(described);
        if (one.TryGetProperty("start", out var start) && one.TryGetProperty("minutes", out var minutes))
        {
            if (minutes.ValueKind != JsonValueKind.Number || !minutes.TryGetDouble(out var work))
                throw new FormatException($"Minutes must be a number: {minutes.GetRawText()}.");
            var due = calendar.Due(Instant(start, calendar.Zone), TimeSpan.FromMinutes(work));
            return JsonSerializer.Serialize(new { due = TimeZoneInfo.ConvertTime(due, calendar.Zone) }, Wire);
        }

        if (one.TryGetProperty("from", out var from) && one.TryGetProperty("to", out var to))
            return JsonSerializer.Serialize(
                new { minutes = calendar.Between(Instant(from, calendar.Zone), Instant(to, calendar.Zone)).TotalMinutes },
                Wire
            );
        throw new FormatException("A case needs 'start' and 'minutes', or 'from' and 'to'.");
    }

    private static DateTimeOffset Instant(JsonElement value, TimeZoneInfo zone)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : value.GetRawText();
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
            throw new FormatException($"An instant cannot be read: {text}.");
        return time.Kind == DateTimeKind.Unspecified
            ? LocalTime.FirstInstantOf(time, zone)
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
    }
}
