using System.Globalization;
using Entente.Platform.Values;

namespace Entente.Registrations.Away;

/// <summary>An absence as the browser sends it.</summary>
public sealed class AwayForm
{
    /// <summary>Who is away; empty: the reader.</summary>
    public string? Person { get; set; }
    public string? StandIn { get; set; }
    public string? From { get; set; }
    public string? Until { get; set; }

    public AbsenceInput Read() => new(Id(StandIn), Day(From), Day(Until), Id(Person));

    private static PersonId? Id(string? typed) => Guid.TryParse(typed, out var id) ? new(id) : null;

    private static DateOnly? Day(string? typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
