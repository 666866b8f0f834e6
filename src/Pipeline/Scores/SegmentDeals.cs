using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Scores;

/// <summary>How partners sell what they have open, and what they won, for segments.</summary>
internal sealed class SegmentDeals(EntenteDb db) : ISegmentFacts
{
    public IReadOnlyCollection<SegmentFacet> Facets => [SegmentFacet.Motion, SegmentFacet.Won];

    public async Task<IReadOnlyList<SegmentFact>> Of(
        IReadOnlyCollection<PartnerId> partners,
        IReadOnlySet<SegmentFacet> facets,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var wanted = partners.Distinct().ToArray();
        var deals = await (
            from deal in db.Set<Opportunity>().IgnoreQueryFilters(Fences.OfLooker).AsNoTracking().Where(o => !o.Deleted)
            join part in db.Set<OpportunityPartner>().IgnoreQueryFilters(Fences.OfLooker).Where(p => wanted.Contains(p.PartnerId))
                on new { deal.WorkspaceId, deal.Id } equals new { part.WorkspaceId, Id = part.OpportunityId }
            where deal.State == OpportunityState.Open || (deal.State == OpportunityState.Won && deal.ClosedAt >= since)
            select new
            {
                part.PartnerId,
                part.Motion,
                deal.State,
                deal.ClosedAt,
                deal.AmountMinor,
                deal.Currency,
            }
        ).ToListAsync(ct);
        return
        [
            .. deals
                .Where(d => facets.Contains(SegmentFacet.Motion) && d.State is OpportunityState.Open && d.Motion.Length > 0)
                .Select(d => (d.PartnerId, d.Motion))
                .Distinct()
                .Select(d => new SegmentFact(d.PartnerId, SegmentFacet.Motion, d.Motion)),
            .. deals
                .Where(d =>
                    facets.Contains(SegmentFacet.Won)
                    && d is { State: OpportunityState.Won, ClosedAt: not null, AmountMinor: not null, Currency: not null }
                )
                .Select(d => new SegmentFact(
                    d.PartnerId,
                    SegmentFacet.Won,
                    At: d.ClosedAt,
                    Amount: new(d.AmountMinor!.Value, d.Currency!)
                )),
        ];
    }

    public Task<IReadOnlyList<(string Value, string Words)>> Choices(SegmentFacet facet, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<(string, string)>>(
            facet is SegmentFacet.Motion
                ? [.. Enum.GetValues<Motion>().Where(m => m is not Motion.Direct).Select(m => (m.ToString().ToLowerInvariant(), m.Words()))]
                : []
        );
}
