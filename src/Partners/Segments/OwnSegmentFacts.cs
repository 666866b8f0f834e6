using Entente.Access;
using Entente.Crm;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Segments;

/// <summary>What this room knows for segments: where partners sell, when their people last did something, what the CRM says of their company.</summary>
internal sealed class OwnSegmentFacts(EntenteDb db, AccessApi access, CrmApi crm) : ISegmentFacts
{
    public IReadOnlyCollection<SegmentFacet> Facets => [SegmentFacet.Country, SegmentFacet.Active, SegmentFacet.Field];

    public async Task<IReadOnlyList<SegmentFact>> Of(
        IReadOnlyCollection<PartnerId> partners,
        IReadOnlySet<SegmentFacet> facets,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var wanted = partners.Distinct().ToArray();
        return
        [
            .. facets.Contains(SegmentFacet.Country) ? await Countries(wanted, ct) : [],
            .. facets.Contains(SegmentFacet.Active) ? await Acts(wanted, ct) : [],
            .. facets.Contains(SegmentFacet.Field) ? await Fields(wanted, ct) : [],
        ];
    }

    public Task<IReadOnlyList<(string Value, string Words)>> Choices(SegmentFacet facet, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<(string, string)>>([]);

    private async Task<List<SegmentFact>> Countries(PartnerId[] wanted, CancellationToken ct)
    {
        var held = await db.Set<PartnerTerritory>()
            .IgnoreQueryFilters(Fences.OfLooker)
            .AsNoTracking()
            .Where(p => wanted.Contains(p.PartnerId))
            .Join(
                db.Set<Territory>(),
                p => new { p.WorkspaceId, Id = p.TerritoryId },
                t => new { t.WorkspaceId, t.Id },
                (p, t) => new { p.PartnerId, t.Countries }
            )
            .ToListAsync(ct);
        return
        [
            .. held.SelectMany(h => h.Countries.Select(c => (h.PartnerId, Country: c)))
                .Distinct()
                .Select(h => new SegmentFact(h.PartnerId, SegmentFacet.Country, h.Country)),
        ];
    }

    private async Task<List<SegmentFact>> Acts(PartnerId[] wanted, CancellationToken ct)
    {
        var people = wanted.Length == 1 ? await access.PartnerPeople(wanted[0], ct) : await access.AllPartnerPeople(ct);
        var of = people
            .Where(m => m is { Active: true, Partner: { } at } && wanted.Contains(at))
            .ToDictionary(m => m.Person.Id, m => m.Partner!.Value);
        return
        [
            .. (await access.LastActs(of.Keys, ct)).Select(l => new SegmentFact(of[l.Key], SegmentFacet.Active, At: l.Value)
            {
                Person = l.Key,
            }),
        ];
    }

    private async Task<List<SegmentFact>> Fields(PartnerId[] wanted, CancellationToken ct)
    {
        var companies = await db.Set<Partner>()
            .IgnoreQueryFilters(Fences.OfLooker)
            .Where(p => wanted.Contains(p.PartnerId) && p.Account != null)
            .Select(p => new { p.PartnerId, p.Account })
            .ToListAsync(ct);
        var words = await crm.WordsOf([.. companies.Select(c => c.Account!.Value)], ct);
        return
        [
            .. from company in companies
            from field in words.GetValueOrDefault(company.Account!.Value) ?? new Dictionary<string, string>()
            // What the CRM lets choose several of stands in one value, with semicolons between.
            from value in field.Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            select new SegmentFact(company.PartnerId, SegmentFacet.Field, value) { Field = field.Key },
        ];
    }
}
