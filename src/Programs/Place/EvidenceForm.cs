using System.Globalization;

namespace Entente.Programs.Place;

/// <summary>What is shown, as the browser sends it. A day that cannot be read is refused as one that does not fit.</summary>
public sealed class EvidenceForm
{
    public string? Criterion { get; set; }
    public string? Who { get; set; }
    public string? What { get; set; }
    public string? Day { get; set; }
    public string? Until { get; set; }

    internal Shown Read() => new(Criterion, Who, What, DayOf(Day, DateOnly.MaxValue), DayOf(Until, DateOnly.MinValue));

    internal static DateOnly? DayOf(string? typed, DateOnly? unread) =>
        string.IsNullOrWhiteSpace(typed) ? null
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : unread;
}
