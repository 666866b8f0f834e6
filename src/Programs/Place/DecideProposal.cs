using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Mails;
using Entente.Programs.Rules;

namespace Entente.Programs.Place;

/// <summary>
/// Staff decide on a rise that was proposed: approved, the partner is placed and told; declined, it is not proposed again in this quarter.
/// Approved only while it is still earned.
/// </summary>
internal sealed class DecideProposal(EntenteDb db, Actor actor, TimeProvider clock, TierDesk desk, PartnersApi partners, TierMails mails)
{
    /// <param name="to">The tier that the page showed.</param>
    public async Task<Result> Run(PartnerId partner, PartnerTier? to, bool? approved, string? reason, CancellationToken ct)
    {
        if (Refusals.MayNotPlace(actor) is { } forbidden)
            return forbidden;
        if (Refusals.Reason(reason, out var why) is { } wrong)
            return wrong;
        await using var taken = await desk.Take(partner, ct);
        if (taken is null)
            return Refusals.NoPartner;
        var now = clock.GetUtcNow();
        if (
            taken.Rows.Proposal(partner) is not { } proposal
            || proposal.To != to
            || proposal.From != taken.Partner.Tier
            || approved is not { } yes
        )
            return Refusals.NoProposal;
        var day = taken.Workspace.DayOf(now);
        if (yes)
        {
            if (taken.Rows.Course(db, partner).IsHeld(day))
                return Refusals.Held(taken.Partner.Tier);
            if (await desk.Score(taken, now, ct) is not { } scored || scored.Earned < proposal.To)
                return Refusals.NotEarned;
            var placed = await partners.Place(partner, proposal.From, proposal.To, why, actor.Person, now, ct);
            if (!placed.Ok)
                return placed;
            await mails.Placed(taken.Partner, proposal.To, TierWords.Numbers(scored, proposal.To), day, now, ct);
        }
        proposal.Decide(yes, why, actor.Person, day, now);
        db.Because(why);
        await taken.Held.Save(ct);
        return Result.Done;
    }
}
