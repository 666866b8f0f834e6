using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Forecasts;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Forecasts;

public enum ForecastBy
{
    Motion,
    Partner,
    Region,
}

/// <param name="Key">The motion, the partner's id or the region, as it stands in addresses.</param>
public sealed record ForecastGroup(string Key, string Name, IReadOnlyList<ForecastSums> Sums);

/// <summary>A quarter that is over, or runs: what was weighted in its first week, and what was closed.</summary>
/// <param name="Ratio">Closed as a share of the forecast; null: nothing was forecast.</param>
public sealed record ForecastPast(Quarter Quarter, string Currency, Money Forecast, Money Closed, Percent? Ratio, bool Runs);

/// <param name="Total">One a currency, the largest first.</param>
/// <param name="ByHistory">The interval comes from past quarters; else from the chances of the stages.</param>
public sealed record ForecastView(
    Quarter Quarter,
    Quarter Now,
    IReadOnlyList<ForecastSums> Total,
    IReadOnlyList<ForecastGroup> Groups,
    IReadOnlyList<ForecastPast> Past,
    bool ByHistory
);

/// <summary>Reads the forecast of a quarter.</summary>
public sealed class ForecastQuery
{
    private static readonly ILookup<string, double> Nothing = Array.Empty<double>().ToLookup(_ => "");

    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly ForecastBook book;
    private readonly TimeProvider clock;

    internal ForecastQuery(EntenteDb db, Actor actor, ForecastBook book, TimeProvider clock) =>
        (this.db, this.actor, this.book, this.clock) = (db, actor, book, clock);

    /// <param name="asked">Null: the one that runs.</param>
    public async Task<ForecastView> Load(Quarter? asked, ForecastBy by, CancellationToken ct)
    {
        var today = await book.Today(clock.GetUtcNow(), ct);
        var now = Quarter.Of(today);
        var quarter = asked ?? now;
        var rows = await book.Read(quarter, ct);
        // What past weeks kept is of the whole workspace: nothing for whoever sees a part of it.
        var whole = actor.Scope is null;
        var kept = whole ? await book.Kept(quarter, Weeks.Of(quarter, Weeks.MondayOf(today)), ct) : Nothing;
        var total = Sums(rows, kept);
        return new(
            quarter,
            now,
            total,
            [
                .. rows.GroupBy(r => Key(r, by))
                    .Select(g => new ForecastGroup(g.Key.Key, g.Key.Name, Sums(g, null)))
                    .OrderByDescending(g => g.Sums.Count > 0 ? g.Sums[0].Weighted : 0)
                    .ThenBy(g => g.Name, StringComparer.OrdinalIgnoreCase),
            ],
            whole ? await Past(now, ct) : [],
            total.Any(t => kept[t.Currency].Count() >= Forecast.Enough)
        );
    }

    private static (string Key, string Name) Key(ForecastRow row, ForecastBy by) =>
        by switch
        {
            ForecastBy.Partner => (row.Partner.Short(), row.PartnerName ?? "A partner"),
            ForecastBy.Region => (row.Region ?? "", string.IsNullOrEmpty(row.Region) ? "No region" : row.Region),
            _ => (row.Motion, row.Motion.Length == 0 ? "No motion yet" : row.Motion),
        };

    private static IReadOnlyList<ForecastSums> Sums(IEnumerable<ForecastRow> rows, ILookup<string, double>? kept) =>
        [
            .. rows.GroupBy(r => r.Currency, StringComparer.Ordinal)
                .Select(c => Forecast.Of(c.Key, c.Select(r => r.Of), kept is null ? [] : [.. kept[c.Key]]))
                .OrderByDescending(s => s.Best)
                .ThenBy(s => s.Currency, StringComparer.Ordinal),
        ];

    // What was said first in a quarter against what the last look at it found closed.
    private async Task<IReadOnlyList<ForecastPast>> Past(Quarter now, CancellationToken ct)
    {
        var names = new List<string>();
        for (var (q, i) = (now, 0); i < 5; (q, i) = (q.Previous, i + 1))
            names.Add(q.ToString());
        var rows = await db.Set<ForecastSnapshot>().AsNoTracking().Where(s => s.Motion == "" && names.Contains(s.Quarter)).ToListAsync(ct);
        var past = new List<ForecastPast>();
        foreach (var of in rows.GroupBy(r => (r.Quarter, r.Currency)))
        {
            var quarter = Quarter.Parse(of.Key.Quarter);
            if (of.Where(s => Weeks.Of(quarter, s.Week) >= 0).MinBy(s => s.Week) is not { } first || Weeks.Of(quarter, first.Week) > 1)
                continue;
            var closed = of.MaxBy(s => s.Week)!.WonMinor;
            past.Add(
                new(
                    quarter,
                    of.Key.Currency,
                    new(first.WeightedMinor, of.Key.Currency),
                    new(closed, of.Key.Currency),
                    Accuracy.Of(first.WeightedMinor, closed),
                    quarter == now
                )
            );
        }
        return [.. past.OrderBy(p => p.Quarter.First).ThenBy(p => p.Currency, StringComparer.Ordinal)];
    }
}
