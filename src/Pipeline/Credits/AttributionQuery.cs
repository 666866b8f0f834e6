using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

public enum AttributionBy
{
    Partner,
    Motion,
    Quarter,
}

/// <summary>What is asked of the overview, as it stands in its address.</summary>
/// <param name="Open">The pipeline that closes in the quarter; else what was won in it.</param>
/// <param name="Model">Null: what counts.</param>
/// <param name="Quarter">Null: the last four and the one that runs.</param>
/// <param name="Group">One group by its key: its deals are listed.</param>
public sealed record AttributionAsked(AttributionBy By, bool Open, CreditModel? Model, Quarter? Quarter, string? Group);

/// <summary>Sums of one currency. Sourced and influenced are two looks at the same deals: nobody adds them up.</summary>
/// <param name="Sourced">Credited to partners who brought the deal, exact.</param>
public sealed record AttributionSums(string Currency, int SourcedDeals, Money Sourced, int InfluencedDeals, Money Influenced);

public sealed record AttributionGroup(string Key, string Name, IReadOnlyList<AttributionSums> Sums);

/// <summary>A partner's credit for a deal.</summary>
public sealed record AttributionLine(
    OpportunityId Deal,
    string DealName,
    PartnerId Partner,
    string PartnerName,
    string Motion,
    Quarter Quarter,
    DealRole Role,
    bool Sourced,
    bool Influenced,
    int Points,
    Money Amount,
    Money Credit,
    bool Locked
);

public sealed record AttributionView(
    AttributionAsked Asked,
    Quarter Now,
    IReadOnlyList<AttributionSums> Total,
    IReadOnlyList<AttributionGroup> Groups,
    IReadOnlyList<AttributionLine> Lines,
    int Deals
);

/// <summary>Reads what partners sourced and influenced, by any model.</summary>
public sealed class AttributionQuery(EntenteDb db, TimeProvider clock, Workspaces workspaces)
{
    /// <summary>So many quarters are looked at when none is chosen: the one that runs and four before.</summary>
    public const int Quarters = 5;

    public async Task<AttributionView> Load(AttributionAsked asked, CancellationToken ct)
    {
        var zone = (await workspaces.Get(db.Workspace, ct)).Zone;
        var now = Quarter.Of(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime));
        var lines = await Lines(asked, now, zone, ct);
        var groups = lines
            .GroupBy(l => Key(l, asked.By))
            .Select(g => new AttributionGroup(g.Key.Key, g.Key.Name, Sums(g)))
            .OrderByDescending(g => asked.By is AttributionBy.Quarter ? 0 : g.Sums.Sum(s => s.Sourced.Major))
            .ThenBy(g => asked.By is AttributionBy.Quarter ? g.Key : g.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        return new(asked, now, Sums(lines), groups, lines, lines.Select(l => l.Deal).Distinct().Count());
    }

    private static (string Key, string Name) Key(AttributionLine line, AttributionBy by) =>
        by switch
        {
            AttributionBy.Motion => (line.Motion, line.Motion.Length == 0 ? "No motion yet" : line.Motion),
            AttributionBy.Quarter => (line.Quarter.ToString(), line.Quarter.Words),
            _ => (line.Partner.Short(), line.PartnerName),
        };

    private static IReadOnlyList<AttributionSums> Sums(IEnumerable<AttributionLine> lines) =>
        [
            .. lines
                .GroupBy(l => l.Credit.Currency, StringComparer.Ordinal)
                .Select(c => new AttributionSums(
                    c.Key,
                    c.Where(l => l.Sourced).Select(l => l.Deal).Distinct().Count(),
                    Sum(c.Where(l => l.Sourced), c.Key),
                    c.Where(l => l.Influenced).Select(l => l.Deal).Distinct().Count(),
                    Sum(c.Where(l => l.Influenced), c.Key)
                ))
                // Amounts of two currencies have no order: the figures alone say which stands first.
                .OrderByDescending(s => s.Sourced.Major)
                .ThenBy(s => s.Currency, StringComparer.Ordinal),
        ];

