using Entente.Access;
using Entente.Access.Safelist;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Entente.Reviews.Show;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Portal;

public sealed record OwnReviewRow(string Number, Quarter Quarter, ReviewState State, DateOnly PlannedOn, DateTimeOffset? HeldAt);

/// <summary>
/// The reviews of the partner who asks: those that were shared, by the rows' own filter. Of what the rooms told it reads the outward sheet, and of that
/// what the safelist shows them today, of held ones too.
/// </summary>
internal sealed class OwnReviews(EntenteDb db, Actor actor, AccessApi access, PartnersApi partners, Fields fields)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<OwnReviewRow>> List(CancellationToken ct)
    {
        if (actor.Partner is null)
            return [];
        var rows = await db.Set<Review>()
            .OrderByDescending(r => r.QuarterKey)
            .ThenByDescending(r => r.Id)
            .Take(Most)
            .Select(r => new
            {
                r.Number,
                r.QuarterKey,
                r.State,
                r.PlannedOn,
                r.HeldAt,
            })
            .ToListAsync(ct);
        return [.. rows.Select(r => new OwnReviewRow(r.Number, Quarter.Parse(r.QuarterKey), r.State, r.PlannedOn, r.HeldAt))];
    }

    public async Task<ReviewFace?> Get(string number, CancellationToken ct)
    {
        if (
            actor.Partner is null
            || await db.Set<Review>()
                .AsNoTracking()
                .Include(r => r.Goals)
                .Include(r => r.Decisions)
                .AsSplitQuery()
                .SingleOrDefaultAsync(r => r.Number == number, ct)
                is not { } review
        )
            return null;
        var sheet = await db.Set<ReviewSheet>().AsNoTracking().SingleAsync(s => s.ReviewId == review.Id && s.Outside, ct);
        var shown = await fields.For(actor, ct);
        var name = (await partners.Get(review.PartnerId, ct))?.Name ?? "";
        return await ReviewFace.Of(review, name, Reading.ForPartner(sheet.Read(), Shows), access, ct);

        bool Shows(string? stage, string field)
        {
            var dot = field.IndexOf('.', StringComparison.Ordinal);
            return shown.In(stage).Shows(field[..dot], field[(dot + 1)..]);
        }
    }
}
