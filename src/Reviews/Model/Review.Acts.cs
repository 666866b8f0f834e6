using Entente.Platform.Values;
using Entente.Reviews.Rules;

namespace Entente.Reviews.Model;

// What happens to a review. What cannot be is refused aloud; once it was held or dropped nothing can.
internal sealed partial class Review
{
    /// <summary>The rooms were asked anew.</summary>
    public void Gather(DateTimeOffset now)
    {
        Change();
        GatheredAt = now;
    }

    public void Open(DateOnly planned, string summary)
    {
        Change();
        (PlannedOn, Summary) = (planned, summary);
    }

    public void Noted() => Change();

    public ReviewGoal Add(string words, decimal target, string unit, decimal? actual, DateTimeOffset now)
    {
        Change();
        var goal = ReviewGoal.Of(this, words, target, unit, actual, now);
        goals.Add(goal);
        return goal;
    }

    public void Set(ReviewGoal goal, string words, decimal target, string unit, decimal? actual)
    {
        Change();
        goal.Set(words, target, unit, actual);
    }

    public void Remove(ReviewGoal goal)
    {
        Change();
        goals.Remove(goal);
    }

    public ReviewDecision Decide(string words, PersonId owner, DateOnly due, DateTimeOffset now)
    {
        Change();
        var decision = ReviewDecision.Of(this, words, owner, due, now);
        decisions.Add(decision);
        return decision;
    }

    public void Set(ReviewDecision decision, string words, PersonId owner, DateOnly due)
    {
        Change();
        decision.Set(words, owner, due);
    }

    public void Remove(ReviewDecision decision)
    {
        Change();
        decisions.Remove(decision);
    }

    public void Share(DateTimeOffset now)
    {
        Must(ReviewState.Draft);
        Change();
        (State, SharedAt) = (ReviewState.Shared, now);
        foreach (var goal in goals)
            goal.Out = true;
        foreach (var decision in decisions)
            decision.Out = true;
        Announce(new ReviewShared(Id, PartnerId));
    }

    /// <param name="digest">See <see cref="Digest"/>.</param>
    public void Hold(string digest, PersonId? by, DateTimeOffset now)
    {
        Must(ReviewState.Shared);
        Change();
        (State, HeldAt, HeldBy, Digest) = (ReviewState.Held, now, by, digest);
        Announce(new ReviewHeld(Id, PartnerId));
    }

    public void Drop(string why)
    {
        Change();
        (State, Why) = (ReviewState.Dropped, why);
        foreach (var goal in goals)
            goal.Out = false;
        foreach (var decision in decisions)
            decision.Out = false;
    }

    private void Change()
    {
        if (!State.IsOpen())
            throw new InvalidOperationException($"{Number} is {State}: nothing of it changes.");
        Changes++;
    }

    private void Must(ReviewState state)
    {
        if (State != state)
            throw new InvalidOperationException($"{Number} is {State}, not {state}.");
    }
}
