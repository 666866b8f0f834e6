using Entente.Platform.Time;

namespace Entente.Rules.Time;

public sealed class LocalTimeTest
{
    [Fact]
    public void A_day_ends_where_the_next_begins_and_the_last_one_there_is_ends_with_time()
    {
        foreach (var id in new[] { "Etc/UTC", "Europe/Berlin", "Pacific/Apia", "America/Santiago" })
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
            for (var day = new DateOnly(2011, 12, 25); day < new DateOnly(2012, 12, 31); day = day.AddDays(1))
            {
                LocalTime.EndOf(day, zone).ShouldBe(LocalTime.StartOf(day.AddDays(1), zone));
                LocalTime.EndOf(day, zone).ShouldBeGreaterThanOrEqualTo(LocalTime.StartOf(day, zone));
            }
            LocalTime.EndOf(DateOnly.MaxValue, zone).ShouldBe(DateTimeOffset.MaxValue);
        }
    }
}
