using Entente.Access;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <summary>
/// Partner and vendor talk about the partner's role and share of a deal: either offers, the other agrees, offers something else or declines, within five
/// business days. What both agree to stands; nothing that is offered ever goes above the whole. A partner learns nothing of the others.
/// </summary>
public sealed class TalkShares(EntenteDb db, Actor actor, TimeProvider clock, PipelineApi pipeline, Workspaces workspaces)
{
    /// <param name="partner">Whom the vendor offers it; a partner's people leave it out.</param>
    public async Task<Result> Offer(OpportunityId deal, PartnerId? partner, ShareInput input, string? words, CancellationToken ct)
    {
        var read = input.Read();
        if (!read.Ok)
            return read.Problem;
        if (Shares.Fault([read.Value]) is { } fault)
            return fault;
        var text = TypedText.Lines(words);
        if (text.Length > Refusals.LongestWords)
            return Refusals.WordsTooLong;
        await using var held = await db.Hold([ShareDesk.Lock(deal)], ct);
        var side = await Side(deal, partner, ct);
        if (!side.Ok)
            return side.Problem;
        var (whose, vendor) = side.Value;
        if (vendor && !ShareTalk.Fits(read.Value.BasisPoints, await Bound(deal, whose, ct)))
            return Refusals.DoesNotFit;
        var now = clock.GetUtcNow();
        if (await Open(deal, whose, ct) is { } open)
            open.Close(
                open.ByVendor == vendor ? OfferEnd.Overtaken : OfferEnd.Countered,
                text.Length == 0 ? null : text,
                actor.Person,
                now
            );
        var zone = (await workspaces.Get(db.Workspace, ct)).TimeZone;
        var by = ShareTalk.AnswerBy(now, new BusinessCalendar(zone, BusinessCalendar.MondayToFriday));
        // The index lets one be open: the former one is closed before.
        await db.SaveChangesAsync(ct);
        var made = ShareOffer.Make(deal, whose, vendor, read.Value, text.Length == 0 ? null : text, actor.Person, by, now);
        db.Add(made);
        db.Enqueue(new LapseOffer(deal, made.Id.Value), by.AddTicks(1));
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Answers what the other side offered.</summary>
    public async Task<Result> Answer(OpportunityId deal, PartnerId? partner, bool agree, string? words, CancellationToken ct)
    {
        var text = TypedText.Lines(words);
        if (text.Length > Refusals.LongestWords)
            return Refusals.WordsTooLong;
        await using var held = await db.Hold([ShareDesk.Lock(deal)], ct);
        var side = await Side(deal, partner, ct);
        if (!side.Ok)
            return side.Problem;
        var (whose, vendor) = side.Value;
        if (await Open(deal, whose, ct) is not { } offer || !ShareTalk.MayAnswer(offer.ByVendor, vendor))
            return Refusals.NoOffer;
        var now = clock.GetUtcNow();
        if (ShareTalk.IsLate(offer.AnswerBy, now))
            return Refusals.OfferLapsed;
        if (agree && !ShareTalk.Fits(offer.BasisPoints, await Bound(deal, whose, ct)))
            return vendor ? Refusals.DoesNotFit : Refusals.NoLongerFits;
        offer.Close(agree ? OfferEnd.Agreed : OfferEnd.Declined, text.Length == 0 ? null : text, actor.Person, now);
        if (agree)
            await Agree(deal, whose, offer.Share, ct);
        await held.Save(ct);
        return Result.Done;
    }

    // Whose share it is about, and whether the vendor speaks; refused where the actor may not.
    private async Task<Result<(PartnerId Whose, bool Vendor)>> Side(OpportunityId deal, PartnerId? partner, CancellationToken ct)
    {
        var vendor = !actor.IsOutsider;
        if (vendor && Refusals.MayNotSettle(actor) is { } forbidden)
            return forbidden;
        if (!vendor && !PartnerRights.May(actor, PartnerRights.Appeal))
            return Problem.Forbidden("share.may_not", "Your role at your company does not include this.");
        // Shares are the partner's, of all its deals: who is restricted to their own leaves them to a colleague.
        if ((vendor ? partner : actor.Partner) is not { } whose || actor.OwnOnly)
            return Refusals.NoShare;
        if (await pipeline.Get(deal, ct) is not { Gone: false } card || !card.Partners.Any(p => p.Partner == whose))
            return vendor ? Refusals.NoDeal : Refusals.NoShare;
        var locked = await db.Set<DealShares>().AnyAsync(d => d.OpportunityId == deal && d.LockedAt != null, ct);
        return card.State is not OpportunityState.Open || locked ? Refusals.SharesLocked : (whose, vendor);
    }

    private Task<ShareOffer?> Open(OpportunityId deal, PartnerId whose, CancellationToken ct) =>
        db.Set<ShareOffer>().SingleOrDefaultAsync(o => o.OpportunityId == deal && o.PartnerId == whose && o.Outcome == OfferEnd.Open, ct);

    // The filters on who looks are lifted: a partner's yes must fit beside the others' shares, of which it learns nothing but that.
    private async Task<IReadOnlyCollection<int>> Bound(OpportunityId deal, PartnerId whose, CancellationToken ct)
    {
        var bound = await db.Set<PartnerShare>()
            .IgnoreQueryFilters(Fences.OfLooker)
            .Where(s => s.OpportunityId == deal && s.PartnerId != whose && s.Agreed)
            .ToDictionaryAsync(s => s.PartnerId, s => s.BasisPoints, ct);
        var offers = await db.Set<ShareOffer>()
            .IgnoreQueryFilters(Fences.OfLooker)
            .Where(o => o.OpportunityId == deal && o.PartnerId != whose && o.ByVendor && o.Outcome == OfferEnd.Open)
            .Select(o => new { o.PartnerId, o.BasisPoints })
            .ToListAsync(ct);
        foreach (var offer in offers)
            bound[offer.PartnerId] = offer.BasisPoints;
        return bound.Values;
    }

    private async Task Agree(OpportunityId deal, PartnerId whose, RoleShare share, CancellationToken ct)
    {
        if (!await db.Set<DealShares>().AnyAsync(d => d.OpportunityId == deal, ct))
            db.Add(DealShares.Begin(deal));
        var own = await db.Set<PartnerShare>().SingleOrDefaultAsync(s => s.OpportunityId == deal && s.PartnerId == whose, ct);
        if (own is null)
            db.Add(own = PartnerShare.Of(deal, whose, share.Role));
        own.Agree(share, deal);
    }
}
