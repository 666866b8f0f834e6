using System.Globalization;
using System.Text;

namespace Entente.Reviews.Rules;

/// <summary>A meeting as calendars read it (RFC 5545), without its agenda: whoever gets the file may read less than whoever took it. Pure.</summary>
public static class MeetingFile
{
    /// <summary>A line is at most 75 bytes long; what is longer goes on in the next one, after a blank.</summary>
    private const int LongestLine = 75;

    /// <param name="changes">Rises with every change, so that a calendar takes the newest.</param>
    /// <param name="title">One line.</param>
    /// <param name="url">Of the meeting's page.</param>
    public static string Write(Guid id, int changes, string title, DateTimeOffset startsAt, int minutes, string url, DateTimeOffset now)
    {
        var file = new StringBuilder();
        foreach (
            var line in (string[])
                [
                    "BEGIN:VCALENDAR",
                    "VERSION:2.0",
                    "PRODID:-//Entente//Cadence//EN",
                    "BEGIN:VEVENT",
                    $"UID:{id:N}@entente",
                    $"SEQUENCE:{changes.ToString(CultureInfo.InvariantCulture)}",
                    $"DTSTAMP:{At(now)}",
                    $"DTSTART:{At(startsAt)}",
                    $"DTEND:{At(startsAt.AddMinutes(minutes))}",
                    $"SUMMARY:{Text(title)}",
                    $"URL:{url}",
                    $"DESCRIPTION:{Text("The agenda: " + url)}",
                    "END:VEVENT",
                    "END:VCALENDAR",
                ]
        )
            Fold(file, line);
        return file.ToString();
    }

    private static string At(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Text(string words) =>
        words
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);

    // Never in the middle of a letter.
    private static void Fold(StringBuilder file, string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LongestLine)
            {
                file.Append("\r\n ");
                bytes = 1;
            }
            file.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }
        file.Append("\r\n");
    }
}
