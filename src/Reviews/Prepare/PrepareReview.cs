using System.Globalization;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Prepare;

/// <summary>Staff make the review of a partner's quarter with one click: a draft with everything that the rooms know. Two clicks make one.</summary>
public sealed class PrepareReview
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly Numbers numbers;
    private readonly PartnersApi partners;
    private readonly GatherParts gather;
    private readonly Workspaces workspaces;

    internal PrepareReview(
        EntenteDb db,
        Actor actor,
        TimeProvider clock,
        Numbers numbers,
        PartnersApi partners,
        GatherParts gather,
        Workspaces workspaces
    )
    {
        (this.db, this.actor, this.clock, this.numbers) = (db, actor, clock, numbers);
        (this.partners, this.gather, this.workspaces) = (partners, gather, workspaces);
    }

    /// <param name="quarter"><c>2026-Q4</c>; empty: the one that is looked back on today.</param>
    /// <returns>Its number: <c>QBR-12</c>; of a quarter that has one, that one's.</returns>
    public async Task<Result<string>> Run(PartnerId? partner, string? quarter, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        if (partner is not { } id || await partners.Get(id, ct) is null)
            return Refusals.NoPartner;
        var now = clock.GetUtcNow();
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        var of = ReviewDates.Under(today);
        if (!string.IsNullOrWhiteSpace(quarter) && !Quarter.TryParse(TypedText.Line(quarter), out of))
            return Refusals.NoQuarter;
        if (!ReviewDates.Possible(today).Contains(of))
            return Refusals.NoQuarter;
        var key = of.ToString();
        await using var held = await db.Hold([$"review-made:{id.Value}:{key}"], ct);
        if (
            await db.Set<Review>()
                .Where(r => r.PartnerId == id && r.QuarterKey == key && r.State != ReviewState.Dropped)
                .Select(r => r.Number)
                .SingleOrDefaultAsync(ct) is
            { } known
        )
            return known;
        var number = "QBR-" + (await numbers.Next("review", 1, ct)).ToString(CultureInfo.InvariantCulture);
        var review = Review.Begin(id, of, ReviewDates.HoldBy(of, today), number, actor.Person, now);
        db.Add(review);
        db.Add(ReviewNote.Of(review));
        foreach (var aim in (await gather.Run(review, now, ct)).SelectMany(p => p.Aims).Take(MostGoals))
            review.Add(aim.Words, aim.Target, aim.Unit, null, now);
        await held.Save(ct);
        return number;
    }

    internal const int MostGoals = 30;
}
