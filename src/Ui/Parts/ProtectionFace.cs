namespace Entente.Ui.Parts;

/// <summary>
/// What a protection window shows. Days are calendar days of the reader's zone; <paramref name="Used"/> of
/// <paramref name="Total"/> never exceeds it. Neutral above seven days, warn from seven, bad from three.
/// </summary>
public sealed record ProtectionFace(string Words, Tone? Tone, int DaysLeft, int Used, int Total)
{
    private const int WarnFrom = 7;
    private const int BadFrom = 3;

    public static ProtectionFace Of(DateTimeOffset start, DateTimeOffset end, Reader reader)
    {
        var (first, last, today) = (reader.Day(start), reader.Day(end), reader.Today);
        var total = Math.Max(1, last.DayNumber - first.DayNumber);
        var left = last.DayNumber - today.DayNumber;
        var over = end <= reader.Now;
        return new(
            over ? Ended(left, last, today)
                : left == 0 ? "Ends today"
                : Format.Count(left, "day") + " left",
            left <= BadFrom || over ? Ui.Tone.Bad
                : left <= WarnFrom ? Ui.Tone.Warn
                : null,
            over ? 0 : left,
            over ? total : Math.Clamp(total - left, 0, total),
            total
        );
    }

    private static string Ended(int left, DateOnly last, DateOnly today) =>
        left switch
        {
            0 => "Expired today",
            -1 => "Expired yesterday",
            _ => "Expired " + Format.DateWithin(last, today),
        };
}
