using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Scores;

/// <summary>When partners sent registrations, for segments.</summary>
internal sealed class SentClaims(EntenteDb db) : ISegmentFacts
{
    public IReadOnlyCollection<SegmentFacet> Facets => [SegmentFacet.Registered];

    public async Task<IReadOnlyList<SegmentFact>> Of(
        IReadOnlyCollection<PartnerId> partners,
        IReadOnlySet<SegmentFacet> facets,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var wanted = partners.Distinct().ToArray();
        return await db.Set<Registration>()
            .IgnoreQueryFilters(Fences.OfLooker)
            .Where(r => wanted.Contains(r.PartnerId) && r.SubmittedAt >= since)
            .Select(r => new SegmentFact(r.PartnerId, SegmentFacet.Registered, "", r.SubmittedAt, null))
            .ToListAsync(ct);
    }

    public Task<IReadOnlyList<(string Value, string Words)>> Choices(SegmentFacet facet, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<(string, string)>>([]);
}
