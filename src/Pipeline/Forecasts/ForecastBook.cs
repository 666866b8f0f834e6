using Entente.Crm.Mapping;
using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Forecasts;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Forecasts;

/// <summary>Deals of a quarter as a forecast counts them, added up in the database.</summary>
internal sealed record ForecastRow(
    string Motion,
    PartnerId Partner,
    string? PartnerName,
    string? Region,
    string Currency,
    ForecastDeals Of
);

/// <summary>Reads what a quarter's forecast is made of: deals that a partner has a part in, each counted once, with its first-linked partner.</summary>
internal sealed class ForecastBook(EntenteDb db, Workspaces workspaces)
{
    public async Task<IReadOnlyList<ForecastRow>> Read(Quarter quarter, CancellationToken ct)
    {
        var (first, last) = (quarter.First, quarter.Last);
        var zone = (await workspaces.Get(db.Workspace, ct)).Zone;
        var (begins, ends) = (Start(quarter.First, zone), Start(quarter.Next.First, zone));
        var deals =
            from deal in db.Set<Opportunity>()
            where !deal.Deleted && deal.AmountMinor != null && deal.Currency != null
            where
                (deal.State == OpportunityState.Open && deal.CloseDate >= first && deal.CloseDate <= last)
                || (deal.State == OpportunityState.Won && deal.ClosedAt >= begins && deal.ClosedAt < ends)
            join part in db.Set<OpportunityPartner>().Where(p => p.IsPrimary)
                on new { deal.WorkspaceId, deal.Id } equals new { part.WorkspaceId, Id = part.OpportunityId }
            join known in db.Set<PartnersCard>()
                on new { part.WorkspaceId, part.PartnerId } equals new { known.WorkspaceId, known.PartnerId }
                into cards
            from card in cards.DefaultIfEmpty()
            group deal by new
            {
                part.Motion,
                part.PartnerId,
                card.Name,
                card.Region,
                Currency = deal.Currency!,
                deal.State,
                deal.StageRank,
                deal.Probability,
            } into alike
            select new
            {
                alike.Key,
                Deals = alike.Count(),
                Amount = alike.Sum(d => (decimal)d.AmountMinor!),
                Squares = alike.Sum(d => (decimal)d.AmountMinor! * (decimal)d.AmountMinor!),
            };
        var rows = await deals.ToListAsync(ct);
        return
        [
            .. rows.Select(r => new ForecastRow(
                r.Key.Motion,
                r.Key.PartnerId,
                r.Key.Name,
                r.Key.Region,
                r.Key.Currency,
                new(
                    r.Key.State is OpportunityState.Won,
                    (EntenteStage)r.Key.StageRank,
                    r.Key.Probability / 100m,
                    r.Deals,
                    r.Amount,
                    r.Squares
                )
            )),
        ];
    }

    /// <summary>Today where the workspace is.</summary>
    public async Task<DateOnly> Today(DateTimeOffset now, CancellationToken ct) => (await workspaces.Get(db.Workspace, ct)).DayOf(now);

    /// <summary>
    /// How the four latest quarters that are over ended, as shares of what was weighted and still open in the same week of theirs: by currency. A quarter
    /// without a snapshot of that week says nothing.
    /// </summary>
    public async Task<ILookup<string, double>> Kept(Quarter quarter, int week, CancellationToken ct)
    {
        var past = new List<string>();
        for (var q = quarter.Previous; past.Count < 8; q = q.Previous)
            past.Add(q.ToString());
        var rows = await db.Set<ForecastSnapshot>()
            .AsNoTracking()
            .Where(s => past.Contains(s.Quarter) && s.Motion == "")
            .Select(s => new
            {
                s.Quarter,
                s.Week,
                s.Currency,
                s.WonMinor,
                s.WeightedMinor,
            })
            .ToListAsync(ct);
        return rows.GroupBy(r => (r.Quarter, r.Currency))
            .Select(g =>
            {
                var of = Quarter.Parse(g.Key.Quarter);
                var then = g.FirstOrDefault(s => Weeks.Of(of, s.Week) == week);
                var ended = g.MaxBy(s => s.Week)!;
                return (g.Key.Currency, then, ended);
            })
            .Where(g => g.then is not null && g.then.WeightedMinor > g.then.WonMinor)
            .Select(g => (g.Currency, Kept: (double)(g.ended.WonMinor - g.then!.WonMinor) / (g.then.WeightedMinor - g.then.WonMinor)))
            .ToLookup(g => g.Currency, g => g.Kept, StringComparer.Ordinal);
    }

    private static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