    private static Money Sum(IEnumerable<AttributionLine> lines, string currency) =>
        lines.Aggregate(Money.Zero(currency), (sum, l) => sum + l.Credit);

    // One query: the credit of the quarter's deals, a row for each partner and deal; the parts of an amount are made here, to the cent.
    private async Task<IReadOnlyList<AttributionLine>> Lines(AttributionAsked asked, Quarter now, TimeZoneInfo zone, CancellationToken ct)
    {
        var (from, to) = (asked.Quarter ?? Back(now, Quarters - 1), asked.Quarter ?? (asked.Open ? now.Next : now));
        var (first, last) = (from.First, to.Last);
        var (begins, ends) = (Start(from.First, zone), Start(to.Next.First, zone));
        var state = asked.Open ? OpportunityState.Open : OpportunityState.Won;
        var rows = await (
            from deal in db.Set<Opportunity>()
            where !deal.Deleted && deal.State == state && deal.AmountMinor != null && deal.Currency != null
            where asked.Open ? deal.CloseDate >= first && deal.CloseDate <= last : deal.ClosedAt >= begins && deal.ClosedAt < ends
            join credit in db.Set<PartnerCredit>()
                on new { deal.WorkspaceId, deal.Id } equals new { credit.WorkspaceId, Id = credit.OpportunityId }
            join known in db.Set<PartnersCard>()
                on new { credit.WorkspaceId, credit.PartnerId } equals new { known.WorkspaceId, known.PartnerId }
                into cards
            from card in cards.DefaultIfEmpty()
            select new
            {
                deal.Id,
                deal.Name,
                Minor = deal.AmountMinor!.Value,
                Currency = deal.Currency!,
                deal.CloseDate,
                deal.ClosedAt,
                credit.PartnerId,
                Partner = card.Name,
                credit.Role,
                credit.Sourced,
                credit.Influenced,
                credit.Points,
                credit.ByPrimary,
                credit.BySplit,
                credit.ByFirstTouch,
                credit.ByTouches,
                Motion = db.Set<OpportunityPartner>()
                    .Where(p => p.OpportunityId == deal.Id && p.IsPrimary)
                    .Select(p => p.Motion)
                    .FirstOrDefault(),
            }
        )
            .AsNoTracking()
            .ToListAsync(ct);
        var lines = new List<AttributionLine>(rows.Count);
        foreach (var deal in rows.GroupBy(r => r.Id))
        {
            var parts = deal.OrderBy(r => r.PartnerId.Value).ToList();
            int Points(int i) =>
                asked.Model switch
                {
                    CreditModel.Primary => parts[i].ByPrimary,
                    CreditModel.Split => parts[i].BySplit,
                    CreditModel.FirstTouch => parts[i].ByFirstTouch,
                    CreditModel.ByTouch => parts[i].ByTouches,
                    _ => parts[i].Points,
                };
            var amount = new Money(parts[0].Minor, parts[0].Currency);
            var money = Crediting.SplitMoney(amount, [.. parts.Select((_, i) => Points(i))]);
            var quarter = asked.Open
                ? Quarter.Of(parts[0].CloseDate!.Value)
                : Quarter.Of(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(parts[0].ClosedAt!.Value, zone).DateTime));
            lines.AddRange(
                parts.Select(
                    (p, i) =>
                        new AttributionLine(
                            p.Id,
                            p.Name,
                            p.PartnerId,
                            p.Partner ?? "A partner",
                            p.Motion ?? "",
                            quarter,
                            p.Role,
                            p.Sourced,
                            p.Influenced,
                            Points(i),
                            amount,
                            money[i],
                            !asked.Open
                        )
                )
            );
        }
        return
        [
            .. lines
                .OrderByDescending(l => l.Credit.Minor)
                .ThenBy(l => l.DealName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(l => l.Partner.Value),
        ];
    }

    private static Quarter Back(Quarter quarter, int by) => by == 0 ? quarter : Back(quarter.Previous, by - 1);

    private static DateTimeOffset Start(DateOnly day, TimeZoneInfo zone) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), zone.GetUtcOffset(day.ToDateTime(TimeOnly.MinValue))).ToUniversalTime();
}
