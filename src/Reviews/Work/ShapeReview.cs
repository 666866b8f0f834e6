using Entente.Access;
using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Prepare;
using Entente.Reviews.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Work;

/// <summary>Staff write a review until it is held: its day, what stands before the numbers, goals, decisions. A page of before is refused.</summary>
public sealed class ShapeReview(EntenteDb db, Actor actor, TimeProvider clock, AccessApi access, Workspaces workspaces)
{
    public Task<Result> Open(string number, int seen, ReviewForm form, CancellationToken ct) =>
        Run(
            number,
            async (review, wrong) =>
            {
                if (review.Version != seen)
                    return Refusals.Stale;
                if (ReviewText.Day(form.Planned) is not { } planned)
                {
                    wrong["planned"] = "Give the day on which you talk it over.";
                    return Result.Done;
                }
                var (summary, text) = (ReviewText.Lines(form.Summary, "summary", wrong), ReviewText.Lines(form.Note, "note", wrong));
                if (wrong.Count > 0)
                    return Result.Done;
                review.Open(planned, summary);
                (await db.Set<ReviewNote>().SingleAsync(n => n.ReviewId == review.Id, ct)).Write(text);
                return Result.Done;
            },
            ct
        );

    public Task<Result> AddGoal(string number, ReviewForm form, CancellationToken ct) =>
        Run(
            number,
            (review, wrong) =>
            {
                if (review.Goals.Count >= PrepareReview.MostGoals)
                    return Told(Refusals.TooMany);
                var (words, target, unit, actual) = form.ReadGoal(wrong);
                if (wrong.Count == 0)
                    db.Add(review.Add(words, target, unit, actual, clock.GetUtcNow()));
                return Told(Result.Done);
            },
            ct
        );

    public Task<Result> ChangeGoal(string number, Guid? id, int seen, ReviewForm form, CancellationToken ct) =>
        Goal(
            number,
            id,
            seen,
            (review, goal, wrong) =>
            {
                var (words, target, unit, actual) = form.ReadGoal(wrong);
                if (wrong.Count == 0)
                    review.Set(goal, words, target, unit, actual);
            },
            ct
        );

    public Task<Result> RemoveGoal(string number, Guid? id, int seen, CancellationToken ct) =>
        Goal(
            number,
            id,
            seen,
            (review, goal, _) =>
            {
                review.Remove(goal);
                db.Remove(goal);
            },
            ct
        );

    public Task<Result> Decide(string number, ReviewForm form, CancellationToken ct) =>
        Run(
            number,
            async (review, wrong) =>
            {
                if (review.Decisions.Count >= PrepareReview.MostGoals)
                    return Refusals.TooMany;
                if (await ReadDecision(review, null, form, wrong, ct) is var (words, owner, due))
                    db.Add(review.Decide(words, owner, due, clock.GetUtcNow()));
                return Result.Done;
            },
            ct
        );

    public Task<Result> ChangeDecision(string number, Guid? id, int seen, ReviewForm form, CancellationToken ct) =>
        Decision(
            number,
            id,
            seen,
            async (review, decision, wrong) =>
            {
                if (await ReadDecision(review, decision, form, wrong, ct) is var (words, owner, due))
                    review.Set(decision, words, owner, due);
            },
            ct
        );

    public Task<Result> RemoveDecision(string number, Guid? id, int seen, CancellationToken ct) =>
        Decision(
            number,
            id,
            seen,
            (review, decision, _) =>
            {
                review.Remove(decision);
                db.Remove(decision);
                return Task.CompletedTask;
            },
            ct
        );

    private static Task<Result> Told(Result result) => Task.FromResult(result);

    private Task<Result> Goal(
        string number,
        Guid? id,
        int seen,
        Action<Review, ReviewGoal, Dictionary<string, string>> act,
        CancellationToken ct
    ) =>
        Run(
            number,
            (review, wrong) =>
            {
                if (review.Goals.FirstOrDefault(g => g.Id.Value == id) is not { } goal)
                    return Told(Refusals.NoPart);
                if (goal.Version != seen)
                    return Told(Refusals.Stale);
                act(review, goal, wrong);
                return Told(Result.Done);
            },
            ct
        );

    private Task<Result> Decision(
        string number,
        Guid? id,
        int seen,
        Func<Review, ReviewDecision, Dictionary<string, string>, Task> act,
        CancellationToken ct
    ) =>
        Run(
            number,
            async (review, wrong) =>
            {
                if (review.Decisions.FirstOrDefault(d => d.Id.Value == id) is not { } decision)
                    return Refusals.NoPart;
                if (decision.Version != seen)
                    return Refusals.Stale;
                await act(review, decision, wrong);
                return Result.Done;
            },
            ct
        );

    private async Task<Result> Run(string number, Func<Review, Dictionary<string, string>, Task<Result>> act, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var desk = await ReviewDesk.Take(db, number, ct);
        if (desk is not { Review: { } review })
            return Refusals.None;
        if (!review.State.IsOpen())
            return Refusals.Over;
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var done = await act(review, wrong);
        if (!done.Ok)
            return done;
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        await desk.Save(ct);
        return Result.Done;
    }

    private async Task<(string Words, PersonId Owner, DateOnly Due)?> ReadDecision(
        Review review,
        ReviewDecision? known,
        ReviewForm form,
        Dictionary<string, string> wrong,
        CancellationToken ct
    )
    {
        var words = ReviewText.Line(form.Words, "words", "Say what was decided.", wrong);
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(clock.GetUtcNow());
        var due = ReviewText.Day(form.Due);
        // A day that has passed meanwhile may stay.
        if (due is not { } day || (day != known?.DueOn && !TaskRules.MayBeDue(day, today)))
            wrong["due"] = "Give the day until when it is done, today or later.";
        // Whoever had it and left may keep it until somebody else is named.
        if (
            !Ids.TryParse<PersonId>(form.Owner, out var owner)
            || (owner != known?.OwnerId && !(await ReviewPeople.Of(access, review.PartnerId, ct)).Any(m => m.Person.Id == owner))
        )
            wrong["owner"] = "Choose who does it.";
        return wrong.Count > 0 ? null : (words, owner, due!.Value);
    }
}

/// <summary>Who can own a decision: staff who read the partner, and people of the partner who see it as a whole.</summary>
internal static class ReviewPeople
{
    public static async Task<IReadOnlyList<MemberCard>> Of(AccessApi access, PartnerId partner, CancellationToken ct) =>
        [
            .. (await access.StaffFor(partner, ct)).Where(m => m.May(Permissions.ReadPartners)),
            .. (await access.PartnerPeople(partner, ct)).Where(m => m is { Active: true, Restricted: false }),
        ];
}
