using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <summary>The day by which an offer of a share was to be answered is over.</summary>
[JobName("credit.lapse_offer")]
internal sealed record LapseOffer(OpportunityId Deal, Guid Offer);

/// <summary>Ends an offer that nobody answered, so that it no longer keeps a share from others.</summary>
internal sealed class RunLapseOffer(EntenteDb db, TimeProvider clock) : IJob<LapseOffer>
{
    public async Task<JobOutcome> Run(LapseOffer payload, CancellationToken ct)
    {
        await using var held = await db.Hold([ShareDesk.Lock(payload.Deal)], ct);
        var (id, now) = (new ShareOfferId(payload.Offer), clock.GetUtcNow());
        if (
            await db.Set<ShareOffer>().SingleOrDefaultAsync(o => o.Id == id && o.Outcome == OfferEnd.Open, ct) is { } offer
            && ShareTalk.IsLate(offer.AnswerBy, now)
        )
        {
            offer.Close(OfferEnd.Lapsed, null, null, now);
            await held.Save(ct);
        }
        return JobOutcome.Done;
    }
}
