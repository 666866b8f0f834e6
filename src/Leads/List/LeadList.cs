using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Partners.List;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.List;

/// <summary>What of the leads is asked for; stands in the address.</summary>
/// <param name="State">Null: all.</param>
public sealed record LeadFilter(string? Q, LeadState? State, string? Country, PartnerId? Partner, int Page);

/// <param name="Asked">How many partners are offered it now.</param>
public sealed record LeadRow(
    string Number,
    string Company,
    string Country,
    Motion? Motion,
    Money? Amount,
    string Source,
    LeadState State,
    LeadProgress Progress,
    LeadEnd? End,
    PartnerId? Partner,
    string? PartnerName,
    int Asked,
    DateTimeOffset TakenAt,
    DateTimeOffset Since,
    DateTimeOffset? Due
);

/// <param name="ByState">How many of each there are, whatever else is asked.</param>
public sealed record LeadListView(
    IReadOnlyList<LeadRow> Rows,
    int Total,
    IReadOnlyDictionary<LeadState, int> ByState,
    IReadOnlyList<string> Countries
);

/// <summary>The leads that staff see.</summary>
public sealed class LeadList(EntenteDb db, PartnersApi partners)
{
    public const int PageSize = 50;

    public async Task<LeadListView> Load(LeadFilter filter, CancellationToken ct)
    {
        var all = db.Set<Lead>().AsNoTracking();
        var counts = await all.GroupBy(l => l.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var countries = await all.Select(l => l.Country).Distinct().OrderBy(c => c).ToListAsync(ct);
        var asked = all;
        if (filter.State is { } state)
            asked = asked.Where(l => l.State == state);
        if (!string.IsNullOrWhiteSpace(filter.Country))
            asked = asked.Where(l => l.Country == filter.Country);
        if (filter.Partner is { } partner)
            asked = asked.Where(l => db.Set<LeadOffer>().Any(o => o.LeadId == l.Id && o.PartnerId == partner));
        if (TypedText.Line(filter.Q) is { Length: > 0 } words)
        {
            var like = $"%{Like.Escaped(words)}%";
            asked = asked.Where(l =>
                EF.Functions.ILike(l.Company, like, Like.Sign)
                || EF.Functions.ILike(l.Number, like, Like.Sign)
                || EF.Functions.ILike(l.ContactName, like, Like.Sign)
            );
        }
        var rows = await asked
            .OrderBy(l => l.State == LeadState.Closed)
            .ThenByDescending(l => l.TakenAt)
            .ThenByDescending(l => l.Id)
            .Skip(PageSize * Math.Max(0, filter.Page - 1))
            .Take(PageSize)
            .ToListAsync(ct);
        var total = await asked.Total(rows.Count, filter.Page, PageSize, ct);
        var ids = rows.ConvertAll(r => r.Id);
        var open = (
            await db.Set<LeadOffer>()
                .Where(o => ids.Contains(o.LeadId) && o.State == OfferState.Open)
                .Select(o => new
                {
                    o.LeadId,
                    o.PartnerId,
                    o.DueAt,
                })
                .ToListAsync(ct)
        ).ToLookup(o => o.LeadId);
        var names = await partners.Cards(
            [
                .. rows.Where(r => r.PartnerId != default)
                    .Select(r => r.PartnerId)
                    .Concat(open.SelectMany(o => o).Select(o => o.PartnerId))
                    .Distinct(),
            ],
            ct
        );
        return new(
            [
                .. rows.Select(l =>
                {
                    var offers = open[l.Id].ToList();
                    PartnerId? with =
                        l.PartnerId != default ? l.PartnerId
                        : offers.Count == 1 ? offers[0].PartnerId
                        : null;
                    return new LeadRow(
                        l.Number,
                        l.Company,
                        l.Country,
                        l.Motion,
                        l.Amount,
                        l.Source,
                        l.State,
                        l.Progress,
                        l.End,
                        with,
                        with is { } id ? names.GetValueOrDefault(id)?.Name : null,
                        offers.Count,
                        l.TakenAt,
                        l.Since,
                        l.State is LeadState.Held ? l.TouchBy
                            : offers.Count > 0 ? offers.Min(o => o.DueAt)
                            : null
                    );
                }),
            ],
            total,
            counts.ToDictionary(c => c.Key, c => c.Count),
            countries
        );
    }
}
