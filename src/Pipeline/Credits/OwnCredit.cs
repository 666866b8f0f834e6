using Entente.Access.Safelist;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <summary>What a partner sees of its own credit for a deal: nothing of who else has a part, nor whether anybody has.</summary>
/// <param name="Settled">Role and share in words; null: neither settled nor closed yet.</param>
/// <param name="Why">The sentence that explains it, of its own facts alone.</param>
/// <param name="Others">What other partners have together, where the safelist lets it out; null: not shown.</param>
/// <param name="Offer">What waits for an answer of either side.</param>
/// <param name="MayTalk">Whether it may offer, agree and decline.</param>
public sealed record OwnCreditView(
    OpportunityId Opportunity,
    string? Settled,
    string? Why,
    string? Others,
    OwnOffer? Offer,
    IReadOnlyList<OwnOffer> Earlier,
    bool Locked,
    bool MayTalk
);

public sealed record OwnOffer(bool ByVendor, string Share, string? Words, DateTimeOffset AnswerBy, string? Answer, OfferEnd Outcome);

/// <summary>Reads a partner's own credit. The filter of its partner holds, and the safelist says whether it is shown at all.</summary>
public sealed class OwnCredit(EntenteDb db, Actor actor, PipelineApi pipeline, Fields fields, Workspaces workspaces)
{
    /// <summary>Null: the safelist hides it, or the actor has no part in the deal.</summary>
    public async Task<OwnCreditView?> Load(OpportunityId deal, CancellationToken ct)
    {
        var shown = await fields.For(actor, ct);
        if (!shown.Shows(SafeObjects.Opportunity, "credit") || actor.Partner is not { } partner)
            return null;
        if (await pipeline.Get(deal, ct) is not { Gone: false } card)
            return null;
        var sheet = await db.Set<DealShares>().AsNoTracking().SingleOrDefaultAsync(d => d.OpportunityId == deal, ct);
        var share = await db.Set<PartnerShare>().AsNoTracking().SingleOrDefaultAsync(s => s.OpportunityId == deal, ct);
        var row = await db.Set<PartnerCredit>().AsNoTracking().SingleOrDefaultAsync(c => c.OpportunityId == deal, ct);
        var first = await db.Set<CreditTouch>()
            .AsNoTracking()
            .Where(t => t.OpportunityId == deal)
            .OrderBy(t => t.At)
            .ThenBy(t => t.Kind)
            .ThenBy(t => t.Id)
            .FirstOrDefaultAsync(ct);
        var offers = await db.Set<ShareOffer>()
            .AsNoTracking()
            .Where(o => o.OpportunityId == deal)
            .OrderByDescending(o => o.Id)
            .ToListAsync(ct);
        var locked = sheet?.LockedAt is not null || card.State is not OpportunityState.Open;
        // Equal shares that nobody has settled would say how many others there are.
        RoleShare? own =
            sheet?.LockedAt is not null && row is not null ? new(row.Role, row.Points)
            : (sheet?.SettledAt is not null || share?.Agreed == true) && share is not null ? new(share.Role, share.BasisPoints)
            : null;
        var day = Days.In((await workspaces.Get(db.Workspace, ct)).Zone);
        return new(
            deal,
            own is { } settled ? $"{settled.Role}, {Shares.Percent(settled.BasisPoints)}" : null,
            first is null ? null : CreditWords.Did(first.Touch, CreditWords.You, day) + ".",
            own is not null && shown.Shows(SafeObjects.Opportunity, "credit_others")
                ? await Others(deal, partner, sheet!.LockedAt is not null, ct)
                : null,
            offers.Where(o => o.Outcome is OfferEnd.Open).Select(Of).FirstOrDefault(),
            [.. offers.Where(o => o.Outcome is not OfferEnd.Open).Select(Of)],
            locked,
            Access.PartnerRights.Holds(actor, Access.PartnerRights.Appeal) && !actor.OwnOnly && !locked
        );
    }

    // The filters on who looks are lifted for one sum, which the vendor's safelist lets out.
    private async Task<string> Others(OpportunityId deal, PartnerId own, bool locked, CancellationToken ct) =>
        Shares.Percent(
            locked
                ? await db.Set<PartnerCredit>()
                    .IgnoreQueryFilters(Fences.OfLooker)
                    .Where(c => c.OpportunityId == deal && c.PartnerId != own)
                    .SumAsync(c => c.Points, ct)
                : await db.Set<PartnerShare>()
                    .IgnoreQueryFilters(Fences.OfLooker)
                    .Where(s => s.OpportunityId == deal && s.PartnerId != own && s.Agreed)
                    .SumAsync(s => s.BasisPoints, ct)
        );

    private static OwnOffer Of(ShareOffer o) =>
        new(o.ByVendor, $"{o.Role}, {Shares.Percent(o.BasisPoints)}", o.Words, o.AnswerBy, o.Answer, o.Outcome);
}
