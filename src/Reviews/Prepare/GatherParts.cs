using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Prepare;

/// <summary>Asks every room what it knows of the quarter, one after the other, and keeps it in the two sheets of the review. Only stages.</summary>
internal sealed class GatherParts(EntenteDb db, IEnumerable<IReviewPart> rooms, Workspaces workspaces)
{
    public async Task<IReadOnlyList<ReviewPart>> Run(Review review, DateTimeOffset now, CancellationToken ct)
    {
        var zone = (await workspaces.Get(db.Workspace, ct)).Zone;
        var asked = new ReviewAsked(review.PartnerId, review.Quarter, zone, now);
        var parts = new List<ReviewPart>();
        foreach (var room in rooms)
            if (await room.Of(asked, ct) is { } part)
                parts.Add(part);
        parts = [.. parts.OrderBy(p => p.Order).ThenBy(p => p.Key, StringComparer.Ordinal)];
        var sheets = await db.Set<ReviewSheet>().Where(s => s.ReviewId == review.Id).ToListAsync(ct);
        Sheet(outside: false).Write(parts);
        Sheet(outside: true).Write(Reading.Outward(parts));
        return parts;

        ReviewSheet Sheet(bool outside)
        {
            if (sheets.Find(s => s.Outside == outside) is { } known)
                return known;
            var made = ReviewSheet.Of(review, outside);
            db.Add(made);
            return made;
        }
    }
}
