using System.Security.Cryptography;
using System.Text;
using Entente.Collaboration.Threads.Tasks;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Prepare;
using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Work;

/// <summary>Staff have the numbers of a review read anew, share it with its partner, hold it, or drop it. A page of before is refused.</summary>
public sealed class SteerReview
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly GatherParts gather;
    private readonly ReviewMails mails;
    private readonly GiveTask tasks;

    internal SteerReview(EntenteDb db, Actor actor, TimeProvider clock, GatherParts gather, ReviewMails mails, GiveTask tasks) =>
        (this.db, this.actor, this.clock, this.gather, this.mails, this.tasks) = (db, actor, clock, gather, mails, tasks);

    /// <summary>The rooms are asked anew. What people wrote stays.</summary>
    public Task<Result> Refresh(string number, int seen, CancellationToken ct) =>
        Run(
            number,
            seen,
            async review =>
            {
                var now = clock.GetUtcNow();
                await gather.Run(review, now, ct);
                review.Gather(now);
                return Result.Done;
            },
            ct
        );

    public Task<Result> Share(string number, int seen, CancellationToken ct) =>
        Run(
            number,
            seen,
            async review =>
            {
                review.Share(clock.GetUtcNow());
                await mails.Shared(review, ct);
                return Result.Done;
            },
            ct,
            r => r.State is ReviewState.Draft ? null : Refusals.NotDraft
        );

    /// <summary>
    /// It was talked over: what stands on the page is frozen as it is, nothing is asked anew, and each decision becomes a task in the partner's conversation.
    /// </summary>
    public Task<Result> Hold(string number, int seen, CancellationToken ct) =>
        Run(
            number,
            seen,
            async review =>
            {
                var sheet = await db.Set<ReviewSheet>().AsNoTracking().SingleAsync(s => s.ReviewId == review.Id && !s.Outside, ct);
                review.Hold(Digest(sheet.Json), actor.Person, clock.GetUtcNow());
                foreach (var decision in review.Decisions.OrderBy(d => d.Id.Value))
                    if (
                        await tasks.StageShared(
                            new(PartnersApi.SubjectKind, review.PartnerId.Value),
                            review.PartnerId,
                            decision.OwnerId,
                            decision.Words,
                            decision.DueOn,
                            (actor.Person, actor.Name),
                            $"review:{decision.Id.Value:N}",
                            ct
                        )
                    )
                        decision.Give();
                return Result.Done;
            },
            ct,
            r => r.State is ReviewState.Shared ? null : Refusals.NotShared
        );

    /// <summary>It is not held. A partner that had it reads it no more.</summary>
    public Task<Result> Drop(string number, int seen, string? why, CancellationToken ct)
    {
        var words = TypedText.Line(why);
        return Run(
            number,
            seen,
            async review =>
            {
                if (words.Length is 0 or > ReviewText.LongestLine)
                    return Refusals.NoWhy;
                review.Drop(words);
                await mails.Over(review, ct);
                return Result.Done;
            },
            ct
        );
    }

    internal static string Digest(string json) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));

    // A second click is told what the first one did, not that the page is old.
    private async Task<Result> Run(
        string number,
        int seen,
        Func<Review, Task<Result>> act,
        CancellationToken ct,
        Func<Review, Problem?>? notNow = null
    )
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var desk = await ReviewDesk.Take(db, number, ct);
        if (desk is not { Review: { } review })
            return Refusals.None;
        if (!review.State.IsOpen())
            return Refusals.Over;
        if (notNow?.Invoke(review) is { } problem)
            return problem;
        if (review.Version != seen)
            return Refusals.Stale;
        var done = await act(review);
        if (done.Ok)
            await desk.Save(ct);
        return done;
    }
}
