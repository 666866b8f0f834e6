using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Route;

/// <summary>Gathers what a decision on a lead hangs on: the same few questions for ten partners and for ten thousand.</summary>
internal sealed class RoutingDesk(EntenteDb db, PartnersApi partners, Entitlements entitlements, Workspaces workspaces)
{
    public async Task<RoutingFacts> Facts(Lead lead, LeadBook book, DateTimeOffset now, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var turns = await db.Set<LeadTurn>().AsNoTracking().ToListAsync(ct);
        return new(
            lead.Fact(workspace.Currency),
            lead.Hop + 1,
            await Partners(book, now, ct),
            // Who was only too late, or lost it to the vendor's own hand, may be asked again.
            lead.Offers.Where(o => o.State is not OfferState.Gone).Select(o => o.PartnerId).ToHashSet(),
            turns.ToDictionary(t => (t.Rule, t.PartnerId), t => t.Credit)
        );
    }

    /// <summary>Every partner that whoever acts sees, as rules see it.</summary>
    public async Task<IReadOnlyList<PartnerFact>> Partners(LeadBook book, DateTimeOffset now, CancellationToken ct)
    {
        var cards = await partners.All(entering: false, ct);
        var sells = await partners.SellsIn(ct);
        var limits = await db.Set<LeadLimit>().AsNoTracking().ToDictionaryAsync(l => l.PartnerId, ct);
        var held = await Held(ct);
        var records = await Records(now, ct);
        var shares = book.Rules.Any(r => r.How.PlanShares)
            ? await entitlements.OfMany([.. cards.Select(c => c.Id)], ct)
            : new Dictionary<PartnerId, Programs.Rules.TierBenefits>();
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        return
        [
            .. cards.Select(c =>
            {
                var limit = limits.GetValueOrDefault(c.Id);
                return new PartnerFact(
                    c.Id,
                    c.Name,
                    c.Type,
                    c.Tier,
                    c.Region,
                    c.Status,
                    sells.GetValueOrDefault(c.Id) ?? Nowhere,
                    held.GetValueOrDefault(c.Id),
                    limit?.Most,
                    limit?.PausedOn(today) ?? false,
                    records.GetValueOrDefault(c.Id) ?? LeadRecord.None,
                    shares.GetValueOrDefault(c.Id)?.LeadShare is { } share ? (int)(share.Points * 100) : null
                );
            }),
        ];
    }

    private static readonly IReadOnlySet<string> Nowhere = new HashSet<string>();

    /// <summary>Leads that each partner has, and those it is offered: an offer may be accepted, so it takes up room. A pool takes none.</summary>
    public async Task<IReadOnlyDictionary<PartnerId, int>> Held(CancellationToken ct) =>
        await db.Set<LeadOffer>()
            .Join(
                db.Set<Lead>().IgnoreQueryFilters([Fences.Scope]),
                o => new { o.WorkspaceId, Id = o.LeadId },
                l => new { l.WorkspaceId, l.Id },
                (o, l) =>
                    new
                    {
                        o.PartnerId,
                        Offer = o.State,
                        l.State,
                    }
            )
            .Where(x =>
                (x.Offer == OfferState.Accepted && x.State == LeadState.Held)
                || (x.Offer == OfferState.Open && x.State == LeadState.Offered)
            )
            .GroupBy(x => x.PartnerId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    private async Task<Dictionary<PartnerId, LeadRecord>> Records(DateTimeOffset now, CancellationToken ct)
    {
        var since = now.AddDays(-Weighing.Days);
        var counts = await db.Set<LeadOffer>()
            .Where(o => o.EndedAt >= since)
            .GroupBy(o => new
            {
                o.PartnerId,
                o.State,
                o.Reason,
                o.Shared,
            })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(ct);
        var won = await db.Set<Lead>()
            .Where(l => l.End == LeadEnd.Won && l.ClosedAt >= since)
            .GroupBy(l => l.PartnerId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(ct);
        var records = counts
            .GroupBy(c => c.Key.PartnerId)
            .ToDictionary(
                g => g.Key,
                g => new LeadRecord(
                    g.Where(c => c.Key.State is OfferState.Declined && c.Key.Reason!.Value.CountsAgainst()).Sum(c => c.Count),
                    // Nobody has to claim from a pool, or be first among several.
                    g.Where(c => c.Key.State is OfferState.Lapsed && !c.Key.Shared).Sum(c => c.Count),
                    g.Where(c =>
                            c.Key.State is OfferState.PulledBack
                            || (c.Key.State is OfferState.Returned && c.Key.Reason!.Value.CountsAgainst())
                        )
                        .Sum(c => c.Count),
                    0
                )
            );
        foreach (var w in won)
            records[w.Key] = (records.GetValueOrDefault(w.Key) ?? LeadRecord.None) with { Won = w.Count };
        return records;
    }
}
