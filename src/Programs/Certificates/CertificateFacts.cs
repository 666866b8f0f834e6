using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Certificates;

/// <summary>Which valid certificates partners' people hold, for segments.</summary>
internal sealed class CertificateFacts(EntenteDb db, CertificateBook book, Workspaces workspaces) : ISegmentFacts
{
    public IReadOnlyCollection<SegmentFacet> Facets => [SegmentFacet.Certificate];

    public async Task<IReadOnlyList<SegmentFact>> Of(
        IReadOnlyCollection<PartnerId> partners,
        IReadOnlySet<SegmentFacet> facets,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        return
        [
            .. from held in await book.Load(partners, ct, everybodys: true)
            from certificate in held
            where certificate.IsValid(today)
            select new SegmentFact(held.Key, SegmentFacet.Certificate, certificate.What) { Who = certificate.Who },
        ];
    }

    public async Task<IReadOnlyList<(string Value, string Words)>> Choices(SegmentFacet facet, CancellationToken ct) =>
        [
            .. (
                await CertificateBook
                    .Accepted(db.Set<TierEvidence>())
                    .Select(e => e.What)
                    .Distinct()
                    .OrderBy(w => w)
                    .Take(200)
                    .ToListAsync(ct)
            ).Select(w => (w, w)),
        ];
}
