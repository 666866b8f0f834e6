using Entente.Access;
using Entente.Leads.Hold;
using Entente.Leads.Model;
using Entente.Leads.Route;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Contests;

namespace Entente.Leads.Offer;

/// <summary>A partner's person accepts or declines what their company is offered. Of two who accept at once one has it; the other is told.</summary>
public sealed class AnswerOffer(EntenteDb db, Actor actor, TimeProvider clock, ClaimContests contests)
{
    public async Task<Result> Accept(string number, CancellationToken ct)
    {
        if (Partner(actor) is not { } partner)
            return Refusals.PartnersOnly;
        await using var desk = await LeadDesk.ByOffer(db, number, ct);
        if (desk is not { Lead: { } lead })
            return Refusals.None;
        // Sent twice: they have it.
        if (lead.Holder == partner)
            return Result.Done;
        var now = clock.GetUtcNow();
        if (lead.OpenTo(partner) is not { } offer)
            return Over(lead, partner);
        if (offer.DueAt <= now)
            return Refusals.TooLate;
        lead.Accept(offer, actor.Person, (await contests.Terms(ct)).Calendar.EndOfWindow(now, lead.TouchDays), now);
        await desk.Save(ct);
        return Result.Done;
    }

    /// <summary>No to an offer, or giving back a lead that they have.</summary>
    /// <param name="words">Needed for <see cref="DeclineReason.Other"/>.</param>
    public async Task<Result> Decline(string number, DeclineReason? reason, string? words, CancellationToken ct)
    {
        if (Partner(actor) is not { } partner)
            return Refusals.PartnersOnly;
        if (reason is not { } why || !Enum.IsDefined(why))
            return Refusals.NoReason;
        var text = TypedText.Line(words);
        if (text.Length > LeadsModel.LongestWhy || (why is DeclineReason.Other && text.Length == 0))
            return Refusals.NoWords;
        await using var desk = await LeadDesk.ByOffer(db, number, ct);
        if (desk is not { Lead: { } lead })
            return Refusals.None;
        var now = clock.GetUtcNow();
        if (lead.Holder == partner)
            lead.GiveBack(why, text, now);
        else if (lead.OpenTo(partner) is not { } offer)
            return Over(lead, partner);
        else if (offer.DueAt <= now)
            return Refusals.TooLate;
        else
            lead.Decline(offer, why, text, actor.Person, now);
        if (lead.State is LeadState.Routing)
            db.Enqueue(new RouteLead(lead.Id));
        await desk.Save(ct);
        return Result.Done;
    }

    /// <summary>For whom somebody answers; null: they may not.</summary>
    internal static PartnerId? Partner(Actor actor) => PartnerRights.May(actor, PartnerRights.Register) ? actor.Partner : null;

    private static Problem Over(Lead lead, PartnerId partner) =>
        lead.Offers.Where(o => o.PartnerId == partner).MaxBy(o => o.OfferedAt)?.State switch
        {
            OfferState.Gone => Refusals.Gone,
            OfferState.Lapsed => Refusals.TooLate,
            OfferState.PulledBack => Refusals.NotYours,
            _ => Refusals.Answered,
        };
}
