using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.List;

/// <summary>What the list of partners was asked for; it stands in the address.</summary>
/// <param name="Text">Part of a name or the beginning of a domain.</param>
/// <param name="Sort"><c>name</c>, <c>tier</c>, <c>since</c>; with a minus the other way round.</param>
/// <param name="Page">From 1.</param>
public sealed record PartnerQuery(
    string? Text = null,
    PartnerType? Type = null,
    PartnerTier? Tier = null,
    PartnerStatus? Status = null,
    string? Region = null,
    string? Sort = null,
    int Page = 1
)
{
    /// <summary>Who looks after them; null: anybody, or nobody.</summary>
    public PersonId? Manager { get; init; }
}

/// <summary>One page of the list and what it is a page of.</summary>
public sealed record PartnerListView(IReadOnlyList<PartnerRow> Rows, int Total, int All, int Active, IReadOnlyList<string> Regions);

public sealed record PartnerRow(
    PartnerId Id,
    string Name,
    PartnerType Type,
    PartnerTier Tier,
    PartnerStatus Status,
    string Region,
    PersonCard? Manager,
    DateOnly Since
);

/// <summary>Reads the list of partners.</summary>
public sealed class PartnerList(EntenteDb db, AccessApi access)
{
    public const int PageSize = 50;

    public async Task<PartnerListView> Load(PartnerQuery query, CancellationToken ct)
    {
        var all = db.Set<PartnersCard>();
        var found = Filtered(all, query);
        var page = await Sorted(found, query.Sort).Skip((Math.Max(query.Page, 1) - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var total = await found.Total(page.Count, query.Page, PageSize, ct);
        var managers = await access.People(page.Select(p => p.Manager).OfType<PersonId>(), ct);
        var states = await all.GroupBy(p => p.Status).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var regions = await all.Where(p => p.Region != "").Select(p => p.Region).Distinct().Order().ToListAsync(ct);
        return new(
            [
                .. page.Select(p => new PartnerRow(
                    p.PartnerId,
                    p.Name,
                    p.Type,
                    p.Tier,
                    p.Status,
                    p.Region,
                    p.Manager is { } manager ? managers.GetValueOrDefault(manager) : null,
                    p.Since
                )),
            ],
            total,
            states.Sum(s => s.Count),
            states.Where(s => s.Key is PartnerStatus.Active).Sum(s => s.Count),
            regions
        );
    }

    private IQueryable<PartnersCard> Filtered(IQueryable<PartnersCard> partners, PartnerQuery query)
    {
        if (query.Type is { } type)
            partners = partners.Where(p => p.Type == type);
        if (query.Tier is { } tier)
            partners = partners.Where(p => p.Tier == tier);
        if (query.Status is { } status)
            partners = partners.Where(p => p.Status == status);
        if (!string.IsNullOrEmpty(query.Region))
            partners = partners.Where(p => p.Region == query.Region);
        if (query.Manager is { } manager)
            partners = partners.Where(p => p.Manager == manager);
        if (query.Text?.Trim() is not { Length: > 0 } text)
            return partners;
        var (part, start) = ($"%{Like.Escaped(text)}%", Like.Escaped(text.ToLowerInvariant()) + "%");
        var byDomain = db.Set<PartnerDomain>().Where(d => EF.Functions.Like(d.Domain, start, Like.Sign)).Select(d => d.PartnerId);
        return partners.Where(p => EF.Functions.ILike(p.Name, part, Like.Sign) || byDomain.Contains(p.PartnerId));
    }

    // Tiers are kept by name, which is not their order.
    private static IQueryable<PartnersCard> Sorted(IQueryable<PartnersCard> partners, string? sort) =>
        (
            sort switch
            {
                "-name" => partners.OrderByDescending(p => p.Name),
                "tier" => partners
                    .OrderBy(p =>
                        p.Tier == PartnerTier.Elite ? 2
                        : p.Tier == PartnerTier.Select ? 1
                        : 0
                    )
                    .ThenBy(p => p.Name),
                "-tier" => partners
                    .OrderByDescending(p =>
                        p.Tier == PartnerTier.Elite ? 2
                        : p.Tier == PartnerTier.Select ? 1
                        : 0
                    )
                    .ThenBy(p => p.Name),
                "since" => partners.OrderBy(p => p.Since),
                "-since" => partners.OrderByDescending(p => p.Since),
                _ => partners.OrderBy(p => p.Name),
            }
        ).ThenBy(p => p.PartnerId);
}
