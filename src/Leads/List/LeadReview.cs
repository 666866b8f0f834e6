using Entente.Access;
using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.List;

/// <summary>What became of the leads that a partner was offered in a quarter.</summary>
internal sealed class LeadReview(EntenteDb db) : IReviewPart
{
    public async Task<ReviewPart?> Of(ReviewAsked asked, CancellationToken ct)
    {
        var (partner, from, to) = (asked.Partner, asked.Before.Begins, asked.Ends);
        var offers = await db.Set<LeadOffer>()
            .Where(o => o.PartnerId == partner && o.OfferedAt >= from && o.OfferedAt < to)
            .Select(o => new
            {
                o.OfferedAt,
                o.AnsweredAt,
                o.State,
            })
            .ToListAsync(ct);
        var held = await db.Set<Lead>().CountAsync(l => l.PartnerId == partner && l.State == LeadState.Held, ct);
        var won = await db.Set<Lead>()
            .Where(l => l.PartnerId == partner && l.End == LeadEnd.Won && l.ClosedAt >= from && l.ClosedAt < to)
            .Select(l => l.ClosedAt)
            .ToListAsync(ct);
        if (offers.Count == 0 && held == 0 && won.Count == 0)
            return null;
        return new("leads", 50, "Leads from us", [Permissions.ReadLeads])
        {
            Figures =
            [
                Count("Offered", null, _ => true),
                Count("Accepted", true, s => s is OfferState.Accepted or OfferState.PulledBack or OfferState.Returned),
                Count("Declined", false, s => s is OfferState.Declined),
                Count("Not answered in time", false, s => s is OfferState.Lapsed),
                Count("Pulled back or given back", false, s => s is OfferState.PulledBack or OfferState.Returned),
                new("Days to an answer", Answer(asked), Answer(asked.Before)) { MoreIsGood = false, Note = "The middle one." },
                new("With them now", ReviewValue.Count(held)),
                new("Won", ReviewValue.Count(won.Count(w => asked.Holds(w))), ReviewValue.Count(won.Count(w => asked.Before.Holds(w))))
                {
                    MoreIsGood = true,
                },
            ],
        };

        ReviewFigure Count(string label, bool? good, Func<OfferState, bool> which) =>
            new(
                label,
                ReviewValue.Count(offers.Count(o => asked.Holds(o.OfferedAt) && which(o.State))),
                ReviewValue.Count(offers.Count(o => asked.Before.Holds(o.OfferedAt) && which(o.State)))
            )
            {
                MoreIsGood = good,
            };

        ReviewValue? Answer(ReviewAsked of) =>
            ReviewValue.Median(
                offers.Where(o => of.Holds(o.OfferedAt) && o.AnsweredAt >= o.OfferedAt).Select(o => o.AnsweredAt!.Value - o.OfferedAt)
            );
    }
}
