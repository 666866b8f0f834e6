using Entente.Platform.Time;

namespace Entente.Collaboration.Notifications.Rules;

/// <summary>A stretch of every day in which somebody is sent nothing, by the clocks of their zone; it may go over midnight.</summary>
/// <param name="From">The first minute.</param>
/// <param name="To">The first minute after it. The same as <paramref name="From"/>: no quiet hours.</param>
public readonly record struct QuietHours(TimeOnly From, TimeOnly To)
{
    /// <summary>When the quiet hours that hold at this instant end; null when none do. Never more than a day and the zone's own change ahead.</summary>
    public DateTimeOffset? EndAfter(DateTimeOffset at, TimeZoneInfo zone)
    {
        if (From == To)
            return null;
        var today = LocalTime.DateAt(at, zone);
        // Yesterday's may still hold, where they go over midnight.
        foreach (var day in (DateOnly[])[today.AddDays(-1), today])
        {
            var begins = LocalTime.FirstInstantOf(day.ToDateTime(From), zone);
            var ends = LocalTime.FirstInstantOf((To > From ? day : day.AddDays(1)).ToDateTime(To), zone);
            if (begins <= at && at < ends)
                return ends;
        }
        return null;
    }
}
