using Entente.Conflicts.Rules;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Share;

/// <summary>An opportunity's roles and shares, for staff.</summary>
public sealed record SharesView(
    OpportunityId Id,
    string Name,
    string Stage,
    bool Locked,
    bool Settled,
    IReadOnlyList<SliceView> Slices,
    IReadOnlyList<(string Number, string Company)> Conflicts
);

/// <param name="Share">Per cent as a field holds it.</param>
/// <param name="Asked">What the partner would like, in words; null: nothing.</param>
public sealed record SliceView(PartnerId Partner, string Name, string Role, string Share, string? Asked, string? AskedWords);

/// <summary>Reads the shares of one opportunity. What nobody has settled is equal; nothing is written by looking.</summary>
public sealed class ShareQuery
{
    private readonly EntenteDb db;
    private readonly PipelineApi pipeline;
    private readonly PartnersApi partners;

    internal ShareQuery(EntenteDb db, PipelineApi pipeline, PartnersApi partners) =>
        (this.db, this.pipeline, this.partners) = (db, pipeline, partners);

    public async Task<SharesView?> Load(Guid opportunity, CancellationToken ct)
    {
        var kept = await db.Set<Model.DealShares>()
            .AsNoTracking()
            .Include(d => d.Shares)
            .SingleOrDefaultAsync(d => d.Opportunity == opportunity, ct);
        if (await pipeline.Get(new(opportunity), ct) is not { } deal || (deal.IsDirect && kept is null))
            return null;
        var linked = deal.Partners.Select(p => (p.Partner, p.Role)).ToList();
        var shares = kept ?? Model.DealShares.Equal(opportunity, linked);
        if (kept is not null)
            shares.Join(linked);
        var cards = await partners.Cards([.. shares.Shares.Select(s => s.PartnerId)], ct);
        var cases = await db.Set<Model.CaseSide>()
            .Where(s => s.Opportunity == opportunity)
            .Join(
                db.Set<Model.ConflictCase>(),
                s => new { s.WorkspaceId, Id = s.CaseId },
                c => new { c.WorkspaceId, c.Id },
                (s, c) => new { c.Number, c.Company }
            )
            .Distinct()
            .ToListAsync(ct);
        return new(
            deal.Id,
            deal.Name,
            deal.Stage.Label,
            shares.LockedAt is not null || deal.State is not OpportunityState.Open,
            shares.SettledAt is not null,
            [
                .. shares
                    .Shares.Select(s => new SliceView(
                        s.PartnerId,
                        cards.GetValueOrDefault(s.PartnerId)?.Name ?? "A partner",
                        s.Role.ToString(),
                        Shares.Plain(s.BasisPoints),
                        s.AskedPoints is { } points ? $"{s.AskedRole}, {Shares.Percent(points)}" : null,
                        s.AskedWords
                    ))
                    .OrderBy(s => s.Name, StringComparer.OrdinalIgnoreCase),
            ],
            [.. cases.Select(c => (c.Number, c.Company))]
        );
    }
}

/// <summary>The shares as the browser sends them.</summary>
public sealed class SharesForm
{
    public List<SliceForm> Slices { get; set; } = [];
}

public sealed class SliceForm
{
    public Guid Partner { get; set; }
    public string? Role { get; set; }
    public string? Share { get; set; }
}
