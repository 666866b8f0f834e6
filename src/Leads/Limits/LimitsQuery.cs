using Entente.Leads.Model;
using Entente.Leads.Route;
using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Limits;

/// <param name="Percent">What its record makes of its weight.</param>
/// <param name="Record">Why, in sentences.</param>
public sealed record LimitRow(
    PartnerId Partner,
    string Name,
    PartnerType Type,
    PartnerTier Tier,
    int Holds,
    int? Most,
    bool Paused,
    DateOnly? Until,
    string Why,
    int Percent,
    IReadOnlyList<string> Record
);

/// <summary>Who takes how many leads, and how their record counts.</summary>
public sealed class LimitsQuery
{
    private readonly EntenteDb db;
    private readonly RoutingDesk desk;
    private readonly TimeProvider clock;

    internal LimitsQuery(EntenteDb db, RoutingDesk desk, TimeProvider clock) => (this.db, this.desk, this.clock) = (db, desk, clock);

    public async Task<IReadOnlyList<LimitRow>> Load(CancellationToken ct)
    {
        var limits = await db.Set<LeadLimit>().AsNoTracking().ToDictionaryAsync(l => l.PartnerId, ct);
        return
        [
            .. (await desk.Partners(LeadBook.Empty, clock.GetUtcNow(), ct))
                .Where(p => p.Status is PartnerStatus.Active)
                .Select(p => new LimitRow(
                    p.Id,
                    p.Name,
                    p.Type,
                    p.Tier,
                    p.Holds,
                    p.Most,
                    p.Paused,
                    p.Paused ? limits[p.Id].PausedUntil : null,
                    p.Paused ? limits[p.Id].Why : "",
                    Weighing.Percent(p.Record),
                    Weighing.Words(p.Record)
                )),
        ];
    }
}
