using System.Globalization;

namespace Entente.Registrations.Rules;

/// <summary>Dates inside stored sentences: with their year, so that they stay true.</summary>
internal static class Words
{
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>As people in that zone read it: <c>Mon 16 Mar 2026, 10:20</c>.</summary>
    public static string Moment(DateTimeOffset at, string zone) =>
        TimeZoneInfo
            .ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone))
            .ToString("ddd d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}
