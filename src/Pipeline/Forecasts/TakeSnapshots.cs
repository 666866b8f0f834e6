using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Forecasts;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Forecasts;

/// <summary>
/// Keeps each week's forecast of this quarter and the next, once a week; in the first week of a quarter also how the one before it ended.
/// </summary>
internal sealed class TakeSnapshots(EntenteDb db, ForecastBook book) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var today = await book.Today(now, ct);
        var (week, quarter) = (Weeks.MondayOf(today), Quarter.Of(today));
        foreach (var of in (Quarter[])[quarter.Previous, quarter, quarter.Next])
        {
            // The last week of a quarter that is over may hold deals that were won after that week's snapshot.
            if (of == quarter.Previous && today.DayNumber - quarter.First.DayNumber > 13)
                continue;
            var name = of.ToString();
            if (await db.Set<ForecastSnapshot>().AnyAsync(s => s.Quarter == name && s.Week == week, ct))
                continue;
            var rows = await book.Read(of, ct);
            foreach (var currency in rows.GroupBy(r => r.Currency))
            {
                db.Add(Taken(of, week, "", currency.Key, currency, now));
                foreach (var motion in currency.Where(r => r.Motion.Length > 0).GroupBy(r => r.Motion))
                    db.Add(Taken(of, week, motion.Key, currency.Key, motion, now));
            }
        }
        await db.SaveChangesAsync(ct);
    }

    private static ForecastSnapshot Taken(
        Quarter quarter,
        DateOnly week,
        string motion,
        string currency,
        IEnumerable<ForecastRow> rows,
        DateTimeOffset now
    ) => ForecastSnapshot.Of(week, quarter, motion, Forecast.Of(currency, rows.Select(r => r.Of), []), now);
}
