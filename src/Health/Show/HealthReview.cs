using Entente.Access;
using Entente.Health.Model;
using Entente.Health.Rules;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Entente.Health.Show;

/// <summary>In a review of a partner's quarter: its health, for staff who may read what it is made of. The vendor's judgement, so no outsider's.</summary>
internal sealed class HealthReview(EntenteDb db) : IReviewPart
{
    public async Task<ReviewPart?> Of(ReviewAsked asked, CancellationToken ct)
    {
        var partner = asked.Partner;
        if (await db.Set<HealthCard>().AsNoTracking().SingleOrDefaultAsync(c => c.PartnerId == partner, ct) is not { } card)
            return null;
        var begun = asked.Quarter.First;
        var before = await db.Set<HealthDay>()
            .Where(d => d.PartnerId == partner && d.Day <= begun && d.Day >= begun.AddDays(-7))
            .OrderByDescending(d => d.Day)
            .Select(d => (int?)d.Score)
            .FirstOrDefaultAsync(ct);
        var parts = card.Read();
        return new("health", 80, "Health", [Permissions.ReadPartners, Permissions.ReadRegistrations, Permissions.ReadPipeline])
        {
            Vendor = true,
            Figures =
            [
                new("Score, of 100", ReviewValue.Count(card.Score), before is { } then ? ReviewValue.Count(then) : null)
                {
                    MoreIsGood = true,
                },
            ],
            Tables =
            [
                new(
                    "What lowers it",
                    [new("Signal"), new("Costs")],
                    [.. HealthWords.Dearest(parts).Select(s => new ReviewRow([ReviewValue.Words(s.Words), ReviewValue.Count(s.Lost)]))]
                ),
            ],
        };
    }
}
