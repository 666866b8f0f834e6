using System.Linq.Expressions;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;

namespace Entente.Reviews.Model;

/// <summary>What was to be reached, and what came of it.</summary>
[Subject("review_goal")]
internal sealed class ReviewGoal : Entity, IOwnable<ReviewGoal>
{
    private ReviewGoal() { }

    public ReviewGoalId Id { get; private init; }
    public ReviewId ReviewId { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>The review was shared: the partner's people reach it.</summary>
    public bool Out { get; set; }
    public string Words { get; private set; } = "";
    public decimal Target { get; private set; }

    /// <summary>Of target and actual: <c>EUR</c>, <c>deals</c>.</summary>
    public string Unit { get; private set; } = "";

    /// <summary>Null: nobody has said yet.</summary>
    public decimal? Actual { get; private set; }

    public static Expression<Func<ReviewGoal, bool>> Own(EntenteDb db) => g => (db.Partner == null || g.Out) && !db.OwnOnly;

    public static ReviewGoal Of(Review review, string words, decimal target, string unit, decimal? actual, DateTimeOffset now)
    {
        var goal = new ReviewGoal
        {
            Id = Ids.New<ReviewGoalId>(now),
            ReviewId = review.Id,
            PartnerId = review.PartnerId,
            Out = review.SharedAt is not null,
        };
        goal.Set(words, target, unit, actual);
        return goal;
    }

    public void Set(string words, decimal target, string unit, decimal? actual) =>
        (Words, Target, Unit, Actual) = (words, target, unit, actual);
}

/// <summary>What was decided, who does it, until when. Once the review is held it is a task.</summary>
[Subject("review_decision")]
internal sealed class ReviewDecision : Entity, IOwnable<ReviewDecision>
{
    private ReviewDecision() { }

    public ReviewDecisionId Id { get; private init; }
    public ReviewId ReviewId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public bool Out { get; set; }
    public string Words { get; private set; } = "";
    public PersonId OwnerId { get; private set; }
    public DateOnly DueOn { get; private set; }

    /// <summary>A task came of it.</summary>
    public bool Given { get; private set; }

    public static Expression<Func<ReviewDecision, bool>> Own(EntenteDb db) => d => (db.Partner == null || d.Out) && !db.OwnOnly;

    public static ReviewDecision Of(Review review, string words, PersonId owner, DateOnly due, DateTimeOffset now)
    {
        var decision = new ReviewDecision
        {
            Id = Ids.New<ReviewDecisionId>(now),
            ReviewId = review.Id,
            PartnerId = review.PartnerId,
            Out = review.SharedAt is not null,
        };
        decision.Set(words, owner, due);
        return decision;
    }

    public void Set(string words, PersonId owner, DateOnly due) => (Words, OwnerId, DueOn) = (words, owner, due);

    public void Give() => Given = true;
}

/// <summary>What the vendor notes for itself. No partner's person reaches it, whatever becomes of the review.</summary>
[Subject("review_note")]
internal sealed class ReviewNote : Entity, IOwnable<ReviewNote>
{
    private ReviewNote() { }

    public ReviewId ReviewId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public string Text { get; private set; } = "";

    public static Expression<Func<ReviewNote, bool>> Own(EntenteDb db) => _ => db.Partner == null;

    public static ReviewNote Of(Review review) => new() { ReviewId = review.Id, PartnerId = review.PartnerId };

    public void Write(string text) => Text = text;
}

/// <summary>
/// What the rooms told, as it was when they were asked. Two of a review: all of it, for the vendor, and what may go outside; the partner's people reach
/// the second alone. When the review was held they never change again.
/// </summary>
[NotAudited("gathered from records that are audited themselves; what was frozen is proven by the digest on the review")]
internal sealed class ReviewSheet : Entity, IOwnable<ReviewSheet>
{
    private ReviewSheet() { }

    public ReviewId ReviewId { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>For the partner's side.</summary>
    public bool Outside { get; private init; }

    /// <summary>Parts, as JSON.</summary>
    public string Json { get; private set; } = "[]";

    public static Expression<Func<ReviewSheet, bool>> Own(EntenteDb db) =>
        s =>
            (
                db.Partner == null
                || (
                    s.Outside && db.Set<Review>().Any(r => r.Id == s.ReviewId && r.SharedAt != null && r.State != Rules.ReviewState.Dropped)
                )
            ) && !db.OwnOnly;

    public static ReviewSheet Of(Review review, bool outside) =>
        new()
        {
            ReviewId = review.Id,
            PartnerId = review.PartnerId,
            Outside = outside,
        };

    public void Write(IReadOnlyList<ReviewPart> parts) => Json = Platform.Jobs.Json.Write(parts);

    public IReadOnlyList<ReviewPart> Read() => Platform.Jobs.Json.Read<List<ReviewPart>>(Json);
}
